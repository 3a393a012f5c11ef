// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing

/// Each fault as the bytes that a client gets, and its label.
@Suite struct InjectionTests {
    private static let words: [UInt16] = [0x1122, 0x3344, 0x5566, 0x7788]
    private static let request = "01 03 0000 0004"
    private static let sound = framed("01 03 08 1122 3344 5566 7788")

    private let device: SimulatedDevice
    private let other: SimulatedDevice
    private let site: Site

    init() throws {
        var registers = Registers()
        registers.store(Self.words, .holding, 0)
        device = SimulatedDevice(unit: 1, registers: registers)
        other = SimulatedDevice(unit: 9, registers: registers)
        site = try Site(seed: 3)
        try site.start()
    }

    private func inject(_ fault: InjectedFault, _ share: Double = 1) {
        device.with { $0.behaviour.injection = Injection(fault, share: share) }
    }

    private func labels(_ device: SimulatedDevice) -> [InjectedFault: Int] {
        device.with { $0.labels }
    }

    /// What comes to a request before the other unit's reply, which nothing spoils.
    private func spoilt(_ client: borrowing Client) throws -> [UInt8] {
        let end = framed("09 03 08 1122 3344 5566 7788")
        try client.send(framed(Self.request) + framed("09 03 0000 0004"))
        var bytes: [UInt8] = []
        while bytes.count < end.count || Array(bytes.suffix(end.count)) != end {
            let more = try client.receive(1)
            try #require(!more.isEmpty && bytes.count < 1_000)
            bytes += more
        }
        return Array(bytes.dropLast(end.count))
    }

    private func serial() throws -> SimulatedLine {
        let line = try SimulatedLine(.rtuOverTCP, devices: [device, other])
        try site.add(line)
        return line
    }

    private func isSound(_ frame: [UInt8]) -> Bool {
        guard frame.count >= 4 else { return false }
        let crc = ServerFrame.crc(frame, 0..<frame.count - 2)
        return Array(frame.suffix(2)) == [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    @Test func `on a line each fault is what its label says`() throws {
        let line = try serial()
        let client = try Client(port: line.port)
        #expect(try spoilt(client) == Self.sound)
        for round in 1...20 {
            inject(.crc)
            let broken = try spoilt(client)
            #expect(broken.dropLast(2) == Self.sound.dropLast(2) && !isSound(broken))
            inject(.noise)
            let noisy = try spoilt(client)
            #expect((1...8).contains(noisy.count - 13) && Array(noisy.suffix(13)) == Self.sound)
            inject(.dropped)
            let short = try spoilt(client)
            #expect((8..<13).contains(short.count) && !isSound(short))
            inject(.foreign)
            #expect(try spoilt(client) == framed("02 03 08 1122 3344 5566 7788"))
            inject(.echo)
            #expect(try spoilt(client) == framed(Self.request) + Self.sound)
            inject(.exception)
            #expect(try spoilt(client) == framed("01 83 04"))
            inject(.busy)
            #expect(try spoilt(client) == framed("01 83 06"))
            inject(.hole)
            #expect(try spoilt(client) == framed("01 83 02"))
            inject(.dead)
            #expect(try spoilt(client).isEmpty)
            let wanted: [InjectedFault] = [
                .crc, .noise, .dropped, .foreign, .echo, .exception, .busy, .hole, .dead,
            ]
            #expect(labels(device) == Dictionary(uniqueKeysWithValues: wanted.map { ($0, round) }))
        }
        #expect(labels(other).isEmpty)
    }

    @Test func `two devices with one id answer together or one after the other`() throws {
        let line = try serial()
        let client = try Client(port: line.port)
        inject(.duplicate)
        var (collisions, pairs) = (0, 0)
        for _ in 0..<40 {
            let bytes = try spoilt(client)
            if bytes.count == 26 {
                pairs += 1
                #expect(Array(bytes.prefix(13)) == Self.sound)
                #expect(isSound(Array(bytes.suffix(13))))
            } else {
                collisions += 1
                #expect((14...15).contains(bytes.count) && !isSound(Array(bytes.prefix(13))))
            }
        }
        #expect(collisions > 5 && pairs > 5)
        #expect(labels(device) == [.duplicate: 40])
    }

    @Test func `a late reply comes after the next unit's, sound and in its own time`() throws {
        let line = try serial()
        let client = try Client(port: line.port)
        inject(.late)
        let begin = Clock.now()
        #expect(try spoilt(client).isEmpty)
        #expect(try client.receive(13) == Self.sound)
        #expect(Clock.now() - begin >= .milliseconds(500))
        #expect(labels(device) == [.late: 1])
    }

    @Test func `a port that vanishes hangs up and comes back under its number`() throws {
        let line = try serial()
        let port = line.port
        let client = try Client(port: port)
        inject(.vanish)
        try client.send(framed(Self.request))
        #expect(try client.receive(1).isEmpty)
        #expect(labels(device) == [.vanish: 1])
        device.with { $0.behaviour.injection = nil }
        let deadline = Clock.now() + .seconds(20)
        var polls = PollSet()
        while !line.isOpen, Clock.now() < deadline {
            try polls.wait(until: Clock.now() + .milliseconds(5))
        }
        #expect(line.port == port)
        let again = try Client(port: port)
        try again.send(framed(Self.request))
        #expect(try again.receive(13) == Self.sound)
    }

    @Test func `over TCP the transaction, the unit and the length are what is spoilt`() throws {
        let line = try SimulatedLine(.tcp, devices: [device])
        try site.add(line)
        let request = "0001 0000 0006 01 03 0000 0004"
        let reply = hex("0001 0000 000B 01 03 08 1122 3344 5566 7788")
        inject(.crc)
        let crc = try Client(port: line.port).ask(request, 17)
        #expect(crc[1] != 1 && crc.dropFirst(2) == reply.dropFirst(2))
        inject(.foreign)
        #expect(try Client(port: line.port).ask(request, 17)[6] == 2)
        inject(.echo)
        #expect(try Client(port: line.port).ask(request, 29) == hex(request) + reply)
        inject(.duplicate)
        #expect(try Client(port: line.port).ask(request, 34) == reply + reply)
        inject(.exception)
        #expect(try Client(port: line.port).ask(request, 9) == hex("0001 0000 0003 01 83 04"))
    }

    @Test func `the same seed spoils the same requests, and about so many as its share`() throws {
        func pattern(_ seed: UInt64) throws -> [Bool] {
            var registers = Registers()
            registers.store(Self.words, .holding, 0)
            let device = SimulatedDevice(unit: 1, registers: registers)
            let site = try Site(seed: seed)
            let line = try SimulatedLine(.rtuOverTCP, devices: [device])
            try site.add(line)
            try site.start()
            device.with { $0.behaviour.injection = Injection(.busy, share: 0.3) }
            let client = try Client(port: line.port)
            return try (0..<200).map { _ in
                try client.send(framed(Self.request))
                let busy = try client.receive(5) == framed("01 83 06")
                if !busy { _ = try client.receive(8) }
                return busy
            }
        }
        let first = try pattern(5)
        #expect(try pattern(5) == first)
        #expect(try pattern(6) != first)
        #expect((40...80).contains(first.count { $0 }))
    }

    @Test func `holes stay where they are, and what lies beside them is read`() throws {
        var registers = Registers()
        registers.define(.holding, 0..<200)
        let device = SimulatedDevice(unit: 1, registers: registers)
        let line = try SimulatedLine(.rtuOverTCP, devices: [device])
        try site.add(line)
        device.with { $0.behaviour.injection = Injection(.hole, share: 0.1) }
        let client = try Client(port: line.port)
        func isHole(_ address: Int) throws -> Bool {
            let digits = String(address, radix: 16)
            let padded = String(repeating: "0", count: 4 - digits.count) + digits
            try client.send(framed("01 03 \(padded) 0001"))
            let start = try client.receive(5)
            if start[1] == 0x83 { return true }
            _ = try client.receive(2)
            return false
        }
        let holes = try (0..<200).map(isHole)
        #expect(try (0..<200).map(isHole) == holes)
        #expect((5...40).contains(holes.count { $0 }))
    }
}
