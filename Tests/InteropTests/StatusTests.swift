// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// `tram status` beside `tram run`, as a person at the cabinet.
    @Suite struct StatusTests {
        private func status(
            _ whole: RecordTests.Whole, _ more: [String] = [], through: [String] = []
        ) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(
                ["status", "--control", whole.station.control] + more, through: through,
                within: .seconds(20))
        }

        @Test func `one screen, or what a script wants, of the same facts`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            let (ending, table) = try status(whole)
            #expect(ending == .exit(0), "\(table)")
            #expect(table.count == 8 && table.allSatisfy { $0.count <= 80 }, "\(table)")
            #expect(table[0].hasPrefix("gw-1 (haichau, bts-1): tram "))
            #expect(table[2].hasPrefix("hub: up for ") || table[2].hasPrefix("hub: "))
            #expect(table[7].hasPrefix("aq-1 ") && table[7].contains(" online "))
            let json = try JSON(
                parsing: Array(try status(whole, ["--output", "json"]).output.joined().utf8))
            #expect(json["devices"]?.array?.first?["id"]?.string == "aq-1")
            let part = try status(whole, ["hub", "--lang", "vi"]).output
            #expect(part.count == 1 && part[0].contains("đã kết nối"))
            let metrics = try status(whole, ["--output", "prometheus"]).output
            #expect(metrics.contains(#"tram_device_online{device="aq-1",bus="aq-1"} 1"#))
        }

        @Test(arguments: ["en", "vi"])
        func `a second service does not start beside the first`(language: String) throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            let (ending, output) = try Tram.finish([
                "run", "--config", whole.station.path, "--profiles",
                whole.station.directory.path, "--control", whole.station.control, "--lang",
                language,
            ])
            #expect(ending == .exit(4), "\(output)")
            #expect(try #require(output.last).hasSuffix("[runs-already]"), "\(output)")
            #expect(try status(whole).ending == .exit(0))
        }

        @Test func `a device that falls silent is a problem`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            try whole.slave.stop()
            let deadline = Clock.now() + .seconds(20)
            while true {
                let (ending, table) = try status(whole, ["device"])
                if ending == .exit(1), table[1].contains(" offline ") { break }
                try #require(Clock.now() < deadline, "\(table)")
            }
        }

        @Test func `what nobody has subscribed to is told, until somebody has`() throws {
            let broker = try Broker()
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                profile: RecordTests.profile)
            let agent = try station.start()
            defer { agent.stop() }
            func finish(_ words: [String]) throws -> (ending: Child.Ending, output: [String]) {
                try Tram.finish(words + ["--control", station.control], within: .seconds(60))
            }
            func wait(until isTold: Bool) throws -> JSON? {
                let deadline = Clock.now() + .seconds(90)
                while true {
                    try #require(Clock.now() < deadline)
                    let (ending, output) = try finish(["status", "hub", "--output", "json"])
                    // At first nobody listens there.
                    if ending == .exit(3) { continue }
                    let hub = try JSON(parsing: Array(output.joined().utf8))["hub"]
                    if hub?["up"]?.bool == true, (hub?["wait"] != nil) == isTold {
                        #expect(ending == .exit(isTold ? 1 : 0))
                        return hub?["wait"]
                    }
                }
            }
            let told = try #require(try wait(until: true))
            #expect(told["code"]?.string == "hub-unheard" && told["devices"]?.integer == 1)
            #expect(told["topic"]?.string?.hasPrefix(RecordTests.device + "/") == true)
            for (language, words) in [("en", "nobody has subscribed"), ("vi", "chưa ai đăng ký")] {
                let table = try finish(["status", "--lang", language]).output
                #expect(table.allSatisfy { $0.count <= 80 })
                let text = table.flatMap { $0.split(separator: " ") }.joined(separator: " ")
                #expect(text.contains("✗ ") && text.contains(words), "\(table)")
                #expect(text.contains("tram explain hub-unheard"), "\(table)")
            }
            let (ending, output) = try finish([
                "doctor", "--config", station.path, "--profiles", station.directory.path,
                "--output", "json",
            ])
            #expect(ending == .exit(1), "\(output)")
            let found = try JSON(parsing: Array(output.joined().utf8))["findings"]?.array
            #expect(found?.map { $0["code"]?.string } == ["hub-unheard"], "\(output)")
            let heard = try Subscriber(broker, ["danang/#"])
            _ = try heard.record()
            _ = try wait(until: false)
        }

        @Test func `a technician reads a register while the service goes on`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            func read(_ words: [String]) throws -> (ending: Child.Ending, output: [String]) {
                try Tram.finish(
                    ["read", "--control", whole.station.control] + words, within: .seconds(20))
            }
            let (ending, table) = try read(["aq-1:1", "holding", "0"])
            #expect(ending == .exit(0) && table.count == 3, "\(table)")
            #expect(table[2] == "      0 0x0007      7      7")
            let json = try JSON(
                parsing: Array(
                    try read(["aq-1:1", "holding", "0", "--as", "uint16", "--output", "json"])
                        .output.joined().utf8))
            #expect(json["data"]?.string == "0007" && json["values"] == .array([.number("7")]))
            let (refused, words) = try read(["aq-1:1", "holding", "100..103"])
            #expect(refused == .exit(1) && words.joinedWords.contains("exception 2"), "\(words)")
            let (unknown, hint) = try read(["nowhere:1", "holding", "0"])
            #expect(unknown == .exit(2) && hint.joinedWords.contains("[unknown-bus]"), "\(hint)")
        }

        @Test func `a technician reads a device by its points through the service`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            let (ending, output) = try Tram.finish(
                [
                    "read", "aq-1", "--config", whole.station.path, "--profiles",
                    whole.station.directory.path, "--control", whole.station.control, "--output",
                    "json",
                ], within: .seconds(30))
            #expect(ending == .exit(0), "\(output)")
            let json = try JSON(parsing: Array(output.joined().utf8))
            #expect(json["through"]?.string == "service")
            #expect(json["points"]?.array?.first?["words"] == .array([.number("7")]))
            let seen = try JSON(
                parsing: Array(try status(whole, ["--output", "json"]).output.joined().utf8))
            let device = seen["devices"]?.array?.first
            #expect(device?["timeout"]?.integer == 1_000)
            #expect(device?["round-trip"]?["slowest"]?.integer ?? 0 > 0, "\(seen)")
        }

        /// Of a line that answers no other settings are tried; where nobody does, they are found.
        @Test func `settings are looked for beside the service, where nobody answers`() throws {
            let broker = try Broker()
            let slave = try ForeignSlave(.rtu, [5: [.holding: [0: [7]]], 1: [.holding: [0: [8]]]])
            let profile = Station.profile(["name: word, table: holding, address: 0, as: uint16"])
            func scan(_ unit: Int, _ words: [String]) throws -> (Child.Ending, [String]) {
                let link = "serial: {port: \(slave.endpoint.path), baud: 19200}"
                let bus = Station.bus("aq-1", link: link, timeout: "200ms")
                    .replacing("unit-id: 1", with: "unit-id: \(unit)")
                let station = try Station(port: broker.port, buses: bus, profile: profile)
                let heard = try Subscriber(broker, ["danang/#"])
                let agent = try station.start()
                _ = try heard.record()
                defer { agent.stop() }
                return try Tram.finish(
                    ["scan", "aq-1", "--auto", "--control", station.control] + words,
                    within: .seconds(60))
            }
            let (right, refusal) = try scan(1, ["--yes"])
            #expect(right == .exit(4), "\(refusal)")
            #expect(refusal.joined().contains("1 of 1 device of aq-1 answers"), "\(refusal)")
            let (unconfirmed, words) = try scan(9, ["--units", "5"])
            #expect(unconfirmed == .exit(4), "\(words)")
            #expect(words.joined(separator: " ").contains("hear noise"), "\(words)")
            let (found, output) = try scan(9, ["--units", "5", "--yes"])
            #expect(found == .exit(0), "\(output)")
            #expect(output.contains("in the bus's entry of tram.yaml: baud: 9600, mode: 8N1"))
            #expect(output.last == "  tram device add --bus aq-1 --unit 5", "\(output)")
            #expect(output.contains("   5 9600 8N1: holding 0 is 0x0007"), "\(output)")
            #expect(output.allSatisfy { $0.count <= 80 }, "\(output)")
        }

        /// CI is root, who may do anything.
        @Test(.enabled(if: OtherUserTests.isRoot))
        func `who is in no group of ours is told which`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            try OtherUserTests.share(whole.station.directory, [])
            let (ending, output) = try status(whole, through: OtherUserTests.nobody)
            #expect(ending == .exit(4))
            #expect(output.joinedWords.contains("usermod -aG tram USER"), "\(output)")
            #expect(output.joinedWords.contains("[not-permitted]"), "\(output)")
        }
    }
}
