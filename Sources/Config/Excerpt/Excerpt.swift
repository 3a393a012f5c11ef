// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// A file of a site as somebody else may see it: keys that there are with values that fit them, and
/// nothing else. Comments, unknown keys, what does not fit, attributes, and all that says how to
/// log in are left out; the numbers of lines stay, so that `tram check` can be followed.
package struct Excerpt: Sendable {
    /// Stands in place of what was left out.
    package static let marker = "[removed]"

    package let path: String
    /// YAML, a key a line, each with the line that it has in the file.
    package private(set) var text = ""
    /// Values and keys that were left out.
    package private(set) var removed = 0
    /// What of them may be a secret and stand elsewhere too, each with its key.
    package private(set) var hidden: [(name: String, word: String)] = []
    /// Files that hold secrets, as the file names them.
    package private(set) var secretFiles: [String] = []
    /// Whether the file is what it should be, so that all of these are known.
    package private(set) var isReadable = true

    /// Of the key that is being written.
    private var line = 0
    /// Places where what stands there is not what belongs there.
    private let wrong: Set<Place>
    /// Whether all such places are known.
    private let isJudged: Bool

    private struct Place: Hashable {
        let line: Int
        let column: Int
    }

    /// Codes of values that are none.
    private static let wrongCodes = Set(
        [Code.badValue, .wrongType, .outOfRange, .notSupported, .duplicateKey, .misplacedKey]
            .map(\.rawValue))

    /// A gateway's file and its drop-ins. `outcome`: what came of reading them.
    package static func files(
        at paths: [String], _ outcome: Outcome<Configuration>
    ) -> [Excerpt] {
        paths.enumerated().map { number, path in
            let rows = number == 0 ? GatewayFile.keys.map(\.row) : DropIn.keys.map(\.row)
            return Excerpt(path, rows, outcome)
        }
    }

    private init(_ path: String, _ rows: [Row], _ outcome: Outcome<Configuration>) {
        self.path = path
        let here = outcome.problems.filter { $0.file == path && Self.wrongCodes.contains($0.code) }
        wrong = Set(here.map { Place(line: $0.line, column: $0.column) })
        isJudged = outcome.count == outcome.problems.count
        var findings = Findings(file: path)
        guard let document = Document.load(&findings) else {
            (removed, isReadable) = (1, false)
            text = "# \(Self.marker): this is no YAML that can be read\n"
            return
        }
        write(document.root, .section { rows }, name: "", depth: 0)
        finish()
    }

    package var secrets: [String] { hidden.map(\.word) }

    // MARK: Groups

    private mutating func write(_ node: Node, _ kind: Kind, name: String, depth: Int) {
        if case .either(let one, let several) = kind {
            if case .map = node.content {
                write(node, several, name: name, depth: depth)
            } else {
                write(node, one, name: name, depth: depth)
            }
            return
        }
        guard isJudged, !isWrong(node) else { return hide(node, name) }
        switch (node.content, kind) {
        case (.map(let entries), .section(let rows)):
            for entry in entries { write(entry, rows(), depth) }
        case (.map(let entries), .keyed(let key, let value)):
            for entry in entries { write(entry, key, value, depth) }
        case (.list(let nodes), .list(let element, _)):
            for node in nodes {
                begin("-", node, depth)
                write(node, element, name: name, depth: depth + 1)
            }
        case (.scalar(let text, _), _): write(text, node, kind, name)
        default: hide(node, name)
        }
    }

    private mutating func write(_ entry: Node.Entry, _ rows: [Row], _ depth: Int) {
        guard let row = rows.first(where: { $0.name == entry.key.text }), !isWrong(entry.key)
        else { return hide(entry, depth) }
        begin("\(row.name):", entry.key, depth)
        write(entry.value, row.kind, name: row.name, depth: depth + 1)
    }

    private mutating func write(_ entry: Node.Entry, _ key: Kind, _ value: Kind, _ depth: Int) {
        guard let name = entry.key.text, !isWrong(entry.key), Self.isPlain(name) else {
            return hide(entry, depth)
        }
        begin("\(name.quoted):", entry.key, depth)
        write(entry.value, value, name: "", depth: depth + 1)
    }

    private mutating func begin(_ words: String, _ node: Node, _ depth: Int) {
        finish()
        line = node.mark.line
        text += String(repeating: "  ", count: depth) + words
    }

    /// Behind what is written of a key stands where it is in the file.
    private mutating func finish() {
        if line > 0 { text += "  # \(line)\n" }
    }

    // MARK: Values

    /// Keys whose values say how to log in.
    private static let personal: Set = ["username", "password-file", "key", "certificate", "ca"]
    private static let longest = 256

    private mutating func write(_ word: String, _ node: Node, _ kind: Kind, _ name: String) {
        switch kind {
        case .fact: hide(node, name)
        case .text, .form:
            guard !Self.personal.contains(name), Self.isPlain(word) else { return hide(node, name) }
            text += " \(JSON.string(word).pretty)"
        default:
            guard Self.isPlain(word) else { return hide(node, name) }
            text += " \(word)"
        }
    }

    /// Neither long nor with what names and passwords stand before in an address.
    private static func isPlain(_ word: String) -> Bool {
        !word.contains("@") && isLine(word, atMost: longest)
    }

    private func isWrong(_ node: Node) -> Bool {
        wrong.contains(Place(line: node.mark.line, column: node.mark.column))
    }

    // MARK: What is left out

    private mutating func hide(_ entry: Node.Entry, _ depth: Int) {
        begin("removed:", entry.key, depth)
        hide(entry.value, entry.key.text ?? "")
    }

    private mutating func hide(_ node: Node, _ name: String) {
        text += " \(JSON.string(Self.marker).pretty)"
        removed += 1
        collect(node, name)
    }

    /// Remembers every word of it that may be a secret.
    private mutating func collect(_ node: Node, _ name: String) {
        switch node.content {
        case .list(let nodes): for node in nodes { collect(node, name) }
        case .map(let entries):
            for entry in entries { collect(entry.value, entry.key.text ?? "") }
        case .scalar(let word, _):
            switch name {
            case "key", "password-file": secretFiles.append(word)
            // Neither a name nor what everybody may read is one.
            case "ca", "certificate", "username": break
            default: hidden.append((name, word))
            }
        }
    }
}
