// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Why a file's bytes or its YAML are refused: the first such place ends the file's check.
struct Refusal: Error {
    var code: Code
    var mark: Mark
    var text: Text
}

/// A file's bytes, known to be text that libyaml may be given.
struct SourceText {
    private(set) var bytes: [UInt8]

    /// Refuses what is not UTF-8, control characters, and lines that begin with `%`: no file of
    /// ours needs YAML's directives, and libyaml compares each with all before it.
    init(_ bytes: [UInt8]) throws(Refusal) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { self.bytes.removeFirst(3) }
        try check()
    }

    private func check() throws(Refusal) {
        var mark = Mark()
        var previous: Unicode.Scalar = "\n"
        var index = 0
        while index < bytes.count {
            let scalar = try scalar(at: index, mark)
            try Self.check(scalar, at: mark)
            mark.advance(over: scalar, after: previous)
            index += UTF8.width(scalar)
            previous = scalar
        }
    }

    private func scalar(at index: Int, _ mark: Mark) throws(Refusal) -> Unicode.Scalar {
        if UTF8.isASCII(bytes[index]) { return Unicode.Scalar(bytes[index]) }
        var rest = bytes[index...].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
            throw Self.notUTF8(mark)
        }
        return scalar
    }

    /// Whether a tab is among the blanks before the text of a line.
    func hasTabBefore(line: Int) -> Bool {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        guard line <= lines.count else { return false }
        return lines[line - 1].prefix { $0 == 0x20 || $0 == 0x09 }.contains(0x09)
    }

    private static func check(_ scalar: Unicode.Scalar, at mark: Mark) throws(Refusal) {
        switch scalar {
        case "%" where mark.column == 1:
            throw Refusal(
                code: .notSupported, mark: mark,
                text: Text(
                    en: "a line cannot begin with % (a YAML directive); put quotes around a text",
                    vi: "dòng không được bắt đầu bằng % (chỉ thị YAML); hãy đặt chuỗi trong dấu "
                        + "ngoặc kép"))
        case "\t", "\n", "\r": return
        case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{2029}", "\u{FEFF}",
            "\u{FFFE}"..."\u{FFFF}":
            let number = String(scalar.value, radix: 16, uppercase: true)
            throw Refusal(
                code: .notUTF8, mark: mark,
                text: Text(
                    en: "the invisible character U+\(number) cannot stand here; delete it",
                    vi: "có ký tự ẩn U+\(number) không hợp lệ; hãy xóa nó"))
        default: return
        }
    }

    private static func notUTF8(_ mark: Mark) -> Refusal {
        Refusal(
            code: .notUTF8, mark: mark,
            text: Text(
                en: "this is not UTF-8; save the file with the encoding UTF-8",
                vi: "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8"))
    }
}

extension Mark {
    fileprivate mutating func advance(
        over scalar: Unicode.Scalar, after previous: Unicode.Scalar
    ) {
        switch scalar {
        case "\n" where previous == "\r": return
        case "\n", "\r":
            line += 1
            column = 1
        default: column += 1
        }
    }
}
