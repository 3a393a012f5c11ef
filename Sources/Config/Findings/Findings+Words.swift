// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The sentences that every key shares.
extension Findings {
    mutating func wrongType(_ node: Node, expected: Text) {
        add(.wrongType, at: node.mark, Self.expected(expected, found: node.found))
    }

    mutating func badValue(_ node: Node, expected: Text, near: String? = nil) {
        add(.badValue, at: node.mark, Self.expected(expected, found: node.found, near: near))
    }

    mutating func outOfRange(_ node: Node, expected: Text) {
        add(.outOfRange, at: node.mark, Self.expected(expected, found: node.found))
    }

    /// Answers the keys that were probably meant. Beyond the limit nothing is shown, so nobody
    /// looks for what was meant.
    mutating func unknownKeys(_ found: [Node], of keys: [String]) -> Set<String> {
        var meant: Set<String> = []
        for (index, key) in found.enumerated() {
            let name = key.text ?? ""
            let near = index < Self.limit ? nearest(name, of: keys) : nil
            if let near { meant.insert(near) }
            add(
                .unknownKey, at: key.mark,
                Text(
                    en: "unknown key \(name.quoted); "
                        + (near.map { "did you mean \($0)?" }
                            ?? "expected one of \(keys.joined(separator: ", "))"),
                    vi: "khóa \(name.quoted) không hợp lệ; "
                        + (near.map { "có phải ý bạn là \($0)?" }
                            ?? "các khóa hợp lệ: \(keys.joined(separator: ", "))")))
        }
        return meant
    }

    mutating func missingKey(_ name: String, in section: Node, help: Text) {
        add(
            .missingKey, at: section.mark,
            Text(en: "missing key \(name): \(help.en)", vi: "thiếu khóa \(name): \(help.vi)"))
    }

    mutating func duplicateKey(_ key: Node, first: Mark) {
        add(
            .duplicateKey, at: key.mark,
            Text(
                en: "key \((key.text ?? "").quoted) stands here a second time; "
                    + "the first is in line \(first.line)",
                vi: "khóa \((key.text ?? "").quoted) bị lặp lại; lần đầu ở dòng \(first.line)"))
    }

    /// A place as a sentence names it that stands at another.
    func place(of mark: Mark, from other: Mark) -> Text {
        guard mark.file != other.file else {
            return Text(en: "line \(mark.line)", vi: "dòng \(mark.line)")
        }
        let file = files[mark.file]
        return Text(en: "line \(mark.line) of \(file)", vi: "dòng \(mark.line) của \(file)")
    }

    private static func expected(_ expected: Text, found: Text, near: String? = nil) -> Text {
        Text(
            en: "expected \(expected.en), found \(found.en)"
                + (near.map { "; did you mean \($0)?" } ?? ""),
            vi: "cần \(expected.vi), đang ghi là \(found.vi)"
                + (near.map { "; có phải ý bạn là \($0)?" } ?? ""))
    }
}
