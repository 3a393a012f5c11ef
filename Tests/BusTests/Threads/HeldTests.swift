// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Simulator
import Testing

@Suite("Lines in quarantine")
struct HeldTests {
    /// Takes the news until there are as many.
    private func news(_ count: Int, _ station: Station) throws -> [String] {
        var all: [String] = []
        let isThere = try station.gather { station in
            var more: [LineNews] = []
            station.bus.news.take(into: &more)
            all += more.map { "\($0.line) \($0.fault?.code ?? "open")" }
            return all.count >= count
        }
        #expect(isThere, "\(all)")
        return all.sorted()
    }

    private func numbered(_ lines: [Field.Line]) -> [NumberedLine] {
        lines.enumerated().map { index, line in
            let first = UInt32(index * Slaves.points.count)
            let device = NumberedDevice(line.devices[0], number: UInt32(index), firstPoint: first)
            return NumberedLine(line, devices: [device])
        }
    }

    @Test("not opened, whoever asks, while others are; opened once released")
    func held() throws {
        let site = try Site(seed: 1)
        let ports = try (1...2).map { try site.addTCP(devices: [Slaves.device($0)]) }
        try site.start()
        let lines = ports.enumerated().map { index, port in
            Slaves.line(
                index == 0 ? "bad" : "good", .tcp(host: "127.0.0.1", port: port),
                units: [index + 1])
        }
        var held = numbered(lines)
        held[0].heldUntil = Clock.now() + .seconds(3_600)
        let station = try Station(held)
        #expect(try news(2, station) == ["bad line-quarantined", "good open"])
        let first = UInt32(Slaves.points.count)
        #expect(
            try station.gather {
                $0.last[first]?.quality == .good && $0.last[0]?.quality == .commDisconnected
            })
        let read = GuestRead(
            id: 1, unit: 1, table: .holding, address: 0, count: 1,
            deadline: Clock.now() + .seconds(10))
        #expect(station.bus.ask(read, on: "bad"))
        var results: [GuestResult] = []
        #expect(
            try station.gather { station in
                station.bus.results.take(into: &results)
                return !results.isEmpty
            })
        #expect(results.map(\.outcome) == [.closed(.quarantined)])
        #expect(station.bus.counters["bad"]?.requests == 0)
        // Its connection was not even tried.
        try station.change(to: lines)
        #expect(try news(1, station) == ["bad open"])
        #expect(try station.gather { $0.isAll(.good) })
        station.bus.stop()
        site.stop()
    }

    @Test("opened by itself when its time is over")
    func over() throws {
        let site = try Site(seed: 1)
        let port = try site.addTCP(devices: [Slaves.device(1)])
        try site.start()
        var held = numbered([Slaves.line("bad", .tcp(host: "127.0.0.1", port: port))])
        held[0].heldUntil = Clock.now() + .milliseconds(300)
        let station = try Station(held)
        #expect(try news(2, station) == ["bad line-quarantined", "bad open"])
        #expect(Clock.now() >= held[0].heldUntil)
        station.bus.stop()
        site.stop()
    }
}
