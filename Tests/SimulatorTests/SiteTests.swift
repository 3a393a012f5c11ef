// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing
import Waiting

/// Registers 0… with these words, writable.
func plain(_ unit: UInt8, _ words: [UInt16] = [0x0A0B, 0x0C0D]) -> SimulatedDevice {
    var registers = Registers()
    registers.store(words, .holding, 0, writable: true)
    return SimulatedDevice(unit: unit, registers: registers)
}

@Suite struct SiteTests {
    private let site: Site

    init() throws {
        site = try Site(seed: 1)
        try site.start()
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `TCP requests are answered under their transaction and unit`(address: String) throws {
        let port = try site.addTCP(devices: [plain(1), plain(9, [7])], address: address)
        let client = try Client(port: port, address: address)
        #expect(
            try client.ask("1501 0000 0006 01 03 0000 0002", 13)
                == hex("1501 0000 0007 01 03 04 0A0B 0C0D"))
        #expect(
            try client.ask("FFFE 0000 0006 09 03 0000 0001", 11)
                == hex("FFFE 0000 0005 09 03 02 0007"))
        #expect(
            try client.ask("0001 0000 0006 09 03 0001 0001", 9) == hex("0001 0000 0003 09 83 02"))
        // No such unit behind this gateway.
        #expect(
            try client.ask("0002 0000 0006 08 03 0000 0001", 9) == hex("0002 0000 0003 08 83 0B"))
    }

    @Test func `requests that come together or in pieces are all answered in order`() throws {
        let client = try Client(port: try site.addTCP(devices: [plain(1)]))
        let count = 40
        let requests = (0..<count).flatMap {
            hex("00") + [UInt8($0)] + hex("0000 0006 01 03 0000 0001")
        }
        let replies = (0..<count).flatMap {
            hex("00") + [UInt8($0)] + hex("0000 0005 01 03 02 0A0B")
        }
        try client.send(requests)
        #expect(try client.receive(replies.count) == replies)
        for byte in requests.prefix(24) { try client.send([byte]) }
        #expect(try client.receive(22) == Array(replies.prefix(22)))
    }

    @Test func `on a line only the unit that is called answers`() throws {
        let path = try site.addPseudoTerminal(devices: [plain(0x11, [0xAE41, 0x5652, 0x4340])])
        let client = try Client(path: path)
        // Unit 0x12 is not here; the reply to the second request shows that it got none.
        try client.send(framed("12 03 0000 0003"))
        try client.send(framed("11 03 0000 0003"))
        #expect(try client.receive(11) == hex("11 03 06 AE41 5652 4340 49AD"))
    }

    @Test(arguments: ["00", "FFFFFF", "01 03 0000 0001 FFFF", "01 10 0000 0001 02", "41 42 43 44"])
    func `noise on a line does not hide the next request`(noise: String) throws {
        let client = try Client(port: try site.addRTUOverTCP(devices: [plain(1)]))
        try client.send(hex(noise) + framed("01 03 0000 0001"))
        #expect(try client.receive(7) == framed("01 03 02 0A0B"))
    }

    /// Returns when the site has seen all that has happened to its lines.
    private func settle() throws {
        let line = try SimulatedLine(.tcp, devices: [])
        try site.add(line)
        try site.close(line)
    }

    @Test func `what a client has not read is not the next one's`() throws {
        let path = try site.addPseudoTerminal(devices: [plain(1), plain(2, [7])])
        for _ in 0..<3 {
            let hasty = try Client(path: path)
            try hasty.send(framed("01 03 0000 0001"))
            try hasty.waitForReply()
            _ = consume hasty
            try settle()
            let next = try Client(path: path)
            try next.send(framed("02 03 0000 0001"))
            #expect(try next.receive(7) == framed("02 03 02 0007"))
        }
    }

    @Test(.waits(atMostMinutes: 1))
    func `what a client said before it left is obeyed and answered to nobody`() throws {
        let device = plain(1)
        device.with { $0.behaviour.injection = Injection(.late) }
        let path = try site.addPseudoTerminal(devices: [device, plain(2, [7])])
        let hasty = try Client(path: path)
        try hasty.send(framed("01 06 0000 1234") + framed("01"))
        _ = consume hasty
        // The kernel carries what was written on in its own time.
        while device.with({ $0.registers[.holding, 0] }) != 0x1234 { try settle() }
        device.with { $0.behaviour.injection = nil }
        let next = try Client(path: path)
        try next.send(framed("02 03 0000 0001"))
        #expect(try next.receive(7) == framed("02 03 02 0007"))
    }

    @Test func `a client keeps its reply while another one looks in`() throws {
        let path = try site.addPseudoTerminal(devices: [plain(1)])
        let client = try Client(path: path)
        try client.send(framed("01 03 0000 0001"))
        try client.waitForReply()
        let other = try Client(path: path)
        _ = consume other
        try settle()
        #expect(try client.receive(7) == framed("01 03 02 0A0B"))
    }

    @Test func `a function that nobody has is refused on a line too`() throws {
        let client = try Client(path: try site.addPseudoTerminal(devices: [plain(1)]))
        try client.send(framed("01 07"))
        #expect(try client.receive(5) == framed("01 87 01"))
    }

    @Test func `a broadcast on a line is obeyed by all and answered by none`() throws {
        let devices = [plain(1), plain(2), plain(3)]
        devices[2].with { $0.behaviour.silent = true }
        let client = try Client(path: try site.addPseudoTerminal(devices: devices))
        try client.send(framed("00 06 0000 1234") + framed("02 03 0000 0001"))
        #expect(try client.receive(7) == framed("02 03 02 1234"))
        #expect(devices.map { $0.with { $0.registers[.holding, 0] } } == [0x1234, 0x1234, 0x0A0B])
        #expect(devices.map { $0.with { $0.replies } } == [0, 1, 0])
    }

    @Test func `a silent unit is counted but not heard, its neighbour is`() throws {
        let devices = [plain(1), plain(2)]
        devices[0].with { $0.behaviour.silent = true }
        let client = try Client(port: try site.addTCP(devices: devices))
        try client.send(hex("0001 0000 0006 01 03 0000 0001 0002 0000 0006 02 03 0000 0001"))
        #expect(try client.receive(11) == hex("0002 0000 0005 02 03 02 0A0B"))
        #expect(devices.map { $0.with { $0.requests } } == [1, 1])
        #expect(devices.map { $0.with { $0.replies } } == [0, 1])
    }

    @Test func `a unit that is told to refuses everything`() throws {
        let device = plain(1)
        device.with { $0.behaviour.exception = .busy }
        let client = try Client(port: try site.addTCP(devices: [device]))
        #expect(
            try client.ask("0001 0000 0006 01 03 0000 0001", 9) == hex("0001 0000 0003 01 83 06"))
        device.with { $0.behaviour.exception = nil }
        #expect(try client.ask("0001 0000 0006 01 03 0000 0001", 11).count == 11)
    }

    @Test func `a slow unit answers no earlier than it should and keeps the order`() throws {
        let device = plain(1)
        let delay = Nanoseconds.milliseconds(30)
        device.with { $0.behaviour.delay = delay }
        let client = try Client(port: try site.addTCP(devices: [device]))
        let begin = Clock.now()
        try client.send(hex("0001 0000 0006 01 03 0000 0001 0002 0000 0006 01 03 0001 0001"))
        #expect(try client.receive(11) == hex("0001 0000 0005 01 03 02 0A0B"))
        #expect(Clock.now() - begin >= delay)
        #expect(try client.receive(11) == hex("0002 0000 0005 01 03 02 0C0D"))
        #expect(Clock.now() - begin >= delay * 2)
    }

    @Test func `registers can be changed between two requests`() throws {
        let device = plain(1)
        let client = try Client(port: try site.addTCP(devices: [device]))
        for value: UInt16 in [1, 2, 0xFFFF] {
            device.with { $0.registers.put(value, .holding, 1) }
            let reply = try client.ask("0001 0000 0006 01 03 0001 0001", 11)
            #expect(reply.suffix(2) == [UInt8(value >> 8), UInt8(value & 0xFF)])
        }
    }

    @Test func `two units of one id cannot share an endpoint`() throws {
        #expect(throws: SimulatorFault.duplicateUnit(4)) {
            _ = try site.addTCP(devices: [plain(4), plain(5), plain(4)])
        }
        #expect(throws: SimulatorFault.self) {
            _ = try site.addTCP(devices: [plain(4)], address: "not an address")
        }
    }

    @Test func `a stopped site hangs up, and its port is free`() throws {
        let port = try site.addTCP(devices: [plain(1)])
        let client = try Client(port: port)
        #expect(try client.ask("0001 0000 0006 01 03 0000 0001", 11).count == 11)
        site.stop()
        #expect(try client.receive(1).isEmpty)
        let next = try Site(seed: 1)
        #expect(try next.addTCP(devices: [plain(1)], port: port) == port)
    }

    @Test func `the site's time and seed make the values`() throws {
        let seconds = 1_781_974_800.0
        let fixed = try Site(seed: 77) { seconds }
        let first = SimulatedDevice(unit: 1, model: Thermometer())
        let port = try fixed.addTCP(devices: [first])
        try fixed.start()
        let reply = try Client(port: port).ask("0001 0000 0006 01 04 0001 0002", 13)
        let again = try Site(seed: 77)
        let second = SimulatedDevice(unit: 1, model: Thermometer())
        _ = try again.addTCP(devices: [second])
        second.advance(to: seconds)
        let expected = second.with { $0.registers.reply("04 0001 0002") }
        #expect(Array(reply.dropFirst(7)) == expected)
    }
}
