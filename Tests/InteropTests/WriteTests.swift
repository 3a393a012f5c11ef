// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// `tram write` beside `tram run`, into a foreign slave.
    @Suite struct WriteTests {
        private static let profile = Station.profile([
            "name: word, table: holding, address: 0, as: uint16, scale: 0.1, access: rw, "
                + "write: {limits: [0, 50]}",
            "name: long, table: holding, address: 10, as: int32, access: rw",
            "name: relay, table: coil, address: 3, as: bool, access: rw",
            "name: fixed, table: holding, address: 1, as: uint16",
            "name: control, table: holding, address: 20, as: uint16, access: w, write: "
                + "{complement: true, unlock: [{table: holding, address: 24, value: [5, 6]}], "
                + "lock: [{table: coil, address: 3, value: 1}], "
                + "result: {table: holding, address: 1, good: [8]}}",
            "name: gone, table: holding, address: 90, as: uint16, access: w, write: "
                + "{unlock: [{table: holding, address: 24, value: 9}], "
                + "lock: [{table: coil, address: 3, value: 1}]}",
            "name: stuck, table: holding, address: 90, as: uint16, access: w, write: "
                + "{unlock: [{table: holding, address: 24, value: 9}], "
                + "lock: [{table: coil, address: 90, value: 1}]}",
            "name: denied, table: holding, address: 20, as: uint16, access: w, write: "
                + "{result: {table: holding, address: 1, good: [0]}}",
            "name: baud, table: holding, address: 26, as: uint16, access: rw, write: "
                + "{after-restart: true}",
            "name: twins, table: holding, address: 20, as: uint32",
            "name: keys, table: holding, address: 24, as: uint32",
        ])

        private struct Whole {
            let broker: Broker
            let slave: ForeignSlave
            let station: Station
            let heard: Subscriber
            let agent: Program

            init(_ wire: Wire) throws {
                broker = try Broker()
                slave = try ForeignSlave(
                    wire,
                    [
                        1: [
                            .holding: [0: [7, 8], 10: [0, 0], 20: [0, 0], 24: [0, 0, 0]],
                            .coil: [3: [0]],
                        ]
                    ])
                station = try Station(
                    port: broker.port, buses: Station.bus("aq-1", wire, slave.endpoint),
                    profile: WriteTests.profile)
                heard = try Subscriber(broker, ["danang/#"])
                agent = try station.start()
                _ = try heard.record()
            }

            func write(
                _ words: [String], through: [String] = []
            ) throws -> (ending: Child.Ending, output: [String]) {
                try Tram.finish(
                    ["write", "--control", station.control] + words, through: through,
                    within: .seconds(30))
            }
        }

        @Test(arguments: Wire.allCases)
        func `a value is written, read back, and read by the next poll`(wire: Wire) throws {
            let whole = try Whole(wire)
            for (point, value, told) in [
                ("word", "21.5", "21.5"), ("long", "-70000", "-70000"), ("relay", "on", "on"),
            ] {
                let (ending, output) = try whole.write(["--yes", "--", "aq-1", point, value])
                #expect(ending == .exit(0), "\(output)")
                let start = "✓ written and read back: \(told) ("
                #expect(output.count == 1 && output[0].hasPrefix(start), "\(output)")
            }
            let seen = try whole.heard.record {
                $0.text("word") == "21.5" && $0.text("long") == "-70000"
                    && $0.text("relay") == "true"
            }
            #expect(seen != nil)
            let log = try whole.agent.line(
                containing: "writes 21.5 to aq-1 word", within: .seconds(5))
            #expect(log?.hasSuffix("done, and read back") == true, "\(log ?? "")")
        }

        @Test func `what a device wants around a write is written, and its result is read`() throws
        {
            let whole = try Whole(.tcp)
            let (ending, output) = try whole.write(["--yes", "aq-1", "control", "35701"])
            #expect(ending == .exit(0) && output.count == 1, "\(output)")
            let seen = try whole.heard.record {
                $0.text("twins") == "\(35_701 << 16 | 29_834)"
                    && $0.text("keys") == "\(5 << 16 | 6)" && $0.text("relay") == "true"
            }
            #expect(seen != nil)
            let (refused, told) = try whole.write(["--yes", "aq-1", "denied", "1"])
            #expect(refused == .exit(1) && told.joinedWords.contains("[not-done]"))
            let (later, words) = try whole.write(["--yes", "aq-1", "baud", "2"])
            #expect(later == .exit(0) && words.last?.contains("starts again") == true, "\(words)")
        }

        @Test func `a value that is refused behind the unlock is locked away all the same`() throws
        {
            let whole = try Whole(.tcp)
            let (ending, output) = try whole.write(["--yes", "aq-1", "gone", "1"])
            #expect(ending == .exit(1), "\(output)")
            #expect(output.joinedWords.contains("exception 2"), "\(output)")
            #expect(output.joinedWords.contains("; the device was locked again"), "\(output)")
            let seen = try whole.heard.record {
                $0.text("keys") == "\(9 << 16)" && $0.text("relay") == "true"
            }
            #expect(seen != nil)
            let (open, told) = try whole.write(["--yes", "aq-1", "stuck", "1"])
            #expect(open == .exit(1), "\(told)")
            #expect(told.joinedWords.contains("; the device may be left unlocked"), "\(told)")
            let log = try whole.agent.line(
                containing: "writes 1 to aq-1 stuck", within: .seconds(5))
            #expect(log?.hasSuffix("failed, and not locked again") == true, "\(log ?? "")")
        }

        @Test func `what is no value of the point is refused, and nothing is sent`() throws {
            let whole = try Whole(.tcp)
            for (words, code, exit) in [
                ("aq-1 word 51", "out-of-limits", 4), ("aq-1 word 1.25", "between-steps", 1),
                ("aq-1 word x", "not-a-number", 2), ("aq-1 fixed 1", "read-only", 4),
                ("aq-1 nothing 1", "unknown-point", 2), ("nobody word 1", "unknown-device", 2),
            ] {
                let words = words.split(separator: " ").map(String.init)
                let (ending, output) = try whole.write(words + ["--yes"])
                #expect(ending == .exit(Int32(exit)), "\(output)")
                #expect(output.joinedWords.contains("[\(code)]"), "\(output)")
            }
            let (ending, output) = try whole.write(["aq-1", "word", "1"])
            #expect(ending == .exit(4), "\(output)")
        }

        /// CI is root, who may do anything.
        @Test(.enabled(if: OtherUserTests.isRoot))
        func `who is in no group of ours writes nothing`() throws {
            let whole = try Whole(.tcp)
            try OtherUserTests.share(whole.station.directory, [])
            let (ending, output) = try whole.write(
                ["aq-1", "word", "1", "--yes"], through: OtherUserTests.nobody)
            #expect(ending == .exit(4))
            #expect(output.joinedWords.contains("[not-permitted]"), "\(output)")
        }
    }
}
