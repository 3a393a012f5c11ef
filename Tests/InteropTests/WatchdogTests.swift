// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// `tram run` under a service manager, which the test is.
    @Suite struct WatchdogTests {
        private static let status = "STATUS=1 bus, 1 device; hub not connected"

        private func station(_ buses: String) throws -> Station {
            // There is no hub: a box without a network works as it should.
            try Station(port: try freePort(), buses: buses, profile: RecordTests.profile)
        }

        private func ask(_ words: [String], _ station: Station) throws -> [String] {
            try Tram.finish(words + ["--control", station.control], within: .seconds(60)).output
        }

        private func reads(_ bus: String, _ station: Station) throws -> String {
            try ask(["read", "\(bus):1", "holding", "0"], station).joined(separator: "\n")
        }

        @Test(arguments: [false, true])
        func `what a service manager is told, in order`(isAbstract: Bool) throws {
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let manager = try NotifySocket(isAbstract: isAbstract)
            let station = try station(Station.bus("aq-1", .tcp, slave.endpoint))
            let agent = try station.start([
                "NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "1000000",
            ])
            let start = try #require(try manager.all(until: "READY=1"), "\(agent.rest)")
            #expect(start.dropLast().allSatisfy { $0 == "WATCHDOG=1" })
            #expect(start.last?.hasPrefix("READY=1\n\(Self.status)") == true, "\(start)")
            for _ in 0..<2 {
                _ = try #require(try manager.all(until: "WATCHDOG=1"), "\(agent.rest)")
            }
            let before = Clock.now().nanoseconds / 1_000
            let answer = try ask(["reload"], station)
            let begun = try #require(try manager.all(until: "RELOADING=1"), "\(answer)")
            let time = begun.last?.split(separator: "\n").last?.split(separator: "=")
            #expect(time?.first == "MONOTONIC_USEC")
            #expect(time?.last.flatMap { Int64($0) }.map { $0 >= before } == true, "\(begun)")
            let ended = try #require(try manager.all(until: "READY=1"))
            #expect(ended.last == "READY=1")
            // One that is refused is over as well.
            try station.directory.write("gateway: 7\n", to: "tram.yaml")
            _ = try ask(["reload"], station)
            #expect(try manager.all(until: "RELOADING=1") != nil)
            #expect(try manager.all(until: "READY=1") != nil)
            agent.stop()
            let rest = try #require(try manager.all(until: "STOPPING=1"), "\(agent.rest)")
            let kinds = Set((begun + ended + rest).map { $0.prefix { $0 != "=" } })
            #expect(kinds.isSubset(of: ["WATCHDOG", "RELOADING", "READY", "STATUS", "STOPPING"]))
            #expect(try agent.ended(within: .seconds(20)) == .exit(0))
        }

        @Test func `a watchdog that is another process's is not fed`() throws {
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let manager = try NotifySocket()
            let station = try station(Station.bus("aq-1", .tcp, slave.endpoint))
            let agent = try station.start([
                "NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1",
            ])
            var all = try #require(try manager.all(until: "READY=1"), "\(agent.rest)")
            _ = try reads("aq-1", station)
            agent.stop()
            all += try #require(try manager.all(until: "STOPPING=1"), "\(agent.rest)")
            #expect(!all.contains { $0.hasPrefix("WATCHDOG") })
        }

        @Test(arguments: ["nonsense", "vsock:2:1", "/nobody/listens/here"])
        func `a manager that is none keeps nobody from working`(name: String) throws {
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try station(Station.bus("aq-1", .tcp, slave.endpoint))
            let agent = try station.start(["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "x"])
            let line = try agent.line(containing: "NOTIFY_SOCKET", within: .seconds(30))
            #expect(line?.contains("the service manager cannot be told") == true)
            #expect(try reads("aq-1", station).contains("0x0007"))
            agent.stop()
            #expect(try agent.ended(within: .seconds(20)) == .exit(0))
        }

        /// Two lines, of which one hangs in its adapter's driver.
        private final class Site {
            let slave: ForeignSlave
            let bad: ForeignSlave
            let stall: StalledPort
            let station: Station

            init() throws {
                slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
                bad = try ForeignSlave(.rtu, [1: [.holding: [0: [9]]]])
                stall = try StalledPort(bad.endpoint.path)
                station = try Station(
                    port: try freePort(),
                    buses: Station.bus("good", .tcp, slave.endpoint)
                        + Station.bus("bad", .rtu, bad.endpoint),
                    profile: RecordTests.profile)
            }

            func start(_ manager: NotifySocket, isStalled: Bool) throws -> Program {
                let own = ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "2000000"]
                return try station.start(own.merging(isStalled ? stall.variables : [:]) { $1 })
            }

            /// What is kept of it for the next start.
            func kept() throws -> [JSON] {
                let text = try station.directory.read("quarantine.json")
                return try JSON(parsing: Array(text.utf8))["lines"]?.array ?? []
            }
        }

        @Test func `a line that stands still ends the service; twice, and it is left closed`()
            throws
        {
            let site = try Site()
            let station = site.station
            for count in 1...2 {
                let manager = try NotifySocket()
                let agent = try site.start(manager, isStalled: true)
                #expect(try manager.all(until: "READY=1") != nil)
                let line = try agent.line(containing: "stands still", within: .seconds(60))
                #expect(line?.contains("critical") == true)
                #expect(line?.contains("line bad stands still") == true, "\(line ?? "")")
                // The disk had it before.
                #expect(try site.kept().map { $0["line"]?.string } == ["bad"])
                #expect(try site.kept().first?["count"]?.integer == Int64(count))
                #expect(try reads("good", station).contains("0x0007"), "it is polled all the same")
                while try manager.next(within: .zero) != nil {}
                // Longer than two signs of life are apart.
                #expect(try manager.all(until: "WATCHDOG=1", within: .seconds(3)) == nil)
                agent.stop(force: true)
                _ = try agent.ended(within: .seconds(20))
            }
            let manager = try NotifySocket()
            let agent = try site.start(manager, isStalled: true)
            let ready = try #require(try manager.all(until: "READY=1"), "\(agent.rest)")
            #expect(ready.last?.contains("2 buses (1 in quarantine), 2 devices") == true)
            for _ in 0..<4 { #expect(try manager.all(until: "WATCHDOG=1") != nil) }
            #expect(try reads("good", station).contains("0x0007"))
            #expect(try reads("bad", station).contains("[line-quarantined]"))
            let status = try ask(["status"], station).joined(separator: "\n")
            #expect(status.contains("[line-quarantined]"), "\(status)")
            let metrics = try ask(["status", "--output", "prometheus"], station)
            let closed = metrics.filter { $0.hasPrefix("tram_bus_fault{") }
            #expect(closed == [#"tram_bus_fault{bus="bad",code="line-quarantined"} 1"#])
            let doctor = try ask(
                [
                    "doctor", "--config", station.path, "--profiles", station.directory.path,
                ], station
            ).joined(separator: "\n")
            #expect(doctor.contains("[line-quarantined]"), "\(doctor)")
            #expect(doctor.contains("tram reload"))
            agent.stop(force: true)
            _ = try agent.ended(within: .seconds(20))
        }

        @Test func `a reload releases it`() throws {
            let site = try Site()
            let station = site.station
            let now = Clock.now().nanoseconds / 1_000_000
            try station.directory.write(
                """
                {"version":1,"boot":"\(String(Machine.boot, radix: 16))","lines":\
                [{"line":"bad","count":2,"last":\(now)}]}
                """, to: "quarantine.json")
            let manager = try NotifySocket()
            let agent = try site.start(manager, isStalled: false)
            let ready = try #require(try manager.all(until: "READY=1"), "\(agent.rest)")
            #expect(ready.last?.contains("2 buses (1 in quarantine)") == true, "\(ready)")
            _ = try ask(["reload"], station)
            #expect(try manager.all(until: "STATUS=2 buses, 2 devices") != nil)
            #expect(try reads("bad", station).contains("0x0009"))
            #expect(try site.kept().isEmpty)
            agent.stop()
            #expect(try agent.ended(within: .seconds(20)) == .exit(0))
        }
    }
}
