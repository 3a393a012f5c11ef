// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct ReadPlanTests {
    private func requests(_ points: [Point], largestRead: Int? = nil) -> [[Int]] {
        ReadPlan(points: points, largestRead: largestRead).requests.map {
            [Int($0.address), $0.count]
        }
    }

    private func registers(_ addresses: [UInt16]) -> [Point] {
        addresses.map { point(.uint16, address: $0) }
    }

    @Test func `a device without points is not asked`() {
        #expect(ReadPlan(points: []).requests.isEmpty)
    }

    @Test func `neighbours share a request, whatever their order in the profile`() {
        let plan = ReadPlan(points: registers([2, 0, 1]))
        #expect(plan.requests.count == 1)
        #expect(plan.requests.first?.points == [1, 2, 0])
        #expect(plan.requests.first?.replyBytes == 6)
    }

    /// A request of its own costs 20 characters, a register read across 2.
    @Test(arguments: [(9, 1), (10, 2)])
    func `a hole of registers is read across while that is cheaper`(_ hole: UInt16, _ count: Int) {
        #expect(requests(registers([100, 101 + hole])).count == count)
    }

    /// The bits around it fill bytes up: 168 are 21 characters instead of 2 and a request.
    @Test(arguments: [(166, 1), (167, 2)])
    func `a hole of bits is read across while that is cheaper`(_ hole: UInt16, _ count: Int) {
        for table in [Table.coil, .discrete] {
            let points = [UInt16(7), 8 + hole].map { point(.bool, table: table, address: $0) }
            #expect(requests(points).count == count)
        }
    }

    @Test func `the specification's limits hold`() {
        #expect(requests(registers(Array(0..<126))) == [[0, 125], [125, 1]])
        let coils = (0..<2_001).map { point(.bool, table: .coil, address: $0) }
        #expect(requests(coils) == [[0, 2_000], [2_000, 1]])
    }

    @Test func `the device's limit holds, and no point is split for it`() {
        let wide = [UInt16(0), 2, 4, 6].map { point(.float32, address: $0) }
        #expect(requests(wide, largestRead: 3) == [[0, 2], [2, 2], [4, 2], [6, 2]])
        #expect(requests(wide, largestRead: 5) == [[0, 4], [4, 4]])
        #expect(requests(wide, largestRead: 1_000) == [[0, 8]])
    }

    @Test func `a point wider than the device's limit has a request of its own`() {
        let points = [point(.uint16, address: 0), point(.uint64, address: 1)]
        #expect(requests(points, largestRead: 2) == [[0, 1], [1, 4]])
    }

    @Test func `a block is read as it is, by a request that nobody shares`() {
        var points = registers([100, 105, 101, 99])
        points[0].block = .init(address: 100, count: 20)
        points[1].block = .init(address: 100, count: 20)
        let plan = ReadPlan(points: points, largestRead: 10)
        #expect(plan.requests.map(\.points) == [[0, 1], [3, 2]])
        #expect(requests(points) == [[100, 20], [99, 3]])
    }

    @Test(arguments: [(nil, nil, 1), (0, nil, 2), (nil, 0, 2), (3, 3, 1), (3, 2, 2)])
    func `a hole is read across as far as both neighbours bear`(
        _ first: Int?, _ second: Int?, _ count: Int
    ) {
        var points = registers([10, 14])
        (points[0].bridge, points[1].bridge) = (first, second)
        #expect(requests(points).count == count)
        points[1].address = 11
        #expect(requests(points).count == 1)
    }

    @Test func `another function is another request`() {
        var points = registers([10, 11, 12])
        points[1].function = 4
        let plan = ReadPlan(points: points)
        #expect(plan.requests.map(\.table) == [.holding, .input])
        #expect(plan.requests.map(\.points) == [[0, 2], [1]])
    }

    @Test func `what is made of others or only written is not read`() {
        var points = registers([10, 11, 12])
        points[0].dependence.formula = .sum(["a", "b"])
        points[2].access = .write
        #expect(ReadPlan(points: points).requests.map(\.points) == [[1]])
    }

    @Test func `points may share registers`() {
        let points = [
            point(.uint32, address: 4), point(.uint16, address: 5), point(.bool, address: 4),
        ]
        #expect(requests(points) == [[4, 2]])
    }

    @Test func `the last register of the table is read`() {
        #expect(requests(registers([65_535, 65_534])) == [[65_534, 2]])
    }

    @Test func `tables are never mixed`() {
        let points = Table.allCases.map { point(.bool, table: $0, address: 0) }
        let plan = ReadPlan(points: points)
        #expect(Set(plan.requests.map(\.table)) == Set(Table.allCases))
        #expect(plan.requests.allSatisfy { $0.points.count == 1 })
    }

    @Test func `any map is read whole, once, within the limits`() {
        var random = SplitMix(seed: 60)
        for _ in 0..<2_000 {
            let points = Self.map(&random)
            let largest = random.below(3) == 0 ? nil : 4 + random.below(200)
            let plan = ReadPlan(points: points, largestRead: largest)
            for fault in Self.faults(plan, points, largest) { Issue.record("\(fault)") }
        }
    }

    /// The limit forces a cut, and the cheapest one is in the widest hole, not as late as possible.
    @Test func `a cut that must be is made where it saves most`() {
        let points = registers([0, 1, 10, 11, 12])
        #expect(requests(points, largestRead: 12) == [[0, 2], [10, 3]])
    }

    /// Every way to divide the points among requests, also such as cross.
    @Test func `no division among requests costs less`() {
        var random = SplitMix(seed: 61)
        for _ in 0..<2_000 {
            let points = Self.cluster(&random, atMost: 6, bridges: false)
            let largest = [nil, 4, 6, 9, 15, 60, 200][random.below(7)]
            let least =
                Self.divisions(points.count).compactMap { division in
                    Self.cost(division, points, largest)
                }.min() ?? 0
            let plan = ReadPlan(points: points, largestRead: largest)
            #expect(plan.cost == least, "\(plan) of \(points.map(\.addresses)), \(largest ?? 0)")
        }
    }

    /// Every way to cut the points in order of address, where some may not be read across from.
    @Test func `no cuts between neighbours cost less`() {
        var random = SplitMix(seed: 62)
        for _ in 0..<2_000 {
            let points = Self.cluster(&random, atMost: 9, bridges: true)
            let largest = [nil, 4, 6, 9, 15, 60, 200][random.below(7)]
            let order = points.indices.sorted {
                (points[$0].address, $0) < (points[$1].address, $1)
            }
            let least =
                (0..<1 << max(0, points.count - 1)).compactMap { cuts in
                    var division: [[Int]] = []
                    for (place, index) in order.enumerated() {
                        if place == 0 || cuts >> (place - 1) & 1 == 1 { division.append([]) }
                        division[division.count - 1].append(index)
                    }
                    return Self.cost(division, points, largest)
                }.min() ?? 0
            let plan = ReadPlan(points: points, largestRead: largest)
            #expect(plan.cost == least, "\(plan) of \(points.map(\.addresses)), \(largest ?? 0)")
        }
    }

    private static func cluster(
        _ random: inout SplitMix, atMost count: Int, bridges: Bool
    ) -> [Point] {
        let encodings: [Encoding] = [.uint16, .uint16, .float32, .uint64]
        return (0..<random.below(count + 1)).map { _ in
            var one = point(
                encodings[random.below(4)],
                address: UInt16(random.below([12, 40][random.below(2)])))
            if bridges, random.below(3) == 0 { one.bridge = random.below(6) }
            return one
        }
    }

    /// All divisions of so many things.
    private static func divisions(_ count: Int) -> [[[Int]]] {
        guard count > 0 else { return [[]] }
        return divisions(count - 1).flatMap { division in
            let alone = division + [[count - 1]]
            return [alone]
                + division.indices.map { index in
                    var more = division
                    more[index].append(count - 1)
                    return more
                }
        }
    }

    /// In characters; nil where a request is not allowed.
    private static func cost(_ division: [[Int]], _ points: [Point], _ largest: Int?) -> Int? {
        var sum = 0
        for part in division {
            let members = part.map { points[$0] }.sorted { $0.address < $1.address }
            let start = members.map(\.addresses.lowerBound).min() ?? 0
            let count = (members.map(\.addresses.upperBound).max() ?? 0) - start
            // One that is wider than the limit is read all the same.
            let isOnePoint = members.contains { $0.addresses.count == count }
            let isBits = members[0].table.isBits
            if !isOnePoint, count > min(isBits ? 2_000 : 125, largest ?? .max) { return nil }
            if !isBridged(members) { return nil }
            sum += ReadPlan.costOfRequest + (isBits ? (count + 7) / 8 : 2 * count)
        }
        return sum
    }

    /// Whether each hole is read across from points that bear it.
    private static func isBridged(_ members: [Point]) -> Bool {
        let ends = members.map(\.addresses.upperBound)
        for (index, member) in members.enumerated().dropFirst() {
            let end = ends[..<index].max() ?? 0
            let hole = member.addresses.lowerBound - end
            guard hole > 0 else { continue }
            let sides = members[..<index].filter { $0.addresses.upperBound == end } + [member]
            if sides.contains(where: { $0.bridge ?? .max < hole }) { return false }
        }
        return true
    }

    /// Points in clusters, so that there are neighbours, overlaps, small holes and large ones.
    private static func map(_ random: inout SplitMix) -> [Point] {
        let start = random.below(65_000)
        let width = [20, 300, 3_000, 65_000][random.below(4)]
        return (0..<random.below(120)).map { _ in
            let table = Table.allCases[random.below(4)]
            let encoding =
                table.isBits ? .bool : Encoding.allCases[random.below(Encoding.allCases.count)]
            let address = min(start + random.below(width), 65_532)
            return point(encoding, table: table, address: UInt16(address))
        }
    }

    private static func faults(_ plan: ReadPlan, _ points: [Point], _ largest: Int?) -> [String] {
        var faults: [String] = []
        let planned = plan.requests.flatMap(\.points)
        if planned.sorted() != Array(points.indices) { faults.append("not each point once") }
        for request in plan.requests {
            let span = Int(request.address)..<Int(request.address) + request.count
            let parts = request.points.map { points[$0] }
            let limit = min(request.table.largestRead, largest ?? .max)
            if request.count > limit { faults.append("\(request) is above \(limit)") }
            if parts.contains(where: { $0.table != request.table }) { faults.append("mixed") }
            if parts.contains(where: { $0.addresses.clamped(to: span) != $0.addresses }) {
                faults.append("\(request) cuts a point")
            }
            let starts = parts.map(\.address)
            if starts != starts.sorted() { faults.append("\(request) is out of order") }
            if let hole = hole(parts), hole >= ReadPlan.costOfRequest {
                faults.append("\(request) reads \(hole) characters of nothing")
            }
            if parts.map(\.addresses.upperBound).max() != span.upperBound
                || starts.first != request.address
            {
                faults.append("\(request) reads beyond its points")
            }
        }
        return faults
    }

    /// The characters of the largest hole between points in order of address; of bits, those that
    /// its neighbours cannot share.
    private static func hole(_ parts: [Point]) -> Int? {
        var end = parts.first?.addresses.upperBound ?? 0
        var largest = 0
        for part in parts {
            let hole = max(0, part.addresses.lowerBound - end)
            largest = max(largest, part.table.isBits ? max(0, hole - 14) / 8 : hole * 2)
            end = max(end, part.addresses.upperBound)
        }
        return largest
    }
}
