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

    mutating func unknownKey(_ key: Node, of keys: [String]) {
        let name = key.text ?? ""
        add(
            .unknownKey, at: key.mark,
            {
                let near = nearest(name, of: keys)
                let all = keys.joined(separator: ", ")
                return Text(
                    en: "unknown key \(name.quoted); "
                        + (near.map { "did you mean \($0)?" } ?? "expected one of \(all)"),
                    vi: "không có khóa \(name.quoted); "
                        + (near.map { "có phải là \($0)?" } ?? "cần một trong \(all)"))
            }())
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

    private static func expected(_ expected: Text, found: Text, near: String? = nil) -> Text {
        Text(
            en: "expected \(expected.en), found \(found.en)"
                + (near.map { "; did you mean \($0)?" } ?? ""),
            vi: "cần \(expected.vi), đang ghi là \(found.vi)"
                + (near.map { "; có phải là \($0)?" } ?? ""))
    }
}
