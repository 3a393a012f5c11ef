// SPDX-License-Identifier: Apache-2.0

/// The requests that read a device's points in one scan: of all that are allowed, those that cost
/// least on the wire.
///
/// Adjacent points share a request within the limits of the table and the device; a hole between
/// two is read across where that costs fewer characters than a request of its own and both allow
/// it. No point is ever split between two requests: a device may change it in between. Points of
/// one block are read by its request, which nobody else shares.
package struct ReadPlan: Hashable, Sendable {
    package var requests: [ReadRequest] = []

    /// What a request of its own costs on a serial line, in characters: 8 of the request, 5 around
    /// the reply's data, two silences of 3.5.
    package static let costOfRequest = 20

    /// What all of them cost, in characters.
    package var cost: Int { requests.reduce(0) { $0 + Self.costOfRequest + $1.replyBytes } }

    /// `wanted`: indices of the points that are to be read, nil for all. `largestRead`: the
    /// device's own limit in elements, nil for the specification's. `learned`: what the device
    /// has refused.
    package init(
        points: [Point], _ wanted: [Int]? = nil, largestRead: Int? = nil,
        learned: LearnedMap = LearnedMap()
    ) {
        let wanted = (wanted ?? Array(points.indices)).filter { !learned.isHole($0) }
        for table in Table.allCases {
            let own = wanted.filter { points[$0].isRead && points[$0].readTable == table }
                .sorted { points[$0].addresses.lowerBound < points[$1].addresses.lowerBound }
            addBlocks(of: table, own.filter { points[$0].block != nil }, points)
            let isWide = own.first.map { points[$0].isWide } ?? false
            let bounds = Bounds(
                limit: min(table.largestRead(wide: isWide), largestRead ?? .max),
                walls: learned.walls(in: table, points))
            addCheapest(of: table, own.filter { points[$0].block == nil }, points, bounds)
        }
    }

    private mutating func addBlocks(of table: Table, _ wanted: [Int], _ points: [Point]) {
        let first = requests.count
        for index in wanted {
            guard let block = points[index].block else { continue }
            let known = requests[first...].firstIndex {
                $0.address == block.address && $0.count == block.count
            }
            if let known {
                requests[known].points.append(index)
            } else {
                requests.append(
                    ReadRequest(
                        table: table, address: block.address, count: block.count, points: [index],
                        isWide: points[index].isWide))
            }
        }
    }

    /// The cheapest way to read the first points is the cheapest way to read fewer of them, and one
    /// request more. In order of address no two requests need to cross: a point that lies within
    /// another request's span is read there for nothing.
    private mutating func addCheapest(
        of table: Table, _ wanted: [Int], _ points: [Point], _ bounds: Bounds
    ) {
        var best: [(cost: Int, last: Range<Int>)] = [(0, 0..<0)]
        best += wanted.map { _ in (.max, 0..<0) }
        for first in wanted.indices {
            var span = Span(points[wanted[first]])
            for next in first..<wanted.count {
                if next > first, !span.extend(points[wanted[next]], within: bounds) { break }
                let bytes = table.bytes(of: span.count, points[wanted[first]].isWide)
                let cost = best[first].cost + Self.costOfRequest + bytes
                // Of two that cost the same the one whose last request is the shorter.
                if cost <= best[next + 1].cost { best[next + 1] = (cost, first..<next + 1) }
            }
        }
        var plan: [ReadRequest] = []
        var end = wanted.count
        while end > 0 {
            let range = best[end].last
            var span = Span(points[wanted[range.lowerBound]])
            for index in range { _ = span.extend(points[wanted[index]], within: Bounds()) }
            plan.append(
                ReadRequest(
                    table: table, address: UInt16(span.start), count: span.count,
                    points: Array(wanted[range]), isWide: points[wanted[range.lowerBound]].isWide))
            end = range.lowerBound
        }
        requests += plan.reversed()
    }

    /// How far a request may go.
    private struct Bounds {
        /// Elements.
        var limit = Int.max
        /// What no request may cover together with anything else, in order.
        var walls: [Range<Int>] = []

        func allow(_ span: Range<Int>) -> Bool {
            span.count <= limit && !walls.contains { $0.isWithin(span) }
        }
    }

    /// The elements of one request in the making.
    private struct Span {
        let start: Int
        private var end: Int
        /// How far its last points may be read across from.
        private var bridge: Int

        var count: Int { end - start }

        init(_ point: Point) {
            (start, end) = (point.addresses.lowerBound, point.addresses.upperBound)
            bridge = point.bridge ?? .max
        }

        /// Takes in a point behind its start; false where it cannot, nor any behind that one.
        mutating func extend(_ point: Point, within bounds: Bounds) -> Bool {
            let newEnd = max(end, point.addresses.upperBound)
            let hole = max(0, point.addresses.lowerBound - end)
            let own = point.bridge ?? .max
            // A point wider than the limit is read all the same, and what lies within it with it.
            guard newEnd == end || bounds.allow(start..<newEnd), hole <= own, hole <= bridge
            else { return false }
            if point.addresses.upperBound > end {
                bridge = own
            } else if point.addresses.upperBound == end {
                bridge = min(bridge, own)
            }
            end = newEnd
            return true
        }
    }
}
