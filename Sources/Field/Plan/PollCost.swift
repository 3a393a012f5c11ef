// SPDX-License-Identifier: Apache-2.0

/// What it takes to read a device, alone on a serial line and otherwise as it is delivered.
package struct PollCost: Sendable {
    /// The period of the points of group `normal`; those that are read more or less often have
    /// rounds of their own.
    package static let period = Nanoseconds.seconds(10)

    package let line: Line
    package let load: LineLoad
    /// Requests that would read what lies side by side, and nothing else.
    package let contiguous: Int

    package init(_ profile: Profile, at speed: SerialSpeed = SerialSpeed()) {
        var device = Device(
            id: profile.id, profile: profile, unit: profile.link.unit ?? 1, domain: "env",
            poll: Self.period)
        device.gap = profile.link.gap ?? .zero
        device.largestRead = profile.link.largestRead
        line = Line(
            id: "line", link: .serial(port: "", speed, echo: false), devices: [device])
        load = LineLoad(line)
        contiguous = PollRounds(device).rounds.reduce(0) { sum, round in
            sum + Self.contiguous(round.points.map { device.points[$0] }, device.largestRead)
        }
    }

    package var requests: Int { load.rounds.reduce(0) { $0 + $1.exchanges.count } }
    package var bytes: Int { load.rounds.reduce(0) { $0 + $1.bytes } }
    /// Points that are read in these rounds.
    package var points: Int {
        load.rounds.flatMap(\.exchanges).reduce(0) { $0 + $1.request.points.count }
    }

    private static func contiguous(_ points: [Point], _ largest: Int?) -> Int {
        let blocks = Set(
            points.compactMap { point in point.block.map { "\(point.readTable) \($0)" } })
        return Table.allCases.reduce(blocks.count) { sum, table in
            let own = points.filter { $0.block == nil && $0.readTable == table }
            let most = table.largestRead(wide: own.first?.isWide ?? false)
            return sum + runs(own.map(\.addresses), atMost: min(most, largest ?? .max))
        }
    }

    /// Runs of adjacent elements, none of them longer than a request may be.
    private static func runs(_ spans: [Range<Int>], atMost largest: Int) -> Int {
        var (count, start, end) = (0, 0, -1)
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let isLonger = max(end, span.upperBound) - start > largest
            if span.lowerBound > end || isLonger {
                (count, start, end) = (count + 1, span.lowerBound, span.lowerBound)
            }
            end = max(end, span.upperBound)
        }
        return count
    }
}

extension Profile {
    /// How the device talks when it is delivered, as far as its sources say, else as most do.
    package var firstSpeed: SerialSpeed {
        SerialSpeed(baud: link.baud.first ?? 9_600, mode: link.modes.first ?? .standard)
    }

    /// Points that a vector tests, by itself or by what is worked out with it.
    package var testedPoints: Set<String> {
        var tested = Set(vectors.flatMap { $0.values.map(\.name) })
        var open = points.filter { tested.contains($0.name) }
        while let point = open.popLast() {
            let needs = point.dependence.names.filter { tested.insert($0).inserted }
            open += points.filter { needs.contains($0.name) }
        }
        return tested
    }
}
