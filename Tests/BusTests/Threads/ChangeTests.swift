// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Simulator
import Testing

@Suite("Lines that change while the bus runs")
struct ChangeTests {
    /// Devices that take their time, so that most changes come in the middle of an exchange.
    private func slave(_ unit: Int) -> SimulatedDevice {
        let device = Slaves.device(unit)
        device.with { $0.behaviour.delay = .milliseconds(3) }
        return device
    }

    private func opened(_ station: Station) -> [String] {
        var news: [LineNews] = []
        station.bus.news.take(into: &news)
        return news.map { "\($0.line) \($0.fault?.code ?? "open")" }
    }

    @Test("what stays keeps its link, its rounds and the exchange under way")
    func staying() throws {
        let site = try Site(seed: 1)
        let tcp = try site.addTCP(devices: [slave(1), slave(2)])
        let other = try site.addTCP(devices: [slave(3)])
        let path = try site.addPseudoTerminal(devices: [slave(4)])
        try site.start()
        let poll = Nanoseconds.milliseconds(20)
        let stays = [
            Slaves.line("tcp", .tcp(host: "127.0.0.1", port: tcp), units: [1, 2], poll: poll),
            Slaves.line(
                "rtu", .serial(port: path, Plant.speed(115_200), echo: false), units: [4],
                poll: poll),
        ]
        let comes = Slaves.line("x", .tcp(host: "127.0.0.1", port: other), units: [3], poll: poll)
        let station = try Station(stays)
        #expect(try station.gather { $0.isAll(.good) })
        #expect(Set(opened(station)) == ["tcp open", "rtu open"])
        let before = station.bus.counters
        for round in 0..<40 {
            // It comes first, so that all others have greater numbers, and goes again.
            try station.change(to: round % 2 == 0 ? [comes] + stays : stays.reversed())
            #expect(try station.gather { $0.isAll(.good) })
        }
        #expect(station.wrong.isEmpty)
        #expect(opened(station).allSatisfy { $0 == "x open" }, "no other link was closed")
        for id in ["tcp", "rtu"] {
            let (old, now) = (before[id] ?? .init(), station.bus.counters[id] ?? .init())
            #expect(now.answers > old.answers, "they count on")
            let lost = now.timeouts + now.garbled + now.mismatched + now.foreignFrames
            #expect(lost == old.timeouts + old.garbled + old.mismatched + old.foreignFrames)
            #expect(now.requests - now.answers <= 1, "each request was answered")
        }
        station.bus.stop()
    }

    @Test("devices come to a line and leave it without its being opened anew")
    func devices() throws {
        let site = try Site(seed: 2)
        let path = try site.addPseudoTerminal(devices: (1...3).map(slave))
        try site.start()
        func line(_ units: [Int], retries: Int = 1) -> Field.Line {
            var line = Slaves.line(
                "rtu", .serial(port: path, Plant.speed(115_200), echo: false), units: units,
                poll: .milliseconds(20))
            for index in line.devices.indices { line.devices[index].retries = retries }
            return line
        }
        let station = try Station([line([1])])
        for units in [[1], [2, 1], [3, 2, 1], [3], [1, 2, 3]] {
            try station.change(to: [line(units)])
            #expect(try station.gather { $0.isAll(.good) }, "\(units)")
        }
        try station.change(to: [line([1, 2, 3], retries: 2)])
        #expect(try station.gather { $0.isAll(.good) })
        #expect(station.wrong.isEmpty && station.qualities.keys.allSatisfy { $0 == .good })
        #expect(opened(station) == ["rtu open"])
        station.bus.stop()
    }

    @Test("a port is free for a line that follows another one on it")
    func successor() throws {
        let site = try Site(seed: 3)
        let path = try site.addPseudoTerminal(devices: [slave(1)])
        try site.start()
        func line(_ id: String, _ baud: Int) -> Field.Line {
            Slaves.line(id, .serial(port: path, Plant.speed(baud), echo: false))
        }
        let station = try Station([line("a", 115_200)])
        #expect(try station.gather { $0.isAll(.good) })
        try station.change(to: [line("a", 57_600)])
        #expect(try station.gather { $0.isAll(.good) })
        try station.change(to: [line("b", 57_600)])
        #expect(try station.gather { $0.isAll(.good) })
        #expect(opened(station) == ["a open", "a open", "b open"])
        try station.change(to: [])
        #expect(station.bus.counters.isEmpty)
        station.bus.stop()
    }

    @Test("who has asked a line that goes is told")
    func guests() throws {
        let site = try Site(seed: 4)
        let port = try site.addTCP(devices: [slave(1)])
        try site.start()
        let line = Slaves.line("tcp", .tcp(host: "127.0.0.1", port: port))
        let station = try Station([line])
        #expect(try station.gather { $0.isAll(.good) })
        let deadline = Clock.now() + .seconds(60)
        for id in 1...5 {
            let read = GuestRead(
                id: UInt64(id), unit: 1, table: .holding, address: 0, count: 1,
                deadline: deadline)
            #expect(station.bus.ask(read, on: "tcp"))
        }
        try station.change(to: [])
        var results: [GuestResult] = []
        station.bus.results.take(into: &results)
        #expect(results.map(\.id) == [1, 2, 3, 4, 5])
        #expect(
            !station.bus.ask(
                GuestRead(
                    id: 6, unit: 1, table: .holding, address: 0, count: 1, deadline: deadline),
                on: "tcp"))
        station.bus.stop()
    }
}
