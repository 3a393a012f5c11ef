// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct JSONReaderTests {
    static let valid: [(String, JSON)] = [
        ("0", JSON.number("0")), ("-0", .number("-0")), ("1E+2", .number("1E+2")),
        ("-1.5e-3", .number("-1.5e-3")), ("0.10", .number("0.10")), ("0e0", .number("0e0")),
        ("1e999", .number("1e999")), (" \t\r\n1 \t\r\n", .number("1")),
        ("184467440737095516160000", .number("184467440737095516160000")),
        ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("\"\"", .string("")),
        (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u0041\u00e9\u20AC""#, .string("Aé€")), (#""\uD83D\uDEB0""#, .string("🚰")),
        (#""\u0000""#, .string("\0")),
        ("\"\u{7F}\u{2028}\u{FFFF}\"", .string("\u{7F}\u{2028}\u{FFFF}")),
        (#""\ud800\udc00""#, .string("\u{10000}")), (#""\uDBFF\uDFFF""#, .string("\u{10FFFF}")),
        ("[]", .array([])), ("[ ]", .array([])), ("{}", .object([])), ("{ }", .object([])),
        ("[1 , 2]", .array([.number("1"), .number("2")])),
        ("[[],[]]", .array([.array([]), .array([])])),
        ("{\"\" : 1}", .object([.init(key: "", value: .number("1"))])),
        (
            "{\"a\":{\"a\":null}}",
            .object([.init(key: "a", value: .object([.init(key: "a", value: .null)]))])
        ),
    ]

    @Test(arguments: valid)
    func `what RFC 8259 allows is read`(_ text: String, _ value: JSON) throws {
        #expect(try parsed(text) == value)
    }

    @Test(arguments: [
        "", " ", "01", "-01", "00", "1.", ".1", "-.1", "+1", "-", "--1", "1e", "1e+", "1.e1",
        "1.5.5",
        "0x10", "1_0", "1 2", "NaN", "Infinity", "-Infinity", "nan", "True", "TRUE", "nul", "nulll",
        "truefalse", "'a'", "a", "\"", "\"a", "\"\\", "\"\\\"", #""\x41""#, #""\u12""#,
        #""\u12G4""#,
        #""\U0041""#, #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800x""#, #""\ud800\n""#,
        #""\ud83d\u0041""#, #""\a""#, #""\'""#, "\"\n\"", "\"\t\"", "\"\0\"", "\"\u{1F}\"", "[",
        "]",
        "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1;2]", "{", "}", "{]", "[}", "{\"a\"",
        "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":1 \"b\":2}",
        "{a:1}", "{1:1}", "{'a':1}", "{\"a\":1;\"b\":2}", "{null:1}", "[1]]", "{}{}", "[]1", "1,",
        "/* */1", "1 // one", "# 1", "\u{FEFF}1", "\u{A0}1", "1\u{2003}", "\u{C}1", "\u{B}1", "1\0",
        "\u{661}", "[\u{2028}1]", #""\u００４１""#, "undefined", "[NaN]", "-a", "{\"a\":}",
        "[\"a\",\"b]",
    ])
    func `what it does not allow is refused`(_ text: String) {
        #expect(refusal(of: Array(text.utf8)) == .syntax)
    }

    @Test(arguments: [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF],
        [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
        [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ])
    func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(refusal(of: [0x22] + bytes + [0x22]) == .notUTF8)
        #expect(refusal(of: [0x7B, 0x22] + bytes + [0x22, 0x3A, 0x31, 0x7D]) == .notUTF8)
        #expect(refusal(of: bytes) == .syntax)
        #expect(refusal(of: [0x31] + bytes) == .syntax)
    }

    @Test(arguments: [#"{"a":1,"a":1}"#, #"{"a":1,"b":2,"\u0061":3}"#, #"[{"":1,"":2}]"#])
    func `a key stands once in an object`(_ text: String) {
        #expect(refusal(of: Array(text.utf8)) == .duplicateKey)
    }

    @Test func `a key may stand once in each of several objects`() throws {
        _ = try parsed(#"[{"a":1},{"a":{"a":2}}]"#)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")])
    func `depth is bounded`(_ open: String, _ close: String) throws {
        let levels = 32 / open.filter { "[{".contains($0) }.count
        func nested(_ count: Int) -> String {
            String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        }
        _ = try parsed(nested(levels))
        #expect(refusal(of: Array(nested(levels + 1).utf8)) == .tooDeep)
        #expect(refusal(of: Array(repeating: UInt8(ascii: "["), count: 60_000)) == .tooDeep)
        // Beside each other they do not add up.
        _ = try parsed("[" + Array(repeating: "[[]]", count: 100).joined(separator: ",") + "]")
    }

    @Test func `the number of values is bounded`() throws {
        let limits = JSON.Limits(values: 10)
        _ = try parsed("[1,2,3,4,5,6,7,8,9]", limits)
        #expect(refusal(of: Array("[1,2,3,4,5,6,7,8,9,10]".utf8), limits) == .tooMany)
        let many = "[" + String(repeating: "0,", count: 20_000)
        #expect(refusal(of: Array(many.utf8)) == .tooMany)
    }

    @Test func `the length is bounded`() throws {
        let limits = JSON.Limits(bytes: 4)
        _ = try parsed("true", limits)
        #expect(refusal(of: Array("true ".utf8), limits) == .tooLong)
        #expect(refusal(of: Array(repeating: 0x20, count: 65_537)) == .tooLong)
    }

    static let places: [(String, JSON.Fault.Reason, Int)] = [
        ("", .syntax, 0), ("[1,]", .syntax, 3), ("12x", .syntax, 2),
        (#"{"a":1,"a":2}"#, .duplicateKey, 7),
    ]

    @Test(arguments: places)
    func `a refusal says where`(_ text: String, _ reason: JSON.Fault.Reason, _ offset: Int) throws {
        let fault = #expect(throws: JSON.Fault.self) { try parsed(text) }
        #expect(fault?.reason == reason)
        #expect(fault?.offset == offset)
    }

    @Test func `a value is asked for what it is`() throws {
        let text = #"{"s":"x","i":-7,"big":9223372036854775808,"f":1.0,"b":true,"a":[1],"n":null}"#
        let json = try parsed(text)
        #expect(json["s"]?.string == "x")
        #expect(json["i"]?.integer == -7)
        #expect(json["big"] == .number("9223372036854775808") && json["big"]?.integer == nil)
        #expect(json["f"]?.integer == nil)
        #expect(json["b"]?.bool == true)
        #expect(json["a"]?.array == [.number("1")])
        #expect(json["n"] == .null)
        #expect(json.members?.map(\.key) == ["s", "i", "big", "f", "b", "a", "n"])
        #expect(json["none"] == nil && json["s"]?["s"] == nil && json["i"]?.string == nil)
        #expect(json.bool == nil && json.array == nil && json["a"]?.members == nil)
    }
}
