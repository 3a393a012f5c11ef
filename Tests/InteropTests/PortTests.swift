// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// What the agent asks of a serial port around real exchanges. No hardware is here: a preloaded
    /// library answers in its place (`PortRecord`).
    @Suite struct PortTests {
        /// Bytes of the request, its time at 9600 baud, and half of the silence after it.
        private static let (count, time) = (8, SerialSpeed(baud: 9_600).time(characters: 8))
        /// How long over that the port is asked whether the request has left.
        private static let longestDrain = Nanoseconds.milliseconds(20)
        private static let margin = Nanoseconds(SerialSpeed(baud: 9_600).silence.count / 2)

        /// A slave, a service that reads it, and what it asks of the port.
        private final class Site {
            let slave: ForeignSlave
            let station: Station
            let record: PortRecord
            let agent: Program

            /// `keys`: of `serial`, `more`: of the bus.
            init(
                _ keys: String, more: String = "", lacks: [String] = [], has: [String] = [],
                busyAsks: Int = 0
            ) throws {
                slave = try ForeignSlave(.rtu, [1: [.holding: [0: [7]]]])
                record = try PortRecord(
                    of: slave.endpoint.path, lacks: lacks, has: has, busyAsks: busyAsks)
                let link = "serial: {port: \(slave.endpoint.path), baud: 9600\(keys)}\(more)"
                station = try Station(
                    port: try freePort(), buses: Station.bus("line", link: link),
                    profile: RecordTests.profile)
                agent = try Tram.start(
                    [
                        "run", "--config", station.path, "--profiles", station.directory.path,
                        "--control", station.control,
                    ], record.variables)
            }

            /// Reads over the line until it answers, so that at least one exchange is over.
            func read() throws {
                let deadline = Clock.now() + .seconds(30)
                var output: [String] = []
                while Clock.now() < deadline {
                    let answer = try Tram.finish(
                        ["read", "line:1", "holding", "0", "--control", station.control])
                    if answer.ending == .exit(0) {
                        return #expect(answer.output.contains { $0.contains("0x0007") })
                    }
                    output = answer.output
                }
                Issue.record("\(output)")
            }

            /// Ends the agent; what it asked, and all that it said.
            func end() throws -> (events: [PortRecord.Event], said: [String]) {
                agent.stop()
                let said = try agent.finish(within: .seconds(20)).output
                return (try record.events(), said)
            }
        }

        /// Each request of a record, with what came before and after it.
        private static func requests(_ events: [PortRecord.Event]) -> [Int] {
            events.indices.filter { events[$0].what == "write" }
        }

        @Test(arguments: [("up", 1), ("down", 0)])
        func `RTS has its level while a request leaves, and not before it has left`(
            word: String, level: Int
        ) throws {
            let site = try Site(", rts: \(word)", busyAsks: 3)
            for _ in 0..<3 { try site.read() }
            let (events, said) = try site.end()
            #expect(!said.contains { $0.contains("cannot be opened") }, "\(said)")
            #expect(events.first { $0.what == "rts" }?.number == 1 - level, "it hears at first")
            #expect(events.last { $0.what == "rts" }?.number == 1 - level, "and at last")
            let requests = Self.requests(events)
            #expect(requests.count > 2)
            var whole = 0
            for request in requests {
                let before = events[..<request].last
                #expect(before?.what == "rts" && before?.number == level)
                #expect(events[request].number == Self.count)
                let after = events[(request + 1)...].prefix { $0.what != "write" }
                // The last one may have been ended with the agent.
                guard request != requests.last else { continue }
                let asked = after.prefix { $0.what == "left" }
                if let first = asked.first {
                    #expect(first.at - events[request].at >= Self.time, "not before it can be")
                }
                let next = try #require(after.dropFirst(asked.count).first)
                #expect(next.what == "rts")
                if asked.map(\.number) == [0, 0, 0, 1] {
                    whole += 1
                    #expect(next.number == 1 - level)
                    continue
                }
                #expect(asked.count <= 3 && asked.allSatisfy { $0.number == 0 })
                // A pseudo-terminal's answer has come long since, whatever the port says here of
                // the request: the next one may leave meanwhile.
                if next.number == level {
                    #expect(after.count == asked.count + 1)
                } else {
                    // A machine that stood still: nobody asks for longer than that.
                    let last = try #require(asked.last)
                    #expect(last.at - events[request].at >= Self.time + Self.longestDrain)
                }
            }
            #expect(whole > 0)
            #expect(!events.contains { $0.what == "rs485" || $0.what == "serial" })
        }

        @Test func `a port that cannot say what has left is given half a silence more`() throws {
            let site = try Site(", rts: up", lacks: ["state"])
            for _ in 0..<3 { try site.read() }
            let (events, _) = try site.end()
            let requests = Self.requests(events).dropLast()
            #expect(requests.count > 1)
            for request in requests {
                let back = try #require(events[request...].first { $0.what == "rts" })
                #expect(back.number == 0)
                #expect(back.at - events[request].at >= Self.time + Self.margin)
            }
        }

        @Test func `the driver is told to switch before anything is sent`() throws {
            let site = try Site(", rs485: kernel")
            try site.read()
            let events = try site.end().events
            #expect(events.filter { $0.what == "rs485" }.map(\.number) == [1])
            let order = events.map(\.what).prefix(3)
            #expect(order == ["exclusive", "rs485", "write"])
            #expect(!events.contains { $0.what == "rts" })
        }

        @Test func `a driver that switches already keeps its settings`() throws {
            let site = try Site(", rs485: kernel", has: ["rs485"])
            try site.read()
            #expect(!(try site.end().events.contains { $0.what == "rs485" }))
        }

        @Test(arguments: [("rs485: kernel", "rs485", "no-rs485"), ("rts: up", "rts", "no-rts")])
        func `a port that lacks what it is to do is a fault that says what to do`(
            key: String, lack: String, code: String
        ) throws {
            let site = try Site(", \(key)", lacks: [lack])
            let line = try site.agent.line(containing: "(\(code))", within: .seconds(30))
            let said = try #require(line)
            #expect(said.contains("leave \(lack) out"))
            let (events, rest) = try site.end()
            #expect(!events.contains { $0.what == "write" })
            #expect(!rest.contains { $0.contains("(\(code))") }, "told once")
            #expect(events.last.map { $0.what == "exclusive" && $0.number == 0 } == true)
        }

        @Test func `low latency is asked for once, before anything is sent`() throws {
            let site = try Site("", more: "\n    low-latency: true")
            try site.read()
            let (events, said) = try site.end()
            #expect(events.map(\.what).prefix(3) == ["exclusive", "serial", "write"])
            #expect(events.filter { $0.what == "serial" }.map(\.number) == [1 << 13])
            #expect(!said.contains { $0.contains("low-latency") })
        }

        @Test func `a driver without low latency is told of, and the line works`() throws {
            let site = try Site("", more: "\n    low-latency: true", lacks: ["latency"])
            try site.read()
            let said = try site.end().said
            #expect(said.filter { $0.contains("low-latency is not to be had") }.count == 1)
        }

        @Test func `a port that nothing is said of is locked and else left as it is`() throws {
            let site = try Site("")
            try site.read()
            let events = try site.end().events
            #expect(events.first?.what == "exclusive")
            let kinds = Set(events.map(\.what))
            #expect(kinds == ["exclusive", "write"])
        }

        @Test func `a program that holds the port is named, once`() throws {
            let slave = try ForeignSlave(.rtu, [1: [.holding: [0: [7]]]])
            let path = slave.endpoint.path
            let holder = try Program(
                "/usr/bin/python3",
                [
                    "-c",
                    """
                    import fcntl, os, sys
                    port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
                    fcntl.flock(port, fcntl.LOCK_EX)
                    print("held", flush=True)
                    sys.stdin.read()
                    """, path,
                ])
            #expect(try holder.next(within: .seconds(20))?.text == "held")
            let name = "(\(holder.processID))"
            let station = try Station(
                port: try freePort(),
                buses: Station.bus("line", .rtu, slave.endpoint), profile: RecordTests.profile)
            let agent = try station.start()
            let line = try agent.line(containing: "(port-busy)", within: .seconds(30))
            #expect(line?.contains(name) == true, "\(line ?? "")")
            for language in ["en", "vi"] {
                let (ending, output) = try Tram.finish(["scan", path, "--lang", language])
                #expect(ending == .exit(3))
                #expect(output.joinedWords.contains(name), "\(output)")
                #expect(output.joinedWords.contains("[port-busy]"), "\(output)")
            }
            holder.stop(force: true)
            #expect(try agent.line(containing: "is open", within: .seconds(30)) != nil)
            agent.stop()
            let rest = try agent.finish(within: .seconds(20)).output
            #expect(!rest.contains { $0.contains("port-busy") })
        }
    }
}
