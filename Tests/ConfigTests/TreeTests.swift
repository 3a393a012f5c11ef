// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

@Suite struct `Reading YAML into a tree` {
    private func read(_ bytes: [UInt8]) -> (Node?, [Problem]) {
        var findings = Findings(file: "f")
        return (Tree.read(bytes, &findings), findings.sorted)
    }

    @Test func `every node knows its line and column, counted from one in characters`() throws {
        let (root, problems) = read(Array("# đầu\ntên: {\"địa\": [1, hai]}\n".utf8))
        #expect(problems.isEmpty)
        let map = try #require(root?["tên"])
        #expect(map.mark == Mark(line: 2, column: 6))
        let list = try #require(map["địa"])
        #expect(list.mark == Mark(line: 2, column: 14))
        guard case .list(let elements) = list.content else { throw Wrong() }
        #expect(elements.map(\.mark.column) == [15, 18])
        #expect(elements.map(\.text) == ["1", "hai"])
    }

    @Test func `quoted texts and block texts are never numbers`() throws {
        let (root, _) = read(Array("a: \"1\"\nb: '2'\nc: |\n  3\nd: 4\n".utf8))
        #expect(["a", "b", "c", "d"].map { root?[$0]?.plain } == [nil, nil, nil, "4"])
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "\u{FEFF}# byte order mark\n"])
    func `an empty file is an empty map`(_ text: String) {
        let (root, problems) = read(Array(text.utf8))
        #expect(problems.isEmpty)
        #expect(root?.content == .map([]) || root?.isNull == true)
    }

    @Test func `Windows line ends and byte order mark change nothing`() {
        let (root, problems) = read(Array("\u{FEFF}a: 1\r\nb:\r\n  c: 2\r\n".utf8))
        #expect(problems.isEmpty)
        #expect(root?["b"]?["c"]?.mark == Mark(line: 3, column: 6))
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var bytes: [UInt8]
        var code: String
        var line: Int
        var column: Int
        var testDescription: String { "\(code) \(line):\(column)" }

        init(_ text: String, _ code: String, _ line: Int, _ column: Int) {
            (bytes, self.code, self.line, self.column) = (Array(text.utf8), code, line, column)
        }

        init(bytes: [UInt8], _ code: String, _ line: Int, _ column: Int) {
            (self.bytes, self.code, self.line, self.column) = (bytes, code, line, column)
        }
    }

    static let refused: [Case] = [
        Case("a: &x 1\n", "not-supported", 1, 4),
        Case("a: 1\nb: *x\n", "not-supported", 2, 4),
        Case("a: !!int 1\n", "not-supported", 1, 4),
        Case("a: ! 1\n", "not-supported", 1, 4),
        Case("a:\n  <<: {b: 1}\n", "not-supported", 2, 3),
        Case("a: 1\n---\nb: 2\n", "not-supported", 2, 1),
        Case("a: 1\n...\n---\nb: 2\n", "not-supported", 3, 1),
        Case("{[1]: 2}\n", "not-supported", 1, 2),
        Case("%YAML 1.1\n---\na: 1\n", "not-supported", 1, 1),
        Case("a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4, 3),
        Case("a: 1\n\"a\": 2\n", "duplicate-key", 2, 1),
        Case("a:\n\t- b\n", "syntax", 2, 1),
        Case("a: [1, 2\nb: 3\n", "syntax", 2, 2),
        Case("a: \"text\n", "syntax", 2, 1),
        Case("a: b: c\n", "syntax", 1, 5),
        Case("a: 1\n  b: 2\n", "syntax", 2, 4),
        Case("a\nb: 1\n", "syntax", 2, 2),
        Case("a: @b\n", "syntax", 1, 4),
        Case(bytes: Array("a: 1\nb: đ".utf8) + [0xE9, 0x20], "not-utf8", 2, 5),
        Case(bytes: Array("a: ".utf8) + [0xC0, 0x80], "not-utf8", 1, 4),
        Case(bytes: Array("a: ".utf8) + [0xED, 0xA0, 0x80], "not-utf8", 1, 4),
        Case(bytes: [0xFF, 0xFE, 0x61, 0x00], "not-utf8", 1, 1),
        Case(bytes: Array("a: 1\nb: \0\n".utf8), "not-utf8", 2, 4),
        Case(bytes: Array("a: 1\n# \u{1B}[2J\n".utf8), "not-utf8", 2, 3),
        Case(bytes: Array("a: 1\nb: \u{2028}x\n".utf8), "not-utf8", 2, 4),
    ]

    @Test(arguments: refused)
    func `what is not plain YAML is refused where it stands`(_ bad: Case) throws {
        let (root, problems) = read(bad.bytes)
        let problem = try #require(problems.first)
        #expect(problem.code == bad.code)
        #expect([problem.line, problem.column] == [bad.line, bad.column], "\(problem.text.en)")
        #expect((root == nil) == (bad.code != "duplicate-key"))
        #expect(!problem.text.en.isEmpty && !problem.text.vi.isEmpty)
    }

    @Test(arguments: [
        "a:\n\tb: 1\n", "a:\n  - b\n\t- c\n", "a:\n\t- b\n", "a:\n \t b: 1\n  c: 2\n",
    ])
    func `a tab before a line is named, whatever the parser stumbles over`(_ text: String) throws {
        let problem = try #require(read(Array(text.utf8)).1.first)
        #expect(problem.text.en.contains("tab") && problem.text.vi.contains("tab"))
    }

    @Test func `a duplicate key keeps its first value and the check goes on`() {
        let (root, problems) = read(Array("a: 1\na: 2\nb: 3\nb: 4\n".utf8))
        #expect(problems.map(\.line) == [2, 4])
        #expect(root?["a"]?.text == "1")
    }
}

/// A test's expectation of a shape did not hold.
struct Wrong: Error {}
