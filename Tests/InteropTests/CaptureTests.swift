// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// What was seen on a line, saved and played back.
    @Suite struct CaptureTests {
        private static let profile = Station.profile(
            [10, 11, 500].map { "name: r\($0), table: input, address: \($0), as: uint16" })

        /// Values and qualities of a device's records, by their numbers.
        private func records(
            _ heard: Subscriber, through last: Int64
        ) throws -> [Int64: [String]] {
            var records: [Int64: [String]] = [:]
            _ = try heard.collect(within: .seconds(60)) { message in
                guard let record = Record(message) else { return false }
                records[record.number] = ["r10", "r11", "r500"].map {
                    "\(record.text($0) ?? "-") \(record.quality($0) ?? "")"
                }
                return record.number >= last
            }
            return records
        }

        /// Where the recording is to be reached, as tram.yaml has it.
        private func link(_ replay: Program) throws -> String {
            let line = try replay.line(containing: "port: ", within: .seconds(20))
            return try #require(line).split(separator: " ").joined(separator: " ")
        }

        /// A slave whose values differ in each poll, and a third of whose answers are late, noisy,
        /// halves or missing.
        @Test(arguments: [Wire.tcp, .rtu])
        func `a line's ghosts come again, and the same is published`(wire: Wire) throws {
            let broker = try Broker()
            let slave = try RogueSlave(
                wire, [.late, .noiseBefore, .halfFrame, .silent], .every(3),
                delay: .milliseconds(250))
            let station = try Station(
                port: broker.port,
                buses: Station.bus("b1", wire, slave.endpoint, timeout: "150ms"),
                profile: Self.profile)
            let agent = try station.start()
            let heard = try Subscriber(broker, ["danang/+/env/#"])
            let original = try records(heard, through: 14)
            let file = station.directory.file("b1.capture")
            let (ending, output) = try Tram.finish(
                ["capture", "b1", "--file", file, "--control", station.control],
                within: .seconds(20))
            #expect(ending == .exit(0) && output.count == 1, "\(output)")
            let foreign = try station.directory.write("mine: true\n", to: "mine.yaml")
            let refused = try Tram.finish(
                ["capture", "b1", "--file", foreign, "--control", station.control])
            #expect(refused.ending == .exit(1), "\(refused.output)")
            #expect(refused.output.joined().contains("[not-a-file]"), "\(refused.output)")
            #expect(try station.directory.read("mine.yaml") == "mine: true\n")
            agent.stop()
            #expect(try agent.ended(within: .seconds(10)) == .exit(0))

            let replay = try Tram.start(["simulate", "--replay", file])
            let other = try Broker()
            let again = try Station(
                port: other.port,
                buses: Station.bus("b1", link: try link(replay), timeout: "150ms"),
                profile: Self.profile)
            let second = try again.start()
            let played = try records(try Subscriber(other, ["danang/+/env/#"]), through: 14)
            let common = Set(original.keys).intersection(played.keys).sorted()
            #expect(common.count >= 10, "\(original.keys.sorted()) \(second.rest)")
            for number in common {
                #expect(played[number] == original[number], "record \(number)")
            }
            let ghosts = original.values.joined().filter { $0.contains("comm") }
            #expect(!ghosts.isEmpty)
            replay.stop()
            let last = try replay.finish(within: .seconds(10)).output.last
            #expect(last?.contains(" requests played back, ") == true, "\(last ?? "")")
        }
    }
}
