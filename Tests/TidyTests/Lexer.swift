// SPDX-License-Identifier: Apache-2.0

/// A word or a sign of Swift code, and the line it stands in, counted from one.
struct Token: Hashable, Sendable {
    var text: String
    var line: Int

    /// A keyword, a name or a number; `raw names` keep their backticks.
    var isWord: Bool { text.utf8.first.map(Lexer.isWord) ?? false }
}

/// Takes Swift apart into words and signs, comments and strings set aside. It knows as much of the
/// language as the rules need; it has no regex literals, which the sources do not use.
struct Lexer {
    private(set) var tokens: [Token] = []
    /// The comment that ends in a line, its markers included.
    private(set) var comments: [Int: String] = [:]
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        code()
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"), 0x80...:
            true
        default: false
        }
    }

    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func skip(_ count: Int = 1) {
        for _ in 0..<count where at < bytes.count {
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
    }

    /// Code to the end, or to the bracket that closes an interpolation.
    private mutating func code() {
        var depth = 0
        while at < bytes.count {
            if starts("//") {
                comment { $0.starts("\n") }
            } else if starts("/*") {
                blockComment()
            } else if let hashes = openingHashes() {
                string(hashes)
            } else if starts("`") {
                word { $0.at > 0 && $0.starts("`") }
            } else if Self.isWord(bytes[at]) {
                word { !Self.isWord($0.bytes[$0.at]) }
            } else {
                if starts("(") { depth += 1 }
                if starts(")") { depth -= 1 }
                if depth < 0 { return }
                sign()
            }
        }
    }

    private mutating func sign() {
        let byte = bytes[at]
        if byte > 0x20 { tokens.append(Token(text: String(Unicode.Scalar(byte)), line: line)) }
        skip()
    }

    private mutating func word(until ends: (Lexer) -> Bool) {
        let (start, quoted) = (at, starts("`"))
        skip()
        while at < bytes.count, !ends(self) { skip() }
        if quoted { skip() }
        tokens.append(Token(text: String(decoding: bytes[start..<at], as: UTF8.self), line: line))
    }

    private mutating func comment(until ends: (Lexer) -> Bool) {
        let start = at
        while at < bytes.count, !ends(self) { skip() }
        comments[line, default: ""] += String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func blockComment() {
        let start = at
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                skip(2)
            } else if starts("*/") {
                depth -= 1
                skip(2)
            } else {
                skip()
            }
        } while depth > 0 && at < bytes.count
        comments[line, default: ""] += String(decoding: bytes[start..<at], as: UTF8.self)
    }

    /// How many number signs stand before the quotation mark here; nil if there is none.
    private func openingHashes() -> Int? {
        let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = at + hashes
        return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    /// A string; what stands in its interpolations is code.
    private mutating func string(_ count: Int) {
        let hashes = String(repeating: "#", count: count)
        skip(count)
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        skip(quotes.utf8.count)
        while at < bytes.count, !starts(quotes + hashes) {
            if starts("\\" + hashes + "(") {
                skip(count + 2)
                code()
                skip()
            } else if starts("\\" + hashes) {
                skip(count + 2)
            } else {
                skip()
            }
        }
        skip(quotes.utf8.count + count)
    }
}
