// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// The manual's examples as `tram help profiles` has them: narrower, and the same.
@Suite struct `The examples on a terminal` {
    private static let own = ProfileExamples(`The profile manual`.text).all

    @Test func `are all of the manual's`() {
        #expect(Self.own.count == `The profile manual`.examples.count)
        let compiled = Manual.profileLanguage(.english).compactMap { part in
            if case .code(let lines) = part { lines } else { nil }
        }
        #expect(compiled == Self.own.map(\.lines), "what is compiled in is not Devices/README.md")
    }

    @Test func `are no wider than a terminal, and say the same`() throws {
        for (own, example) in zip(Self.own, `The profile manual`.examples) {
            let isNarrow = own.lines.allSatisfy { $0.count <= ProfileExamples.columns }
            #expect(isNarrow, "\(own.title)")
            #expect(try Self.shape(own.lines.joined(separator: "\n")) == Self.shape(example.text))
        }
    }

    /// What the text holds, wherever it stands.
    private static func shape(_ text: String) throws -> String {
        var findings = Findings(file: "")
        let root = Tree.read(Array((text + "\n").utf8), &findings)
        #expect(findings.problems.map(\.text.en) == [])
        return shape(try #require(root))
    }

    private static func shape(_ node: Node) -> String {
        switch node.content {
        case .scalar(let text, let quoted): "\(quoted ? "'" : "")\(text)"
        case .list(let nodes): "[" + nodes.map { shape($0) }.joined(separator: "|") + "]"
        case .map(let entries):
            "{" + entries.map { shape($0.key) + ":" + shape($0.value) }.joined(separator: "|") + "}"
        }
    }

    @Test func `have headings in both languages`() {
        for (title, _) in Self.own { #expect(ProfileExamples.titles[title] != nil, "\(title)") }
        #expect(
            ProfileExamples.titles.keys.allSatisfy { title in
                Self.own.contains { $0.title == title }
            })
        for (en, vi) in zip(Manual.profileLanguage(.english), Manual.profileLanguage(.vietnamese)) {
            if case .heading(let words) = en { #expect(vi != .heading(words)) }
            if case .text(let words) = en { #expect(vi != .text(words)) }
        }
    }

    @Test(arguments: [
        ("  - {a: 1, b: 2}", ["  - {a: 1, b: 2}"]),
        (
            "  # " + String(repeating: "word ", count: 20),
            [
                "  # " + Array(repeating: "word", count: 14).joined(separator: " "),
                "  # " + Array(repeating: "word", count: 6).joined(separator: " ") + " ",
            ]
        ),
        (String(repeating: "x", count: 90), [String(repeating: "x", count: 90)]),
    ])
    func `a line is broken where that changes nothing`(line: String, lines: [String]) {
        #expect(ProfileExamples("## T\n```yaml\n\(line)\n```\n").all.first?.lines == lines)
    }
}
