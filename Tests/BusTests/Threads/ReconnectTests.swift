// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Glibc
import Host
import Rig
import Simulator
import Testing

@Suite("Links that go and come back")
struct ReconnectTests {
    @Test("an endpoint that refuses, serves, vanishes and returns")
    func endpoint() throws {
        let port = try freePort()
        let station = try Station([
            Slaves.line("line", .tcp(host: "127.0.0.1", port: port), timeout: .milliseconds(300))
        ])
        for _ in 0..<2 {
            #expect(try station.gather { $0.isAll(.commDisconnected) })
            let site = try Site(seed: 1)
            _ = try site.addTCP(devices: [Slaves.device(1)], port: port)
            try site.start()
            #expect(try station.gather { $0.isAll(.good) })
            site.stop()
        }
        #expect(station.wrong.isEmpty)
        station.bus.stop()
    }

    @Test("a server that stops answering without closing")
    func frozen() throws {
        let words = (0..<400).map { Holdings.word(1, $0) }
        let slave = try ForeignSlave(.tcp, [1: [.holding: [0: words]]])
        let station = try Station([
            Slaves.line(
                "line", Slaves.link(.tcp, slave.endpoint), timeout: .milliseconds(500),
                points: [Plant.point(.holding, 8, .uint16)])
        ])
        #expect(try station.gather { $0.isAll(.good) })
        slave.freeze(true)
        #expect(try station.gather { !$0.isAll(.good) })
        slave.freeze(false)
        #expect(try station.gather { $0.isAll(.good) })
        #expect(station.wrong.isEmpty)
        station.bus.stop()
        try slave.stop()
    }

    @Test("a serial adapter that is plugged in later, pulled out, and plugged in elsewhere")
    func adapter() throws {
        let directory = try Directory()
        let port = directory.file("port")
        let station = try Station([
            Slaves.line(
                "line", .serial(port: port, Plant.speed(9_600), echo: false),
                timeout: .milliseconds(300))
        ])
        for _ in 0..<2 {
            #expect(try station.gather { $0.isAll(.commDisconnected) })
            let site = try Site(seed: 1)
            let path = try site.addPseudoTerminal(devices: [Slaves.device(1)])
            try site.start()
            unsafe #expect(symlink(path, port) == 0)
            #expect(try station.gather { $0.isAll(.good) })
            unsafe #expect(unlink(port) == 0)
            site.stop()
        }
        #expect(station.wrong.isEmpty)
        station.bus.stop()
    }

    @Test("who asks for something on a line that cannot be opened is told why, and asks again")
    func asked() throws {
        let directory = try Directory()
        let port = directory.file("port")
        let station = try Station([
            Slaves.line("line", .serial(port: port, Plant.speed(9_600), echo: false))
        ])
        var results: [GuestResult] = []
        func ask(_ id: UInt64) throws -> Bool {
            let read = GuestRead(
                id: id, unit: 1, table: .holding, address: 0, count: 1,
                deadline: Clock.now() + .seconds(10))
            #expect(station.bus.ask(read, on: "line"))
            return try station.gather { station in
                var more: [GuestResult] = []
                station.bus.results.take(into: &more)
                results += more
                return results.contains { $0.id == id }
            }
        }
        for id in 1...3 { #expect(try ask(UInt64(id))) }
        #expect(
            results.map(\.outcome)
                == [BusFault](repeating: .portMissing, count: 3).map {
                    .closed($0)
                })
        let site = try Site(seed: 1)
        let path = try site.addPseudoTerminal(devices: [Slaves.device(1)])
        try site.start()
        unsafe #expect(symlink(path, port) == 0)
        #expect(try ask(4))
        if case .data? = results.last?.outcome {} else { Issue.record("\(results)") }
        site.stop()
        station.bus.stop()
    }

    @Test("a port that another program holds is waited for")
    func locked() throws {
        let site = try Site(seed: 1)
        let path = try site.addPseudoTerminal(devices: [Slaves.device(1)])
        try site.start()
        let holder = Descriptor(owning: unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC))
        #expect(flock(holder.number, LOCK_EX | LOCK_NB) == 0)
        let station = try Station([
            Slaves.line("line", .serial(port: path, Plant.speed(9_600), echo: false))
        ])
        var (news, more): ([LineNews], [LineNews]) = ([], [])
        // Devices are disconnected from the start, before the port has been tried.
        #expect(
            try station.gather {
                $0.bus.news.take(into: &more)
                news += more
                return $0.isAll(.commDisconnected) && !news.isEmpty
            })
        #expect(station.good.isEmpty)
        let fault = try #require(news.first?.fault)
        guard case .portBusy(let holders) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(holders.map(\.process) == [getpid()])
        for language in Language.allCases {
            #expect(fault.text(language).contains("(\(getpid()))"))
        }
        #expect(flock(holder.number, LOCK_UN) == 0)
        #expect(try station.gather { $0.isAll(.good) })
        station.bus.news.take(into: &more)
        news += more
        #expect(news.count == 2, "told once, however often it is tried, and that it is open")
        #expect(news.last?.fault == nil)
        station.bus.stop()
        // And it is ours no longer.
        #expect(flock(holder.number, LOCK_EX | LOCK_NB) == 0)
        site.stop()
    }

    @Test("what a port cannot do is said in both languages, each with a code of its own")
    func words() {
        let faults: [BusFault] = [
            .portMissing, .portDenied, .portBusy(by: []), .portUnsuitable, .noRS485, .noRTS,
        ]
        #expect(Set(faults.map(\.code)).count == faults.count)
        #expect(Set(faults.map(\.text.en)).count == faults.count)
        #expect(Set(faults.map(\.text.vi)).count == faults.count)
        #expect(faults.allSatisfy { $0.text.en != $0.text.vi })
    }

    @Test(
        "a path that is no serial port is no crash",
        arguments: ["/dev/null", "/etc/passwd", "/tmp"])
    func unsuitable(_ path: String) throws {
        let station = try Station([
            Slaves.line("line", .serial(port: path, Plant.speed(9_600), echo: false))
        ])
        #expect(try station.gather { $0.isAll(.commDisconnected) })
        station.bus.stop()
    }

    @Test("a host name that does not exist is no crash")
    func noName() throws {
        let station = try Station([
            Slaves.line("line", .tcp(host: "no-such-host.invalid", port: 502))
        ])
        #expect(try station.gather { $0.isAll(.commDisconnected) })
        station.bus.stop()
    }
}
