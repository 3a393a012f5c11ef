// SPDX-License-Identifier: Apache-2.0

/// Finds secrets in free text by what stands before them: `password: …`, `token=…`,
/// `mqtt://name:password@host`.
enum SmellyWords {
    private static let names: Set = [
        "password", "passwd", "passphrase", "pwd", "pass", "secret", "token", "apikey",
        "credential", "credentials", "authorization", "bearer", "auth", "psk",
    ]
    private static let ends = ["password", "passwd", "secret", "token"]
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

    /// The words behind a name and its sign.
    private static func named(_ line: String) -> [String] {
        var found: [String] = []
        for sign in line.indices where line[sign] == ":" || line[sign] == "=" {
            let before = line[..<sign].reversed().drop { " \"'".contains($0) }
            let name = String(String(before.prefix { isName($0) }).reversed())
            guard !name.isEmpty, isSecret(name) else { continue }
            let rest = line[line.index(after: sign)...].drop { " \"'".contains($0) }
            let word = rest.prefix { !" \"',}]".contains($0) }
            // `Authorization: Basic …`: what follows the word is the secret.
            let more = rest.dropFirst(word.count).drop { $0 == " " }
                .prefix { !" \"',}]".contains($0) }
            found.append(String(word))
            if name.lowercased().contains("auth") { found.append(String(more)) }
        }
        return found
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
