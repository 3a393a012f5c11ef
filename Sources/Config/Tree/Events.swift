// SPDX-License-Identifier: Apache-2.0
internal import CYAML

/// What libyaml reports, one at a time, in the order of the file.
struct Event {
    enum Kind {
        case scalar(String, quoted: Bool)
        case alias
        case listStart, listEnd, mapStart, mapEnd
        case documentStart, streamEnd
        /// Marks of libyaml that say nothing about content.
        case other
    }
    var kind: Kind
    var mark: Mark
    var hasAnchor = false
    var hasTag = false
}

/// A place where the text stops being YAML, in libyaml's words.
struct SyntaxFault: Error {
    var problem: String
    var mark: Mark
}

/// libyaml's parser over bytes in memory. Its memory is its own and ends with it; the parser keeps
/// a pointer to itself, so it stands still on the heap.
@safe
struct Events: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        unsafe parser = .allocate(capacity: 1)
        unsafe text = .allocate(capacity: bytes.count)
        _ = unsafe text.initialize(from: bytes)
        let made = unsafe yaml_parser_initialize(parser)
        precondition(made == 1, "out of memory")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    /// The next event. After a fault there is none.
    mutating func next() throws(SyntaxFault) -> Event {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else {
            let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
            let mark = unsafe Mark(parser.pointee.problem_mark)
            throw SyntaxFault(problem: problem ?? "out of memory", mark: mark)
        }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe Event(event)
    }
}

extension Mark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}

extension Event {
    fileprivate init(_ event: yaml_event_t) {
        mark = unsafe Mark(event.start_mark)
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = unsafe .scalar(
                String(decoding: bytes, as: UTF8.self),
                quoted: scalar.style != YAML_PLAIN_SCALAR_STYLE)
            hasAnchor = unsafe scalar.anchor != nil
            hasTag = unsafe scalar.tag != nil
        case YAML_SEQUENCE_START_EVENT:
            kind = .listStart
            hasAnchor = unsafe event.data.sequence_start.anchor != nil
            hasTag = unsafe event.data.sequence_start.tag != nil
        case YAML_MAPPING_START_EVENT:
            kind = .mapStart
            hasAnchor = unsafe event.data.mapping_start.anchor != nil
            hasTag = unsafe event.data.mapping_start.tag != nil
        case YAML_ALIAS_EVENT: kind = .alias
        case YAML_SEQUENCE_END_EVENT: kind = .listEnd
        case YAML_MAPPING_END_EVENT: kind = .mapEnd
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        default: kind = .other
        }
    }
}
