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
/// two is read across where that costs fewer characters than a request of its own. No point is
/// ever split between two requests: a device may change it in between.
package struct ReadPlan: Hashable, Sendable {
    package var requests: [ReadRequest] = []

    /// What a request of its own costs on a serial line, in characters: 8 of the request, 5 around
    /// the reply's data, two silences of 3.5.
    package static let costOfRequest = 20

    /// `largestRead`: the device's own limit in elements, nil for the specification's.
    package init(points: [Point], largestRead: Int? = nil) {
        for table in Table.allCases {
            let limit = min(table.largestRead, largestRead ?? .max)
            let wanted = points.indices
                .filter { points[$0].isRead && points[$0].table == table }
                .sorted { points[$0].addresses.lowerBound < points[$1].addresses.lowerBound }
            for index in wanted {
                add(index, points[index], within: limit)
            }
        }
    }

    private mutating func add(_ index: Int, _ point: Point, within limit: Int) {
        let span = point.addresses
        if let last = requests.indices.last, requests[last].table == point.table {
            let start = Int(requests[last].address)
            let end = start + requests[last].count
            let newEnd = max(end, span.upperBound)
            let hole = max(0, span.lowerBound - end)
            let characters = point.table.isBits ? (hole + 7) / 8 : hole * 2
            if newEnd - start <= limit, characters < Self.costOfRequest {
                requests[last].count = newEnd - start
                requests[last].points.append(index)
                return
            }
        }
        requests.append(
            ReadRequest(
                table: point.table, address: point.address, count: span.count, points: [index]))
    }
}
