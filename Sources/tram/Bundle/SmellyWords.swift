// SPDX-License-Identifier: Apache-2.0

/// Finds secrets in free text by what stands before them: `password: …`, `token=…`,
/// `mqtt://name:password@host`.
enum SmellyWords {
    private static let names: Set = [
        "password", "passwd", "passphrase", "pwd", "pass", "secret", "token", "apikey",
        "credential", "credentials", "authorization", "bearer", "auth", "psk",
    ]
    private static let ends = ["password", "passwd", "secret", "token"]
    /// Of what stands behind a name.
    private static let longest = 512
    /// What is called so names a file.
    private static let files: Set = ["file", "path", "dir", "directory", "sock"]

    /// Whether what is called so is a secret as a rule: `hub-password`, `API_KEY`, `authToken`.
    static func isSecret(_ name: String) -> Bool {
        let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let last = parts.last, !files.contains(last) else { return false }
        return last == "key"
            || parts.contains { part in
                names.contains(part) || ends.contains { part.hasSuffix($0) }
            }
    }

    /// What of a text is a secret by its looks.
    static func secrets(in text: String) -> [String] {
        text.split { $0.isNewline }.flatMap { named(String($0)) + userInfo(String($0)) }
    }

    /// What a text that is no YAML names as files with secrets.
    static func references(in text: String) -> [String] {
        text.split { $0.isNewline }.flatMap { line in
            values(String(line)) { ["key", "password-file"].contains($0) }
                .flatMap { Set([word($0.rest), trimmed($0.rest)]) }
        }
    }

    /// What stands behind such names and their signs.
    private static func values(
        _ line: String, _ isMeant: (String) -> Bool
    ) -> [(name: String, rest: Substring)] {
        var found: [(name: String, rest: Substring)] = []
        for sign in line.indices where line[sign] == ":" || line[sign] == "=" {
            let before = line[..<sign].reversed().drop { " \"'".contains($0) }
            let name = String(String(before.prefix { isName($0) }).reversed())
            guard !name.isEmpty, isMeant(name) else { continue }
            let rest = line[line.index(after: sign)...].drop { " \"'".contains($0) }
            found.append((name, rest.prefix(longest)))
        }
        return found
    }

    /// The words behind a secret's name. It may have such signs in it, and be several words.
    private static func named(_ line: String) -> [String] {
        values(line, isSecret).flatMap { name, rest -> [String] in
            // `Authorization: Basic …`: what follows the word is the secret.
            let more = rest.dropFirst(word(rest).count).drop { $0 == " " }
            let isPair = name.lowercased().contains("auth")
            let words =
                [word(rest)] + (isPair ? [word(more)] : [])
                + [trimmed(rest.prefix { $0 != " " }), trimmed(rest)]
                + rest.ranges(of: " #").prefix(1).map { trimmed(rest[..<$0.lowerBound]) }
            return words.indices.filter { words.firstIndex(of: words[$0]) == $0 }
                .map { words[$0] }
        }
    }

    private static func word(_ rest: Substring) -> String {
        String(rest.prefix { !" \"',}]".contains($0) })
    }

    /// Without the signs that close what stands around it.
    private static func trimmed(_ rest: Substring) -> String {
        String(rest.reversed().drop { " \"',}]".contains($0) }.reversed())
    }

    private static func isName(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber) || "-_".contains(letter)
    }

    /// What stands between `://` and `@`.
    static func userInfo(_ line: String) -> [String] {
        line.ranges(of: "://").flatMap { range -> [String] in
            let rest = line[range.upperBound...].prefix { !" \"'<>/?#".contains($0) }
            guard let end = rest.lastIndex(of: "@") else { return [] }
            let info = rest[..<end]
            let parts = info.split(separator: ":", maxSplits: 1).map(String.init)
            return [String(info)] + parts + parts.map(decoded)
        }
    }

    private static func decoded(_ word: String) -> String {
        String(decoding: ScrubView.unescaped(Array(word.utf8)).bytes, as: UTF8.self)
    }
}
