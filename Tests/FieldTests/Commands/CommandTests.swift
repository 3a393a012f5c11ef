// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct CommandTests {
    static let id = "9b2f6c1e-0d1a-4c55-9d0e-5a4a6f1b7c33"
    static let ranges =
        #""args":{"device":"aq-1","stream":"live","ranges":[[5,9],[1,3]]}"#

    static func text(
        _ id: String = id, v: String = "1", cmd: String = "\"replay\"", args: String = ranges,
        expires: String = "1795215192000"
    ) -> String {
        "{\"v\":\(v),\"id\":\"\(id)\",\"cmd\":\(cmd),\(args),\"expires\":\(expires),\"more\":[]}"
    }

    static func refusal(_ text: String, id: String = id) -> CommandRefusal? {
        refusal(Array(text.utf8), id: id)
    }

    static func refusal(_ bytes: [UInt8], id: String = id) -> CommandRefusal? {
        do throws(CommandRefusal) {
            _ = try Command(parsing: bytes, id: id).order
            return nil
        } catch {
            return error
        }
    }

    @Test func `a replay is read with its ranges in order`() throws {
        let command = try Command(parsing: Array(Self.text().utf8), id: Self.id)
        #expect(command.expires == 1_795_215_192_000 && command.name == "replay")
        guard case .replay(let request) = try command.order else { return }
        #expect(request.device == "aq-1" && request.stream == .live && request.epoch == nil)
        #expect(request.numbers.ranges == [1...3, 5...9])
    }

    static let hostile: [(String, CommandRefusal)] = [
        ("", .malformed), ("null", .badID), ("[]", .badID), ("{}", .badID),
        (String(repeating: "[", count: 20_000), .malformed),
        (
            String(repeating: "{\"a\":", count: 9) + "1" + String(repeating: "}", count: 9),
            .malformed
        ),
        (text() + " x", .malformed), ("\u{FEFF}" + text(), .malformed),
        ("{\"v\":1,\"v\":1}", .malformed),
        ("[" + String(repeating: "1,", count: 2_000) + "1]", .malformed),
        (text(v: "2"), .malformed), (text(v: "\"1\""), .malformed), (text(v: "1.0"), .malformed),
        (text("other"), .badID), (text(cmd: "7"), .malformed), (text(cmd: "\"\""), .malformed),
        (text(cmd: "\"replay\\u0000\""), .malformed), (text(cmd: "\"reboot\""), .unknownCommand),
        (text(cmd: "\"write\""), .notSupported), (text(expires: "null"), .malformed),
        (text(expires: "-1"), .malformed), (text(expires: "1e15"), .malformed),
        (text(expires: "9007199254740992"), .malformed),
        (text(expires: "99999999999999999999999"), .malformed),
        (text(expires: "\"1795215192000\""), .malformed),
        (text(args: "\"args\":7"), .badArguments), (text(args: "\"argz\":{}"), .badArguments),
    ]

    @Test(arguments: hostile)
    func `what is no command is refused for what it is`(text: String, refusal: CommandRefusal) {
        #expect(Self.refusal(text) == refusal)
    }

    @Test func `a command without a time to expire is refused for that`() {
        let text = Self.text().replacing(",\"expires\":1795215192000", with: "")
        #expect(Self.refusal(text) == .noExpiry)
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        let bytes = Array(Self.text().utf8)
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] = 0xFF
            #expect(Self.refusal(changed) == .malformed)
        }
    }

    static let ids = [
        "", "A", "a b", "a/b", "ä", "a\u{0}", String(repeating: "a", count: 37), "#", "+", "{a}",
    ]

    @Test(arguments: ids)
    func `an id is a level of our topics`(id: String) {
        #expect(!Command.isID(id))
        #expect(Self.refusal(Self.text("x"), id: id) == .badID)
    }

    static let arguments = [
        "\"device\":\"AQ\",\"stream\":\"live\",\"ranges\":[[1,2]]",
        "\"device\":\"aq\",\"stream\":\"hist\",\"ranges\":[[1,2]]",
        "\"device\":7,\"stream\":\"live\",\"ranges\":[[1,2]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[0,2]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[3,2]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[1]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[1,2,3]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[1,9007199254740992]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[1.5,2]]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[{\"1\":2}]",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[1,2]],\"epoch\":7",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":[[1,2]],\"epoch\":\"\"",
        "\"device\":\"aq\",\"stream\":\"live\",\"ranges\":["
            + (1...65).map { "[\($0 * 2),\($0 * 2)]" }.joined(separator: ",") + "]",
    ]

    @Test(arguments: arguments)
    func `arguments that are none of a replay are refused`(arguments: String) {
        #expect(Self.refusal(Self.text(args: "\"args\":{\(arguments)}")) == .badArguments)
    }

    @Test func `any change of some bytes is read or refused, and never traps`() {
        var generator = SplitMix(seed: 7)
        let bytes = Array(Self.text().utf8)
        for _ in 0..<20_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<changed.count, using: &generator)
                changed[place] = UInt8.random(in: 0...255, using: &generator)
            }
            changed.removeLast(Int.random(in: 0...2, using: &generator))
            if let refusal = Self.refusal(changed) {
                #expect(CommandRefusal.allCases.contains(refusal))
            } else {
                #expect(changed.count == bytes.count, "a whole object")
            }
        }
    }
}

@Suite struct CustodyTests {
    static func custody(_ text: String) -> Custody? { Custody(parsing: Array(text.utf8)) }

    @Test func `custody says a number for the streams that it speaks of`() throws {
        let read = try #require(
            Self.custody("{\"v\":1,\"epoch\":\"6f2a\",\"live\":48213,\"event\":0,\"x\":{}}"))
        #expect(read.epoch == "6f2a" && read.number(of: .live) == 48_213)
        #expect(read.number(of: .window) == nil && read.number(of: .event) == 0)
    }

    static let hostile = [
        "", "1", "[]", "{}", "{\"v\":1}", "{\"v\":1,\"epoch\":7}", "{\"v\":2,\"epoch\":\"e\"}",
        "{\"v\":1,\"epoch\":\"e\",\"live\":-1}", "{\"v\":1,\"epoch\":\"e\",\"live\":1.5}",
        "{\"v\":1,\"epoch\":\"e\",\"live\":9007199254740992}",
        "{\"v\":1,\"epoch\":\"e\",\"live\":\"7\"}", "{\"v\":1,\"epoch\":\"e\",\"live\":null}",
        "{\"v\":1,\"epoch\":\"e\",\"live\":1,\"live\":2}",
        "{\"v\":1,\"epoch\":\"" + String(repeating: "e", count: 65) + "\"}",
        "{\"v\":1,\"epoch\":\"e\",\"x\":[[[[[]]]]]}",
        "{\"v\":1,\"epoch\":\"e\",\"x\":\"" + String(repeating: "e", count: 1_024) + "\"}",
    ]

    @Test(arguments: hostile)
    func `what is no custody is none`(text: String) { #expect(Self.custody(text) == nil) }
}
