// SPDX-License-Identifier: Apache-2.0

/// One read of adjacent elements, and the points that it brings.
package struct ReadRequest: Hashable, Sendable {
    package var table: Table
    package var address: UInt16
    /// Registers, or bits in the tables of bits.
    package var count: Int
    /// Indices into the device's points, in order of address.
    package var points: [Int]

    package init(table: Table, address: UInt16, count: Int, points: [Int]) {
        self.table = table
        self.address = address
        self.count = count
        self.points = points
    }

    /// Bytes of data in the reply: two a register, eight bits a byte.
    package var replyBytes: Int { table.isBits ? (count + 7) / 8 : count * 2 }
}

/// The requests that read a device's points in one scan.
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

    /// `largestRead`: the device's own limit in elements, nil for the specification's.
    package init(points: [Point], largestRead: Int? = nil) {
        for table in Table.allCases {
            let wanted = points.indices
                .filter { points[$0].isRead && points[$0].readTable == table }
                .sorted { points[$0].addresses.lowerBound < points[$1].addresses.lowerBound }
            addBlocks(of: table, wanted.filter { points[$0].block != nil }, points)
            let limit = min(table.largestRead, largestRead ?? .max)
            var isFirst = true
            for index in wanted where points[index].block == nil {
                if isFirst || !extend(index, points, within: limit) {
                    let point = points[index]
                    requests.append(
                        ReadRequest(
                            table: table, address: point.address, count: point.count,
                            points: [index]))
                }
                isFirst = false
            }
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
                        table: table, address: block.address, count: block.count, points: [index]))
            }
        }
    }

    /// Lets the last request bring a point as well; false where it cannot.
    private mutating func extend(_ index: Int, _ points: [Point], within limit: Int) -> Bool {
        guard let last = requests.indices.last else { return false }
        let point = points[index]
        let start = Int(requests[last].address)
        let end = start + requests[last].count
        let newEnd = max(end, point.addresses.upperBound)
        let hole = max(0, point.addresses.lowerBound - end)
        let characters = point.table.isBits ? (hole + 7) / 8 : hole * 2
        guard newEnd - start <= limit, characters < Self.costOfRequest,
            hole <= point.bridge ?? .max, hole <= neighbour(endingAt: end, last, points)
        else { return false }
        requests[last].count = newEnd - start
        requests[last].points.append(index)
        return true
    }

    /// How far the points that a request ends with may be read across from.
    private func neighbour(endingAt end: Int, _ request: Int, _ points: [Point]) -> Int {
        requests[request].points.reduce(.max) {
            points[$1].addresses.upperBound == end ? min($0, points[$1].bridge ?? .max) : $0
        }
    }
}
