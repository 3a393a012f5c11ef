// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Where something begins in a file, both counted from one, columns in characters.
struct Mark: Hashable, Comparable, Sendable {
    /// In half the width: every word of a file has one, and files end long before 4 GB.
    private var storedLine: UInt32
    private var storedColumn: UInt32
    private var storedFile: UInt32

    init(line: Int = 1, column: Int = 1, file: Int = 0) {
        storedLine = UInt32(clamping: line)
        storedColumn = UInt32(clamping: column)
        storedFile = UInt32(clamping: file)
    }

    var line: Int {
        get { Int(storedLine) }
        set { storedLine = UInt32(clamping: newValue) }
    }

    var column: Int {
        get { Int(storedColumn) }
        set { storedColumn = UInt32(clamping: newValue) }
    }

    /// The number of the file among those that are read together.
    var file: Int {
        get { Int(storedFile) }
        set { storedFile = UInt32(clamping: newValue) }
    }

    /// In the order of the files, and within one from top to end.
    static func < (a: Self, b: Self) -> Bool {
        (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
}

/// A file's content as a tree in which everything knows where it stands. Nothing is interpreted
/// yet: `off` is a text until a key says what it must be.
struct Node: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case scalar(String, quoted: Bool)
        case list([Node])
        case map([Entry])
    }

    /// A key, always a scalar, and its value. A key stands once in a map.
    struct Entry: Hashable, Sendable {
        var key: Node
        var value: Node
    }

    var content: Content
    var mark: Mark

    /// The characters of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The characters of a scalar that is not in quotation marks: only those can be numbers.
    var plain: String? {
        if case .scalar(let text, quoted: false) = content { text } else { nil }
    }

    /// Whether nothing stands there.
    var isNull: Bool { plain.map { ["", "~", "null", "Null", "NULL"].contains($0) } ?? false }

    /// The value under a key of a map.
    subscript(key: String) -> Node? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key.text == key }?.value
    }

    /// Where the value of a key stands, or the whole if the key does not.
    func mark(of key: String) -> Mark { self[key]?.mark ?? mark }

    /// What stands there, for a message.
    var found: Text {
        switch content {
        case .scalar where isNull: Text(en: "nothing", vi: "để trống")
        case .scalar(let text, quoted: true):
            Text(en: "the text \(text.quoted)", vi: "chuỗi \(text.quoted)")
        case .scalar(let text, quoted: false): Text(en: text.quoted, vi: text.quoted)
        case .list: Text(en: "a list", vi: "một danh sách")
        case .map: Text(en: "a group of keys", vi: "một nhóm khóa")
        }
    }
}
