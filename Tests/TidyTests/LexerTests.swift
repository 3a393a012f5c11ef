// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite struct LexerTests {
    static let table: [(String, [String])] = [
        ("let a = b", ["let", "a", "=", "b"]),
        ("a // unsafe\nb", ["a", "b"]),
        ("a /* x /* y */ unsafe */ b", ["a", "b"]),
        (#"f("unsafe") + "\"unsafe" + g"#, ["f", "(", ")", "+", "+", "g"]),
        (#"f("x \(unsafe y("z")) w") g"#, ["f", "(", "unsafe", "y", "(", ")", ")", "g"]),
        (##"f(#"a "b" \(c) \#(d)"#) g"##, ["f", "(", "d", ")", "g"]),
        ("f(\"\"\"\n  \"a\" unsafe\n  \"\"\") g", ["f", "(", ")", "g"]),
        ("func `it is unsafe`() {}", ["func", "`it is unsafe`", "(", ")", "{", "}"]),
        ("#expect(a)", ["#", "expect", "(", "a", ")"]),
        ("\"open", []), ("/* open", []), ("`open", ["`open"]), ("", []),
    ]

    @Test(arguments: table)
    func `code is told from comments and strings`(_ text: String, _ words: [String]) {
        #expect(Lexer(text).tokens.map(\.text) == words)
    }

    @Test func `lines are counted through comments and strings`() {
        let text = "a\n/* x\n*/ b\n\"\"\"\n\n\"\"\" \nc // d\n\"\\\\\" e"
        #expect(Lexer(text).tokens.map(\.line) == [1, 3, 7, 8])
        #expect(Lexer(text).comments == [3: "/* x\n*/", 7: "// d"])
    }
}
