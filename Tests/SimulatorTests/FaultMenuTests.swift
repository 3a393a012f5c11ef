// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing

@Suite struct FaultMenuTests {
    private let directory: TemporaryPath
    private let site: Site
    private let menu: FaultMenu
    private let devices: [SimulatedDevice]

    init() throws {
        directory = try TemporaryPath()
        site = try Site(seed: 1)
        devices = (1...3).map { unit in
            var registers = Registers()
            registers.store([0x0A0B, 0x0C0D], .holding, 0)
            return SimulatedDevice(unit: UInt8(unit), registers: registers)
        }
        let tcp = try SimulatedLine(.tcp, devices: Array(devices[..<2]))
        let serial = try SimulatedLine(
            .serial, devices: [devices[2]], link: "\(directory.path)/line")
        try site.add(tcp)
        try site.add(serial)
        try site.start()
        menu = FaultMenu(
            SiteControl(
                site, lines: [.init(id: "lan", line: tcp), .init(id: "rs485", line: serial)],
                devices: zip(["a", "b", "c"], devices).map {
                    .init(id: $0, line: $0 == "c" ? "rs485" : "lan", device: $1)
                }))
    }

    private var lan: SimulatedLine { menu.control.lines[0].line }
    private var rs485: SimulatedLine { menu.control.lines[1].line }

    private func isDone(_ command: String) -> Bool {
        if case .done = menu.obey(command) { true } else { false }
    }

    private func ask(_ client: borrowing Client, _ unit: UInt8) throws -> [UInt8] {
        try client.ask("0001 0000 0006 0\(unit) 03 0000 0001", 11)
    }

    @Test func `an unplugged device is silent until it is plugged in`() throws {
        #expect(isDone("unplug a"))
        let client = try Client(port: lan.port)
        try client.send(hex("0001 0000 0006 01 03 0000 0001 0002 0000 0006 02 03 0000 0001"))
        #expect(try client.receive(11) == hex("0002 0000 0005 02 03 02 0A0B"))
        #expect(isDone("plug a"))
        #expect(try ask(client, 1) == hex("0001 0000 0005 01 03 02 0A0B"))
    }

    @Test func `a broken port hangs up, refuses, and is mended under its number`() throws {
        let port = lan.port
        for _ in 0..<3 {
            let client = try Client(port: port)
            #expect(try ask(client, 1).count == 11)
            #expect(isDone("break lan") && !lan.isOpen)
            #expect(try client.receive(1).isEmpty)
            let refused = try Socket.connect(address: "127.0.0.1", port: port)
            var polls = PollSet()
            polls.add(refused.number, .writable)
            try polls.wait(until: Clock.now() + .seconds(20))
            #expect(throws: SystemFault.self) { try Socket.outcome(refused) }
            #expect(isDone("mend lan") && lan.isOpen && lan.port == port)
            #expect(try ask(try Client(port: port), 2).count == 11)
        }
    }

    @Test func `a broken serial line has no name, and is mended under the same one`() throws {
        let path = rs485.path
        for _ in 0..<3 {
            let client = try Client(path: path)
            try client.send(framed("03 03 0000 0001"))
            #expect(try client.receive(7) == framed("03 03 02 0A0B"))
            #expect(isDone("break rs485"))
            #expect(!File.exists(path))
            #expect(isDone("mend 2"))
            #expect(File.exists(path) && rs485.path == path)
        }
    }

    @Test func `breaking and mending twice is the same as once`() throws {
        for command in ["break lan", "break lan", "mend lan", "mend lan"] {
            #expect(isDone(command))
        }
        #expect(try ask(try Client(port: lan.port), 1).count == 11)
    }

    @Test func `a site that stops takes its serial lines' names with it`() {
        site.stop()
        #expect(!File.exists("\(directory.path)/line"))
    }

    @Test(arguments: InjectedFault.allCases)
    func `every fault can be given, with a share, and taken`(fault: InjectedFault) {
        #expect(isDone("fault b \(fault.rawValue) 0.25"))
        #expect(devices[1].with { $0.behaviour.injection } == Injection(fault, share: 0.25))
        #expect(isDone("fault 2 \(fault.rawValue)"))
        #expect(devices[1].with { $0.behaviour.injection } == Injection(fault, share: 1))
        #expect(isDone("well b"))
        #expect(devices[1].with { $0.behaviour.injection } == nil)
    }

    @Test(arguments: [
        "fault", "fault a", "fault a nonsense", "fault a crc 2", "fault a crc -1",
        "fault a crc nan", "fault a crc x", "fault a crc 1 1", "fault z crc", "unplug",
        "unplug z", "unplug 4", "unplug 0", "unplug -1", "unplug a b", "break", "break a",
        "break lan rs485", "mend z", "nonsense", "UNPLUG a", "well", "plug 99999999999999999999",
        "unplug \(Int.min)", "break \(Int.max)", String(repeating: "unplug a ", count: 1_000),
    ])
    func `what is no command is refused in both languages, on one line`(command: String) throws {
        let answer = menu.obey(command)
        guard case .refused(let text) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(!text.en.isEmpty && !text.vi.isEmpty)
        for language in Language.allCases {
            let line = try #require(menu.line(answer, language))
            #expect(line.hasPrefix("error: ") && !line.contains("\n"))
        }
        #expect(devices.allSatisfy { $0.with { !$0.behaviour.silent } })
    }

    @Test func `the list is one line with every device's state and counts`() throws {
        _ = menu.obey("unplug a")
        _ = menu.obey("fault b crc 0.5")
        _ = menu.obey("break rs485")
        let line = try #require(menu.line(menu.obey("list"), .english))
        #expect(
            line == "ok: a unit 1 on lan: unplugged 0/0; b unit 2 on lan: crc 0.5 0/0; "
                + "c unit 3 on rs485: well 0/0; lan: open; rs485: broken")
        #expect(menu.obey("quit") == .quit && menu.obey(" ") == .nothing)
        #expect(menu.line(.help, .vietnamese)?.contains("vanish") == true)
    }
}

/// A directory for links, gone with the test.
///
/// A class, because suites are copied.
final class TemporaryPath: Sendable {
    private let directory: Lock<TemporaryDirectory>
    let path: String

    init() throws {
        let directory = try TemporaryDirectory("tram-sim-test")
        path = directory.path
        self.directory = Lock(directory)
    }
}
