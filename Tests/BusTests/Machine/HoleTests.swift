// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("What a device refuses of its map")
struct HoleTests {
    /// A device that refuses reads of these blocks, of more blocks than that at a time, or across
    /// that address.
    struct Slave {
        var holes: Set<Int> = []
        var limit = 125
        var boundary: Int?
        var code: UInt8 = 2

        func refuses(_ request: Frames.Request) -> Bool {
            let span = request.address..<request.address + request.count
            let isAcross = boundary.map { span.lowerBound < $0 && $0 < span.upperBound } ?? false
            return isAcross || request.count > limit || holes.contains { span.contains($0) }
        }

        func answer(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
            guard refuses(sent.request) else { return VirtualLine.obedient(line, sent) }
            let function = sent.request.function | 0x80
            line.transmit(
                line.frame([sent.request.unit, function, code], sent.request.transaction),
                from: sent.end + .milliseconds(5), completes: sent.number, owner: sent.number)
        }
    }

    private static func line(
        _ blocks: Int, _ slave: Slave, link: Link = Plant.serial(115_200),
        change: (inout NumberedLine) -> Void = { _ in }
    ) -> VirtualLine {
        let points = (0..<blocks).map { Plant.block(.holding, $0 * 4) }
        var numbered = Plant.line(link, [Plant.device(1, points, poll: .seconds(10))])
        change(&numbered)
        let line = VirtualLine(numbered, script: slave.answer)
        line.keepsRequests = true
        line.connect()
        return line
    }

    private static func good(_ line: VirtualLine) -> Set<Int> {
        Set(line.ledger.last.filter { $0.value.quality == .good }.map { Int($0.key) })
    }

    /// Divisions of a read until a point stands alone.
    private static func depth(_ points: Int) -> Int {
        points <= 1 ? 0 : 1 + depth((points + 1) / 2)
    }

    @Test("is found in the first round, with few refusals for each hole", arguments: 1...40)
    func holes(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let blocks = 100
        let holes = Set((0..<blocks).shuffled(using: &random).prefix(20))
        let slave = Slave(holes: Set(holes.map { $0 * 4 }))
        let link = seed % 2 == 0 ? Plant.serial(115_200) : Plant.tcp
        let line = Self.line(blocks, slave, link: link)
        line.run(until: .at(9))
        #expect(Self.good(line) == Set(0..<blocks).subtracting(holes))
        let refusals = line.machine.counters.exceptions
        let longest = (line.sent.map(\.request.count).max() ?? 0) / 4
        #expect(refusals <= holes.count * (Self.depth(longest) + 1), "\(refusals)")
        let quality = holes.map { line.ledger.last[UInt32($0)]?.quality }
        #expect(quality.allSatisfy { $0 == .commIllegalAddress })
        line.run(until: .at(49))
        #expect(line.machine.counters.exceptions == refusals, "nothing is asked for in vain")
        #expect(line.ledger.irregular == 0 && line.ledger.wrongNames == 0)
        #expect(line.ledger.devices[0].ends == 5)
    }

    @Test("may be its length: nothing is given up", arguments: [2, 3] as [UInt8])
    func limit(_ code: UInt8) {
        let line = Self.line(90, Slave(limit: 40, code: code))
        line.run(until: .at(29))
        #expect(Self.good(line).count == 90)
        #expect(line.ledger.qualities == [.good: 270])
        let refusals = line.machine.counters.exceptions
        line.run(until: .at(59))
        #expect(line.machine.counters.exceptions == refusals)
        #expect(line.machine.learned.first?.map.holes == [])
    }

    @Test("may be a boundary: it costs one request more", arguments: [4, 40, 52, 116])
    func boundary(_ address: Int) {
        let line = Self.line(30, Slave(boundary: address))
        line.run(until: .at(9))
        let map = line.machine.learned.first?.map
        #expect(map == LearnedMap(cuts: [.init(table: .holding, address: UInt16(address))]))
        let before = line.requests
        line.run(until: .at(19))
        #expect(line.requests == before + 2)
        #expect(line.ledger.qualities == [.good: 60])
    }

    @Test("may be what lies between two points, which both are read")
    func between() {
        let points = [0, 8, 16].map { Plant.block(.holding, $0) }
        let slave = Slave(holes: [5, 6])
        let line = VirtualLine(
            Plant.line(Plant.serial(), [Plant.device(1, points)]), script: slave.answer)
        line.connect()
        line.run(until: .at(9.5))
        #expect(line.ledger.qualities == [.good: 30])
        #expect(line.machine.counters.exceptions <= 2)
    }

    @Test("of which everything is refused is a unit at fault, and is asked as before")
    func everything() {
        let line = Self.line(60, Slave(holes: Set(0..<240)))
        line.run(until: .at(55))
        // Until eight points have been refused alone, then each read once a round.
        #expect(line.machine.counters.exceptions < 45)
        #expect(line.ledger.qualities.keys.allSatisfy { $0 == .commIllegalAddress })
        #expect(line.machine.learned.isEmpty)
        line.script = VirtualLine.obedient
        line.run(until: .at(65))
        #expect(Self.good(line).count == 60)
        #expect(line.ledger.irregular == 0)
    }

    @Test("is asked for again after a minute, and more and more seldom")
    func again() {
        let line = Self.line(20, Slave(holes: [40]))
        line.run(until: .at(55))
        let first = line.machine.counters.exceptions
        line.run(until: .at(5_000))
        // After a minute, ten, an hour.
        #expect(line.machine.counters.exceptions == first + 3)
        line.script = VirtualLine.obedient
        line.run(until: .at(80_000))
        #expect(Self.good(line).count == 19, "once a day from then on")
        line.run(until: .at(95_000))
        #expect(Self.good(line).count == 20)
        #expect(line.machine.learned.last?.map.isEmpty == true)
        #expect(line.ledger.irregular == 0)
    }

    @Test("is asked for again when the unit is back from silence")
    func back() {
        let line = Self.line(20, Slave(holes: [40]))
        line.run(until: .at(15))
        line.script = { _, _ in }
        line.run(until: .at(35))
        #expect(Self.good(line).isEmpty)
        line.script = VirtualLine.obedient
        line.run(until: .at(55))
        #expect(Self.good(line).count == 20)
        #expect(line.ledger.irregular == 0)
    }

    @Test("is not looked for where it is known from before, and tried after a minute")
    func known() {
        let map = LearnedMap(
            holes: [.init(point: 10, quality: .commIllegalAddress)],
            cuts: [.init(table: .holding, address: 60)])
        let line = Self.line(20, Slave(holes: [40], boundary: 60)) {
            $0.devices[0].learned = map
        }
        line.run(until: .at(59))
        #expect(line.machine.counters.exceptions == 0)
        #expect(line.ledger.qualities == [.good: 114, .commIllegalAddress: 6])
        line.run(until: .at(69))
        #expect(line.machine.counters.exceptions > 0)
        #expect(line.machine.learned.isEmpty, "nothing new")
        line.run(until: .at(79))
        #expect(line.ledger.qualities == [.good: 152, .commIllegalAddress: 8])
    }

    @Test("is no hole where it is refused for want of an answer")
    func noise() {
        var random = SplitMix(seed: 7)
        let slave = Slave(holes: [40, 100, 104])
        let line = Self.line(60, slave)
        line.script = { line, sent in
            if Int.random(in: 0..<4, using: &random) > 0 { slave.answer(line, sent) }
        }
        line.run(until: .at(600))
        let holes = line.machine.learned.flatMap(\.map.holes).map(\.point)
        #expect(Set(holes).isSubset(of: [10, 25, 26]))
        #expect(line.ledger.irregular == 0 && line.ledger.wrongNames == 0)
    }

    @Test("is not looked for within a point, a block, or points of the same registers")
    func whole() {
        var points = [0, 0, 0, 4].map { Plant.block(.holding, $0) }
        for index in points.indices { points[index].name = "p\(index)" }
        let slave = Slave(holes: [2])
        let line = VirtualLine(
            Plant.line(Plant.serial(), [Plant.device(1, points)]), script: slave.answer)
        line.connect()
        line.run(until: .at(5.5))
        #expect(line.machine.counters.exceptions == 2)
        #expect(line.ledger.qualities == [.good: 6, .commIllegalAddress: 18])
    }
}
