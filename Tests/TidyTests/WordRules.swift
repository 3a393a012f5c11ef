// SPDX-License-Identifier: Apache-2.0

/// Words that are not used, or only with a reason.
enum WordRules {
    /// `try!`, `as!` and, in what is shipped, `try?`: a fault is handled or thrown on.
    static func force(_ file: SourceFile) -> [Finding] {
        guard file.isSwift else { return [] }
        let banned: Set = file.isSource ? ["try!", "as!", "try?"] : ["try!", "as!"]
        return zip(file.tokens, file.tokens.dropFirst()).filter { word, sign in
            banned.contains(word.text + sign.text)
        }.map { Finding(file, $0.0.line, "\($0.0.text)\($0.1.text)") }
    }

    /// What ends the process or silences the compiler has a comment that says why.
    static func reasons(_ file: SourceFile) -> [Finding] {
        guard file.isSource else { return [] }
        return file.tokens.indices.compactMap { index in
            let token = file.tokens[index]
            let before = index > 0 ? file.tokens[index - 1].text : ""
            let reason = file.reason(at: token.line)
            switch token.text {
            case "fatalError" where reason.allSatisfy(\.isWhitespace):
                return Finding(file, token.line, "fatalError without a reason above it")
            case "unchecked" where before == "@" && sentences(reason) < 2:
                return Finding(file, token.line, "@unchecked without two sentences above it")
            default: return nil
            }
        }
    }

    private static func sentences(_ text: String) -> Int {
        (text + " ").split(separator: " ").filter { [".", "?", "!"].contains($0.last) }.count
    }

    /// Threads, not tasks: a pool of two delayed a tick of 10 ms by half a second.
    static func tasks(_ file: SourceFile) -> [Finding] {
        guard file.isSource else { return [] }
        let banned: Set = ["actor", "async", "await", "Task", "TaskGroup", "DispatchQueue"]
        return file.tokens.indices.filter { index in
            let isMember = index > 0 && file.tokens[index - 1].text == "."
            return banned.contains(file.tokens[index].text) && !isMember
        }.map { Finding(file, file.tokens[$0].line, "\(file.tokens[$0].text): threads, not tasks") }
    }

    /// A test waits for what it waits for, not for time.
    static func sleeping(_ file: SourceFile) -> [Finding] {
        guard file.folder == "Tests", file.isSwift else { return [] }
        let banned: Set = ["sleep", "usleep", "nanosleep", "clock_nanosleep"]
        return zip(file.tokens, file.tokens.dropFirst()).filter { word, sign in
            banned.contains(word.text) && sign.text == "("
        }.map { Finding(file, $0.0.line, "\($0.0.text) in a test") }
    }

    /// What is left to do is done or written down elsewhere.
    static func remarks(_ file: SourceFile) -> [Finding] {
        // Put together here, or this line would break its own rule.
        let banned: Set = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
        return zip(1..., file.lines).flatMap { number, line in
            line.split { !$0.isLetter }.filter { banned.contains(String($0)) }.map {
                Finding(file, number, "\($0) is left")
            }
        }
    }
}
