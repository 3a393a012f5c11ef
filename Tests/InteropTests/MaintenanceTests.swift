// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// `tram maintenance` beside `tram run`, seen by a foreign subscriber.
    @Suite struct MaintenanceTests {
        private static let status = RecordTests.device + "/status"

        private func maintain(
            _ whole: RecordTests.Whole, _ words: [String], through: [String] = []
        ) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(
                ["maintenance"] + words + ["--control", whole.station.control], through: through,
                within: .seconds(20))
        }

        /// The quality of the next live record's value, once it is this.
        private func expectQuality(
            _ quality: String?, _ whole: RecordTests.Whole, sourceLine: Int = #line
        ) throws {
            func isIt(_ record: Record?) -> Bool {
                guard let record else { return false }
                return record.content["q"]?["word"]?.string == quality
                    && record.text("word") == "7"
            }
            let all = try whole.heard.collect(within: .seconds(20)) { isIt(Record($0)) }
            #expect(isIt(all.last.flatMap { Record($0) }), "line \(sourceLine): \(all.count)")
        }

        private func expectStatus(_ state: String, _ whole: RecordTests.Whole) throws -> JSON {
            try #require(
                try whole.heard.message(Self.status) { $0["state"]?.string == state }?.json)
        }

        @Test func `it is told, survives a killed service, and is ended`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            #expect(try maintain(whole, []).output == ["no device is under maintenance"])
            let (ending, words) = try maintain(
                whole, ["aq-1", "--for", "1h", "--note", "đổi đầu đo"])
            #expect(ending == .exit(0), "\(words)")
            #expect(words[0].hasPrefix("✓ aq-1 is under maintenance for "), "\(words)")
            #expect(words.allSatisfy { $0.count <= 80 })
            let told = try expectStatus("maintenance", whole)
            let length = (told["until"]?.integer ?? 0) - (told["since"]?.integer ?? 0)
            #expect(abs(length - 3_600_000) <= 2)
            try expectQuality("calibrating/maintenance", whole)
            // Nobody has the time to write anything down any more.
            whole.agent.stop(force: true)
            _ = try whole.agent.ended(within: .seconds(10))
            let second = try whole.station.start()
            try expectQuality("calibrating/maintenance", whole)
            let list = try maintain(whole, ["--lang", "vi"]).output
            #expect(list.count == 2 && list[1].hasPrefix("aq-1 "), "\(list)")
            #expect(list[1].hasSuffix("0 đổi đầu đo"), "\(list)")
            let table = try Tram.finish(["status", "device", "--control", whole.station.control])
            #expect(table.ending == .exit(0) && table.output[1].contains(" maintenance "))
            #expect(table.output[1].hasSuffix(" minutes left"), "\(table.output)")
            #expect(try maintain(whole, ["aq-1", "--end"]).ending == .exit(0))
            let back = try expectStatus("online", whole)
            #expect(back["until"] == nil)
            try expectQuality(nil, whole)
            let (again, refusal) = try maintain(whole, ["aq-1", "--end"])
            #expect(again == .exit(1) && refusal.joinedWords.contains("[no-maintenance]"))
            second.stop()
            let said = try second.finish(within: .seconds(10)).output.joined(separator: "\n")
            #expect(said.contains("user 0 ends the maintenance of aq-1") || !OtherUserTests.isRoot)
        }

        @Test func `it ends by itself, and other answers say what to do`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            let json = try maintain(whole, ["aq-1", "--for", "1s", "--output", "json"])
            #expect(json.ending == .exit(0))
            let answer = try JSON(parsing: Array(json.output.joined().utf8))
            #expect(answer["kept"]?.bool == true)
            #expect(answer["maintenance"]?.array?.first?["device"]?.string == "aq-1")
            _ = try expectStatus("maintenance", whole)
            _ = try expectStatus("online", whole)
            for (words, code, exit) in [
                (["aq-2", "--for", "1h"], "unknown-device", 2),
                (["aq-1", "--for", "8d"], "bad-maintenance", 1),
            ] {
                let (ending, output) = try maintain(whole, words)
                #expect(ending == .exit(Int32(exit)), "\(output)")
                #expect(output.joinedWords.contains("[\(code)]"), "\(output)")
            }
            for words in [["aq-1"], ["--for", "1h"], ["aq-1", "--for", "2", "--end"]] {
                #expect(try maintain(whole, words).ending == .exit(2), "\(words)")
            }
        }

        /// CI is root, who may do anything.
        @Test(.enabled(if: OtherUserTests.isRoot)) func `who may do nothing changes nothing`()
            throws
        {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            try OtherUserTests.share(whole.station.directory, [])
            let (ending, output) = try maintain(
                whole, ["aq-1", "--for", "1h"], through: OtherUserTests.nobody)
            #expect(ending == .exit(4), "\(output)")
            #expect(output.joinedWords.contains("[not-permitted]"), "\(output)")
            #expect(try maintain(whole, []).output == ["no device is under maintenance"])
        }
    }
}
