// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

/// What reading each device of the library takes, Devices/Requests.md.
@Suite struct `The table of requests` {
    struct Cost {
        var device: Device
        var load: LineLoad
        /// Requests that would read what lies side by side, and nothing else.
        var contiguous = 0

        var requests: Int { load.rounds.reduce(0) { $0 + $1.exchanges.count } }

        init(_ id: String) throws {
            let path = try #require(`The library of devices`.catalogue.path(of: id))
            let profile = try #require(Reader.profile(at: path).value)
            device = Device(
                id: id, profile: profile, unit: 1, domain: "env", poll: .seconds(10))
            device.gap = profile.link.gap ?? .zero
            device.largestRead = profile.link.largestRead
            let link = Link.serial(port: "port", SerialSpeed(), echo: false)
            load = LineLoad(Line(id: "line", link: link, devices: [device]))
            for round in PollRounds(device).rounds {
                let points = round.points.map { device.points[$0] }
                contiguous += Self.contiguous(points, device.largestRead)
            }
        }

        private static func contiguous(_ points: [Point], _ largest: Int?) -> Int {
            let blocks = Set(
                points.compactMap { point in point.block.map { "\(point.readTable) \($0)" } })
            return Table.allCases.reduce(blocks.count) { sum, table in
                let own = points.filter { $0.block == nil && $0.readTable == table }
                    .map(\.addresses).sorted { $0.lowerBound < $1.lowerBound }
                var (count, start, end) = (0, 0, -1)
                for span in own {
                    let isLonger =
                        max(end, span.upperBound) - start > min(table.largestRead, largest ?? .max)
                    if span.lowerBound > end || isLonger {
                        (count, start, end) = (count + 1, span.lowerBound, span.lowerBound)
                    }
                    end = max(end, span.upperBound)
                }
                return sum + count
            }
        }

        /// To a tenth of a millisecond.
        var row: String {
            let tenths = (load.cycle.count + 50_000) / 100_000
            let bytes = load.rounds.reduce(0) { $0 + $1.bytes }
            let points = load.rounds.flatMap(\.exchanges).reduce(0) { $0 + $1.request.points.count }
            return
                "| \(device.id) | \(points) | \(load.rounds.count) | \(contiguous) | \(requests) "
                + "| \(bytes) | \(tenths / 10).\(tenths % 10) |"
        }
    }

    @Test(arguments: `The library of devices`.catalogue.ids)
    func `no device is asked more often than for what lies side by side`(_ id: String) throws {
        let cost = try Cost(id)
        #expect(cost.requests > 0 && cost.requests <= cost.contiguous)
    }

    @Test func `Devices has it as the plans are`() throws {
        let rows = try `The library of devices`.catalogue.ids.sorted().map { try Cost($0).row }
        let path = devices + "/Requests.md"
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else {
            Issue.record("\(path) is no file")
            return
        }
        let found = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("| ") }.dropFirst().map(String.init)
        let isSame = found == rows
        #expect(isSame, "the rows of \(path) must be:\n\(rows.joined(separator: "\n"))")
    }
}
