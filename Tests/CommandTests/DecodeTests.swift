// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Rig
import Testing

@testable import tram

@Suite struct DecodeTests {
    @Test(arguments: [
        ["4366", "199A"], ["0x4366", "0x199A"], ["4366199A"], ["43", "66", "19", "9a"],
        ["43 66 19 9A"], ["43-66-19-9A"], ["43:66:19:9a"], ["[0x4366, 0x199A]"], ["0x4366,0x199A"],
    ])
    func `registers are written in many ways`(arguments: [String]) throws {
        #expect(try DecodeInput(arguments).words == [0x4366, 0x199A])
    }

    @Test(
        arguments: [
            (["0x0", "0x86A0"], [0, 0x86A0]), (["5"], [5]), (["131"], [0x131]),
            (["1", "2"], [0x0102]), (["01 03 02 08 FD 7E 05"], [0x08FD]),
            (["0009000000070703", "0401020304"], [0x0102, 0x0304]),
        ] as [([String], [UInt16])])
    func `one word, few digits, whole answers`(arguments: [String], words: [UInt16]) throws {
        #expect(try DecodeInput(arguments).words == words)
    }

    @Test(
        arguments: [
            (["zz"], .notHex("zz")), (["0x"], .notHex("0x")), (["12345"], .notHex("12345")),
            (["１２"], .notHex("１２")), ([""], .nothing), ([","], .nothing),
            (["43", "66", "19"], .oddBytes(3)),
            ([String(repeating: "0001 ", count: 126)], .tooMany(126)),
            ([String(repeating: "0001 ", count: 4_000)], .tooLong),
            (["01 83 02 C0 F1"], .frame(.refusal(unit: 1, function: 3, exception: 2))),
        ] as [([String], DecodeInput.Mistake)])
    func `what has no registers is refused`(arguments: [String], mistake: DecodeInput.Mistake) {
        #expect(throws: mistake) { try DecodeInput(arguments) }
        #expect(mistake.text.en != mistake.text.vi)
    }

    @Test(arguments: ["207", "253..207", "..5", "1..2..3", "a..b", ""])
    func `a range has two ends`(text: String) {
        #expect(ExpectedRange(argument: text) == nil)
    }

    @Test func `a range may be below zero, with either sign for decimals`() throws {
        let (ending, output) = try Tram.finish(["decode", "FF33", "--expect", "-20,6..-20.4"])
        #expect(ending == .exit(0))
        #expect(
            output == [
                "1 register: 0xFF33", "REG  VALUE  IN A PROFILE",
                "0    -20.5  as: int16, scale: 0.1",
                "1 of 9 readings is within -20,6..-20.4; --all shows all",
            ])
    }

    /// What the help of the command shows is what it answers.
    @Test(arguments: Language.allCases)
    func `the help's transcripts are true`(language: Language) throws {
        try Transcript.check(["decode"], language, language == .english ? 2 : 1)
    }

    @Test(arguments: Language.allCases)
    func `any registers fit 80 columns`(language: Language) throws {
        var random = SplitMix(seed: 17)
        for count in [1, 2, 4, 12, 125] {
            let words = (0..<count).map { _ in UInt16.random(in: 0...0xFFFF, using: &random) }
            let text = words.map { String($0, radix: 16) }.map {
                String(repeating: "0", count: 4 - $0.count) + $0
            }
            let input = try DecodeInput(text)
            let view = DecodeView(input: input, range: nil, solver: Solver(input.words))
            let lines = view.lines(80, language, all: true)
            #expect(lines.allSatisfy { $0.columns <= 80 }, "\(lines.filter { $0.columns > 80 })")
        }
        let letters = try DecodeInput([String(repeating: "4142 ", count: 64)])
        let view = DecodeView(input: letters, range: nil, solver: Solver(letters.words))
        #expect(view.lines(80, language, all: true).allSatisfy { $0.columns <= 80 })
    }

    @Test func `nothing within the range is told, and ends with 1`() throws {
        let (ending, output) = try Tram.finish(["decode", "0001", "--expect", "7.3..7.4"])
        #expect(ending == .exit(1))
        #expect(
            output.last
                == "nothing is within 7.3..7.4: is it this register, and this unit?")
        #expect(output.count > 3, "what there is instead is shown")
    }

    @Test(arguments: [
        (["01", "83", "02", "C0", "F1"], 1, "refuses function 3, exception 2"),
        (["01", "03", "02", "08", "FD", "7E", "06"], 1, "wrong check (CRC 7e06, must be 7e05)"),
        (["zz"], 2, "expected hexadecimal words"), ([], 2, "tram decode"),
        (["4366", "--expect", "5"], 2, "--expect"), (["12", "34", "56"], 2, "is one missing?"),
    ])
    func `what cannot be decoded is told`(words: [String], code: Int32, told: String) throws {
        let (ending, output) = try Tram.finish(["decode"] + words)
        #expect(ending == .exit(code))
        #expect(output.joined(separator: " ").contains(told), "\(output)")
    }

    @Test(arguments: [
        (
            "01 83 02 C0 F1",
            ["answer": "exception", "unit": "1", "function": "3", "exception": "2"]
        ),
        ("01 01 01 05 91 8B", ["answer": "bits", "unit": "1", "function": "1"]),
        (
            "01 03 02 08 FD 7E 06",
            ["answer": "bad-check", "check": "7e06", "right-check": "7e05"]
        ),
    ])
    func `a script is told what has no registers`(frame: String, told: [String: String]) throws {
        let (ending, output) = try Tram.finish(["decode", frame, "--output", "json"])
        #expect(ending == .exit(1))
        let json = try JSON(parsing: Array(output.joined().utf8))
        for (key, text) in told {
            let value = json[key]
            #expect(value?.string ?? value?.integer.map { "\($0)" } == text, "\(key): \(output)")
        }
        #expect(json["en"]?.string?.isEmpty == false && json["vi"]?.string?.isEmpty == false)
    }

    @Test func `scripts get the same facts in whatever language`() throws {
        let words = ["decode", "4366", "199A", "--expect", "207..253", "--output", "json"]
        let english = try Tram.finish(words).output
        #expect(try Tram.finish(words + ["--lang", "vi"]).output == english)
        let json = try JSON(parsing: Array(english.joined().utf8))
        let first = try #require(json["readings"]?.array?.first)
        #expect(json["words"]?.array?.count == 2)
        #expect(first["value"]?.double == 230.1 && first["snippet"]?.string == "as: float32")
        #expect(first["expected"] == .bool(true) && first["register"]?.integer == 0)
    }
}
