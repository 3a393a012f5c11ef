// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Builds the tree of one file while libyaml's events come in, within bounds: libyaml itself takes
/// time with the square of the nesting.
struct Tree: ~Copyable {
    /// Lists and maps within each other.
    static let depth = 32
    /// Scalars, lists and maps in all, of a file with its drop-ins.
    static let nodes = 65_536

    private let text: SourceText
    private var events: Events
    private var findings: Findings

    private init(_ text: SourceText, _ findings: Findings) {
        self.text = text
        events = Events(text.bytes)
        self.findings = findings
    }

    /// The root of a file; nothing where its check has ended, which the findings tell. An empty
    /// file is an empty map.
    static func read(_ bytes: [UInt8], _ findings: inout Findings) -> Node? {
        do throws(Refusal) {
            var tree = Tree(try SourceText(bytes), findings)
            // What was found before a refusal stays found.
            defer { findings = tree.findings }
            return try tree.document()
        } catch {
            var mark = error.mark
            mark.file = findings.number
            findings.add(error.code, at: mark, error.text)
            return nil
        }
    }

    private mutating func next() throws(Refusal) -> Event {
        do throws(SyntaxFault) {
            var event = try events.next()
            event.mark.file = findings.number
            return event
        } catch {
            let sentence = text.hasTabBefore(line: error.mark.line) ? .tab : error.sentence
            throw Refusal(code: .syntax, mark: error.mark, text: sentence)
        }
    }

    private mutating func document() throws(Refusal) -> Node {
        var root: Node?
        while true {
            let event = try next()
            switch event.kind {
            case .streamEnd:
                return root ?? Node(content: .map([]), mark: Mark(file: findings.number))
            case .documentStart where root != nil:
                throw .unsupported(
                    "a second document (---) in one file", "tài liệu thứ hai (---) trong một tệp",
                    event.mark)
            case .documentStart: root = try node(from: try next(), depth: 1)
            default: continue
            }
        }
    }

    private mutating func node(from event: Event, depth: Int) throws(Refusal) -> Node {
        try admit(event, depth: depth)
        switch event.kind {
        case .listStart: return Node(content: try list(depth), mark: event.mark)
        case .mapStart: return Node(content: try map(depth), mark: event.mark)
        case .scalar(let text, let quoted):
            return Node(content: .scalar(text, quoted: quoted), mark: event.mark)
        default:
            throw .unsupported("an alias (*name)", "bí danh (*tên)", event.mark)
        }
    }

    private mutating func admit(_ event: Event, depth: Int) throws(Refusal) {
        if event.hasAnchor { throw .unsupported("an anchor (&name)", "neo (&tên)", event.mark) }
        if event.hasTag { throw .unsupported("a tag (!name)", "thẻ (!tên)", event.mark) }
        if depth > Self.depth {
            throw Refusal(
                code: .tooDeep, mark: event.mark,
                text: Text(
                    en: "more than \(Self.depth) lists and groups within each other",
                    vi: "lồng nhau quá \(Self.depth) tầng"))
        }
        findings.nodes += 1
        if findings.nodes > Self.nodes {
            throw .tooMany(Self.nodes, event.mark, isAlone: findings.number == 0)
        }
    }

    private mutating func list(_ depth: Int) throws(Refusal) -> Node.Content {
        var elements: [Node] = []
        while true {
            let event = try next()
            if case .listEnd = event.kind { return .list(elements) }
            elements.append(try node(from: event, depth: depth + 1))
        }
    }

    private mutating func map(_ depth: Int) throws(Refusal) -> Node.Content {
        var entries: [Node.Entry] = []
        var seen: [String: Mark] = [:]
        while true {
            let event = try next()
            if case .mapEnd = event.kind { return .map(entries) }
            let key = try node(from: event, depth: depth + 1)
            guard let name = key.text else {
                throw .unsupported(
                    "a key that is itself a list or a group", "khóa là danh sách hoặc nhóm",
                    key.mark)
            }
            if key.plain == "<<" {
                throw .unsupported("a merge key (<<)", "khóa trộn (<<)", key.mark)
            }
            let value = try node(from: try next(), depth: depth + 1)
            if let first = seen[name] {
                findings.duplicateKey(key, first: first)
            } else {
                seen[name] = key.mark
                entries.append(Node.Entry(key: key, value: value))
            }
        }
    }
}

extension Refusal {
    /// Other files may have taken a part of what there may be.
    fileprivate static func tooMany(_ limit: Int, _ mark: Mark, isAlone: Bool) -> Self {
        Self(
            code: .tooMany, mark: mark,
            text: isAlone
                ? Text(
                    en: "more than \(limit) keys and values in one file",
                    vi: "quá \(limit) khóa và giá trị trong một tệp")
                : Text(
                    en: "more than \(limit) keys and values in the gateway's file and its drop-ins "
                        + "together",
                    vi: "tệp của gateway và các tệp bổ sung cộng lại quá \(limit) khóa và giá trị"))
    }

    fileprivate static func unsupported(_ en: String, _ vi: String, _ mark: Mark) -> Self {
        Self(
            code: .notSupported, mark: mark,
            text: Text(
                en: "\(en) is not supported here; write it out",
                vi: "không dùng được \(vi) ở đây; hãy viết đầy đủ ra"))
    }
}
