// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing

/// The rogue slave of the rig, byte by byte and under mbpoll.
@Suite struct RogueSlaveTests {
    /// Registers 10 to 13 of unit 1.
    static let request: [UInt8] = [1, 3, 0, 10, 0, 4]

    static func frame(_ wire: Wire, _ bytes: [UInt8], _ transaction: UInt16 = 1) -> [UInt8] {
        wire == .tcp ? RawClient.mbap(bytes, transaction: transaction) : RawClient.rtu(bytes)
    }

    static func answer(_ first: Int, _ count: Int, unit: Int = 1) -> [UInt8] {
        let words = (first..<(first + count)).map { RogueSlave.holding($0, unit: unit) }
        return [UInt8(unit), 3, UInt8(2 * count)]
            + words.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    }

    @Test(arguments: [Wire.tcp, .rtu])
    func `without a fault mbpoll reads values that tell their place`(wire: Wire) throws {
        let slave = try RogueSlave(wire)
        let holding = (300..<425).map { RogueSlave.holding($0, unit: 5) }
        #expect(try mbpoll(slave.endpoint, 5, .holding, 300, 125) == holding)
        let inputs = (7..<9).map { RogueSlave.input($0, poll: 2) }
        #expect(try mbpoll(slave.endpoint, 5, .input, 7, 2) == inputs)
        let bits = (0..<20).map { RogueSlave.bit($0, unit: 5) ? UInt16(1) : 0 }
        #expect(try mbpoll(slave.endpoint, 5, .coil, 0, 20) == bits)
    }

    @Test(arguments: Wire.allCases)
    func `every fault changes the answer as its name says`(wire: Wire) throws {
        let slave = try RogueSlave(wire)
        let request = Self.frame(wire, Self.request)
        let good = Self.frame(wire, Self.answer(10, 4))
        let markRequest = Self.frame(wire, [1, 3, 0, 50, 0, 2], 2)
        let mark = Self.frame(wire, Self.answer(50, 2), 2)
        for fault in RogueSlave.Fault.all(on: wire) where fault != .late && fault != .closeMidway {
            let line = try RawClient(slave.endpoint)
            try slave.behave([fault])
            try line.send(request)
            try Self.awaitRequest(request, slave)
            try slave.behave([])
            try line.send(markRequest)
            var heard: [UInt8] = []
            while heard.suffix(mark.count) != mark[...] {
                let byte = try line.receive(1, within: .seconds(30))
                if byte.isEmpty { break }
                heard += byte
            }
            try #require(heard.suffix(mark.count) == mark[...], "\(fault)")
            let bad = Array(heard.dropLast(mark.count))
            #expect(Self.fits(bad, fault, wire, request: request, good: good), "\(fault): \(bad)")
        }
    }

    /// Takes the slave's events up to the request: its fault is settled then.
    static func awaitRequest(_ bytes: [UInt8], _ slave: RogueSlave) throws {
        while true {
            let event = try #require(try slave.next(within: .seconds(30)))
            if event.kind == .request && event.bytes == bytes { return }
        }
    }

    /// Whether what came is the good answer changed by the fault, worked out here anew.
    static func fits(
        _ bad: [UInt8], _ fault: RogueSlave.Fault, _ wire: Wire, request: [UInt8], good: [UInt8]
    ) -> Bool {
        let pdu = answer(10, 4)
        switch fault {
        case .silent: return bad.isEmpty
        case .halfFrame: return bad == Array(good.prefix(good.count / 2))
        case .wrongUnit: return bad == frame(wire, [2] + pdu.dropFirst())
        case .wrongFunction: return bad == frame(wire, [1, 4] + pdu.dropFirst(2))
        case .exception(let code): return bad == frame(wire, [1, 0x83, code])
        case .shortCount: return bad == frame(wire, answer(10, 3))
        case .longCount: return bad == frame(wire, answer(10, 5))
        case .noiseBefore:
            return bad.suffix(good.count) == good[...] && (1...8).contains(bad.count - good.count)
        case .noiseAfter:
            return bad.prefix(good.count) == good[...] && (1...8).contains(bad.count - good.count)
        case .duplicate: return bad == good + good
        case .echo: return bad == request + good
        case .echoOnly: return bad == request
        case .garbage: return bad.count == good.count && bad != good
        case .split: return bad == good
        case .badCRC:
            return bad.dropLast() == good.dropLast() && bad.count == good.count && bad != good
        case .flippedBit:
            let changed = zip(bad, good).map { ($0 ^ $1).nonzeroBitCount }
            return bad.suffix(2) == good.suffix(2) && changed.reduce(0, +) == 1
        case .wrongTransaction: return bad == frame(wire, pdu, 2)
        case .hugeLength: return bad == Array(good[..<4]) + [0xFF, 0xFF] + good[6...]
        case .late, .closeMidway: return false
        }
    }

    @Test(arguments: Wire.allCases)
    func `a late answer is right, late and behind the next one`(wire: Wire) throws {
        let slave = try RogueSlave(wire, [.late], delay: .milliseconds(300))
        let client = try RawClient(slave.endpoint)
        try client.send(Self.frame(wire, Self.request))
        let good = Self.frame(wire, Self.answer(10, 4))
        #expect(try client.receive(good.count, within: .seconds(10)) == good)
        let log = try slave.events()
        let asked = try #require(log.first { $0.kind == .request })
        let replied = try #require(log.first { $0.kind == .reply })
        #expect(asked.fault == "late" && replied.number == asked.number)
        #expect(replied.at - asked.at >= .milliseconds(300))
    }

    @Test(arguments: [Wire.tcp, .rtuOverTCP])
    func `close-midway ends the connection and only that`(wire: Wire) throws {
        let slave = try RogueSlave(wire, [.closeMidway], .every(2))
        let good = Self.frame(wire, Self.answer(10, 4))
        for _ in 0..<3 {
            let client = try RawClient(slave.endpoint)
            try client.send(Self.frame(wire, Self.request))
            #expect(try client.receive(good.count, within: .seconds(30)) == good)
            try client.send(Self.frame(wire, Self.request))
            let half = Array(good.prefix(good.count / 2))
            #expect(try client.receive(good.count, within: .seconds(30)) == half)
            #expect(try client.closes(within: .seconds(30)))
        }
    }

    @Test func `faults come by count, in turns`() throws {
        let slave = try RogueSlave(.tcp, [.exception(6), .exception(4)], .every(3))
        let faults = try Self.faults(of: slave, requests: 12)
        #expect(
            faults == [
                "", "", "exception:6", "", "", "exception:4", "", "", "exception:6", "", "",
                "exception:4",
            ])
    }

    @Test func `faults come by seed, the same each time`() throws {
        let patterns = try [1, 1, 2].map { seed in
            let slave = try RogueSlave(.tcp, [.exception(6)], .random(percent: 30, seed: seed))
            return try Self.faults(of: slave, requests: 200)
        }
        #expect(patterns[0] == patterns[1])
        #expect(patterns[0] != patterns[2])
        for pattern in patterns { #expect((30...90).contains(pattern.filter { $0 != "" }.count)) }
    }

    /// The fault of each of so many requests, asked one after the other's answer.
    static func faults(of slave: RogueSlave, requests: Int) throws -> [String] {
        let client = try RawClient(slave.endpoint)
        for _ in 0..<requests {
            try client.send(frame(.tcp, request))
            let header = try client.receive(6, within: .seconds(30))
            try #require(header.count == 6)
            _ = try client.receive(Int(header[5]), within: .seconds(30))
        }
        return try slave.events().filter { $0.kind == .request }.map(\.fault)
    }

    @Test func `the log tells whether a client kept its silence`() throws {
        let slave = try RogueSlave(.rtu, units: [1])
        let client = try RawClient(slave.endpoint)
        let good = Self.frame(.rtu, Self.answer(10, 4))
        for _ in 0..<5 {
            try client.send(Self.frame(.rtu, Self.request))
            #expect(try client.receive(good.count, within: .seconds(30)) == good)
        }
        try client.send(Self.frame(.rtu, [2] + Self.request.dropFirst()))
        try client.send(Self.request + [0, 0])
        var log = try slave.events()
        while log.last?.kind != .damaged {
            log.append(try #require(try slave.next(within: .seconds(30))))
        }
        let kinds = log.map(\.kind)
        #expect(
            kinds == Array(repeating: [.request, .reply], count: 5).joined() + [.foreign, .damaged])
        for (earlier, later) in zip(log, log.dropFirst()) where later.kind == .request {
            #expect(later.first >= earlier.at && later.at >= later.first)
        }
        #expect(log[0].bytes == Self.frame(.rtu, Self.request) && log[1].bytes == good)
        #expect(log[8].poll == 5 && log[8].address == 10 && log[8].count == 4)
    }

    @Test func `a fault that the wire cannot have is refused`() throws {
        #expect(throws: RigFault.self) { _ = try RogueSlave(.tcp, [.badCRC]) }
        #expect(throws: RigFault.self) { _ = try RogueSlave(.rtu, [.hugeLength]) }
        #expect(throws: RigFault.self) { _ = try RogueSlave(.rtu, [.closeMidway]) }
    }
}
