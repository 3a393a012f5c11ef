// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The tables of Devices/Glossary.md, and what they say of a name.
struct Glossary {
    struct Row: Hashable {
        /// With its meaning in brackets, where the word has several.
        var english: String
        var vietnamese: String
        var source: String
    }

    static let shared: Self = {
        guard case .bytes(let bytes)? = try? File.read(devices + "/Glossary.md", atMost: 1_000_000)
        else { return Self("") }
        return Self(String(decoding: bytes, as: UTF8.self))
    }()

    /// Rows by the heading above them.
    private(set) var areas: [(name: String, rows: [Row])] = []
    /// The documents named at the end.
    private(set) var documents: [String] = []
    /// What each term can be in Vietnamese, as plain words.
    private var renderings: [[String]: Set<String>] = [:]
    private var longest = 1

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { areas.append((String(line.dropFirst(3)), [])) }
            let cells = line.split(separator: "|").map { $0.trimmed }
            guard let area = areas.indices.last, line.hasPrefix("| "),
                !["English", "short"].contains(cells.first)
            else { continue }
            if cells.count == 3 {
                add(Row(english: cells[0], vietnamese: cells[1], source: cells[2]), to: area)
            } else if cells.count == 2 {
                documents.append(cells[0])
            }
        }
        areas.removeAll(where: \.rows.isEmpty)
    }

    var rows: [Row] { areas.flatMap(\.rows) }

    private mutating func add(_ row: Row, to area: Int) {
        areas[area].rows.append(row)
        let term = row.english.prefix { $0 != "(" }.words.map(Self.stem)
        renderings[term, default: []].insert(row.vietnamese.words.plain)
        longest = max(longest, term.count)
    }

    /// What is wrong with a name: words that no row has, terms rendered by other words.
    func problems(_ name: Text) -> [String] {
        let words = name.en.words
        let text = " \(name.vi.words.plain) "
        var problems: [String] = []
        var at = 0
        while at < words.count {
            guard let term = term(in: words, at: at) else {
                if !Self.isNeutral(words[at], in: name.vi) {
                    problems.append("\(words[at]): no row has it")
                }
                at += 1
                continue
            }
            let allowed = renderings[term, default: []]
            if !allowed.contains(where: { text.contains(" \($0) ") }) {
                let list = allowed.sorted().joined(separator: " or ")
                problems.append("\(words[at..<at + term.count].joined(separator: " ")) is \(list)")
            }
            at += term.count
        }
        return problems
    }

    /// The longest term that begins at a word.
    private func term(in words: [String], at first: Int) -> [String]? {
        guard !Self.isLetter(words[first]) else { return nil }
        let most = min(longest, words.count - first)
        return (1...most).reversed().lazy
            .map { words[first..<first + $0].map(Self.stem) }
            .first { renderings[$0] != nil }
    }

    /// Singular and plural are one.
    private static func stem(_ word: String) -> String {
        let word = word.lowercased()
        if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        let isPlural = word.count > 3 && word.hasSuffix("s")
        return isPlural && !["ss", "us", "is"].contains(word.suffix(2))
            ? String(word.dropLast()) : word
    }

    private static let small: Set = [
        "of", "the", "and", "or", "in", "at", "by", "to", "for", "from", "with", "until", "is",
        "a", "an", "mm", "mA", "{n}",
    ]

    /// A phase or a choice: L1, H.
    private static func isLetter(_ word: String) -> Bool {
        word.count == 1 && word.allSatisfy(\.isUppercase)
            || word.count == 2 && word.hasPrefix("L") && word.last?.isNumber == true
    }

    /// Small words, numbers, phases, and abbreviations that both languages write alike.
    private static func isNeutral(_ word: String, in other: String) -> Bool {
        if small.contains(word) || isLetter(word) { return true }
        if word.allSatisfy({ $0.isNumber || ".-".contains($0) }) { return true }
        let isAbbreviation =
            word.contains(where: \.isNumber) || word.filter(\.isUppercase).count > 1
        return isAbbreviation && other.words.contains(word)
    }
}

extension StringProtocol {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        String(self).split(separator: " ").joined(separator: " ")
    }

    /// Without what stands between words.
    fileprivate var words: [String] {
        String(self).split { " ,()/:;\"".contains($0) }.map { String($0) }
    }
}

extension [String] {
    fileprivate var plain: String { joined(separator: " ").lowercased() }
}
