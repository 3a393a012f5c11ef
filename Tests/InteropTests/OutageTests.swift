// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// Brokers that refuse and vanish, ports and endpoints that are not there yet.
    @Suite struct OutageTests {
        static let profile = RecordTests.profile

        @Test func `a refused login is tried again, and a right password works`() throws {
            let broker = try Broker(.users(["gw-1": "right"]))
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                profile: Self.profile, hub: ["username: gw-1", "password-file: secret"])
            try station.directory.write("wrong\n", to: "secret")
            let agent = try station.start()
            for attempt in 1...2 {
                let words = "hub: attempt \(attempt) failed"
                let line = try #require(try agent.line(containing: words, within: .seconds(20)))
                #expect(!line.contains("wrong\n") && !line.contains("right"))
                let pause = try #require(line.number(after: "next in "))
                #expect((1_000...9_000).contains(pause), "\(line)")
            }
            #expect(agent.isRunning)
            agent.stop()
            #expect(try agent.ended(within: .seconds(5)) == .exit(0))
            try station.directory.write("right\n", to: "secret")
            let heard = try Subscriber(broker, ["danang/#"], login: ("gw-1", "right"))
            let again = try station.start()
            #expect(try heard.record()?.text("word") == "7", "\(again.rest)")
        }

        @Test func `a broker that vanishes costs no record`() throws {
            let broker = try Broker()
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                profile: Self.profile)
            let before = try Subscriber(broker, ["danang/#"])
            let agent = try station.start()
            var numbers: Set<Int64> = []
            func note(_ message: Subscriber.Message) {
                if let record = Record(message) { numbers.insert(record.number) }
                guard message.topic.hasSuffix("/hist"), message.json?["of"]?.string == "live" else {
                    return
                }
                for row in message.json?["rows"]?.array ?? [] {
                    if let number = row.array?.first?.integer { numbers.insert(number) }
                }
            }
            try before.collect(within: .seconds(20)) { Record($0)?.number == 3 }.forEach(note)
            try broker.kill()
            let ended = try agent.line(containing: "hub: session 1 ended", within: .seconds(10))
            let pause = try #require(ended?.number(after: "next attempt in "))
            #expect((1_000...3_000).contains(pause), "after a session shorter than 60 s")
            let failed = try agent.line(containing: "hub: attempt 1 failed", within: .seconds(10))
            #expect(failed != nil)
            try before.collect(within: .milliseconds(100)) { _ in false }.forEach(note)
            // Held while the new subscriber gets ready, which would otherwise be a race.
            agent.freeze(true)
            try broker.start()
            let after = try Subscriber(broker, ["danang/#"])
            agent.freeze(false)
            let state = try after.message("/-/state") { $0["online"]?.bool == true }
            #expect(state?.json?["session"]?.integer == 2)
            var full: Int64?
            let rest = try after.collect(within: .seconds(20)) { message in
                note(message)
                guard let record = Record(message) else { return false }
                if record.number > 3, record.content["full"]?.bool == true { full = record.number }
                return full.map { numbers.isSuperset(of: 1...$0) } ?? false
            }
            let last = try #require(full, "the first scan of a session is complete")
            #expect(last > 4, "polling went on without a hub")
            #expect(numbers.isSuperset(of: 1...last), "no number is missing")
            #expect(rest.contains { $0.topic.hasSuffix("/hist") }, "what was missed is history")
        }

        @Test func `a serial port may appear later`() throws {
            let broker = try Broker()
            let heard = try Subscriber(broker, ["danang/#"])
            let place = try Directory()
            let port = place.file("port")
            let station = try Station(
                port: broker.port,
                buses: Station.bus("aq-1", link: "serial: {port: \(port), baud: 115200}"),
                profile: Self.profile)
            let agent = try station.start()
            try Self.expectOffline(heard, agent)
            let slave = try ForeignSlave(.rtu, [1: [.holding: [0: [7]]]])
            let link = try Program("/bin/ln", ["-s", slave.endpoint.path, port])
            #expect(try link.finish(within: .seconds(5)).ending == .exit(0))
            try Self.expectOnline(heard, agent)
        }

        @Test func `an endpoint that refuses may come up later`() throws {
            let broker = try Broker()
            let heard = try Subscriber(broker, ["danang/#"])
            let port = try freePort()
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, .tcp(port: port)),
                profile: Self.profile)
            let agent = try station.start()
            try Self.expectOffline(heard, agent)
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]], port: port)
            try Self.expectOnline(heard, agent)
            try slave.stop()
            try Self.expectOffline(heard, agent)
        }

        static func expectOffline(_ heard: Subscriber, _ agent: Program) throws {
            let status = try heard.message("/aq-1/status") { $0["state"]?.string == "offline" }
            #expect(status?.json?["code"]?.string == "comm/disconnected", "\(agent.rest)")
            let record = try heard.record { $0.text("word") == "null" }
            #expect(record?.quality("word") == "comm/disconnected")
            #expect(agent.isRunning)
        }

        static func expectOnline(_ heard: Subscriber, _ agent: Program) throws {
            let status = try heard.message("/aq-1/status") { $0["state"]?.string == "online" }
            #expect(status != nil, "\(agent.rest)")
            #expect(try heard.record { $0.text("word") == "7" } != nil)
        }
    }
}

extension String {
    /// The whole number behind the words.
    fileprivate func number(after words: String) -> Int? {
        guard let start = ranges(of: words).first?.upperBound else { return nil }
        return Int(self[start...].prefix { $0.isNumber })
    }
}
