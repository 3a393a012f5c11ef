// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A code in one of its areas, with what is said of it.
struct CodeEntry {
    let code: String
    let area: CodeArea
    let article: Article

    /// Names that are offered for a word that is no code.
    private static let offered = 6

    /// Every code of every area.
    static var all: [Self] {
        CodeArea.allCases.flatMap { area in
            area.articles.flatMap { article in
                article.codes.map { Self(code: $0, area: area, article: article) }
            }
        }
    }

    /// Of each area the entry that a word names, in whatever case. What is said of one number goes
    /// before what is said of all: `hub-refused-0x87` before `hub-refused-*`.
    static func named(_ word: String, of entries: [Self] = all) -> [Self] {
        let word = word.lowercased()
        return CodeArea.allCases.compactMap { area in
            let own = entries.filter { $0.area == area }
            return own.first { $0.code.lowercased() == word } ?? own.first { $0.counts(word) }
        }
    }

    /// Whether a word is this code with a number in place of its `*`.
    private func counts(_ word: String) -> Bool {
        guard code.last == "*", word.hasPrefix(code.dropLast()) else { return false }
        let number = word.dropFirst(code.count - 1)
        return number.hasPrefix("0x")
            ? UInt32(number.dropFirst(2), radix: 16) != nil : UInt32(number) != nil
    }

    /// Codes that were probably meant: those that begin so, else those of which a part does, else
    /// the one with the fewest slips.
    static func near(_ word: String, of entries: [Self] = all) -> [String] {
        let word = word.lowercased()
        var known: [String] = []
        for entry in entries where !known.contains(entry.code) { known.append(entry.code) }
        let begun = known.filter { $0.lowercased().hasPrefix(word) }
        let within = known.filter { code in
            code.split { $0 == "/" || $0 == "-" }.contains { $0.hasPrefix(word) }
        }
        if let some = [begun, within].first(where: { !$0.isEmpty }) {
            return Array(some.prefix(offered))
        }
        return nearest(word, of: known).map { [$0] } ?? []
    }
}
