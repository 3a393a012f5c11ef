// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Reads one JSON text (RFC 8259) and nothing after it. Stricter than the standard: a key may
    /// stand once in an object, and the bounds hold.
    package init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(Fault) {
        guard bytes.count <= limits.bytes else {
            throw Fault(reason: .tooLong, offset: limits.bytes)
        }
        var reader = JSONReader(bytes: bytes, limits: limits)
        self = try reader.text()
    }
}

/// A recursive descent over bytes; the recursion is bounded by `Limits.depth`.
struct JSONReader {
    let bytes: [UInt8]
    let limits: JSON.Limits
    var at = 0
    private var depth = 0
    private var values = 0

    init(bytes: [UInt8], limits: JSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func text() throws(JSON.Fault) -> JSON {
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw fault() }
        return value
    }

    private mutating func value() throws(JSON.Fault) -> JSON {
        values += 1
        guard values <= limits.values else { throw fault(.tooMany) }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { (r) throws(JSON.Fault) in try r.object() }
        case UInt8(ascii: "["): return try nested { (r) throws(JSON.Fault) in try r.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ read: (inout Self) throws(JSON.Fault) -> JSON
    ) throws(JSON.Fault) -> JSON {
        depth += 1
        guard depth <= limits.depth else { throw fault(.tooDeep) }
        at += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(JSON.Fault) -> JSON {
        var elements: [JSON] = []
        if takes(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "]")) else { throw fault() }
        return .array(elements)
    }

    private mutating func object() throws(JSON.Fault) -> JSON {
        var members: [JSON.Member] = []
        var keys: Set<String> = []
        if takes(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            let start = at
            let key = try string()
            guard keys.insert(key).inserted else {
                throw JSON.Fault(reason: .duplicateKey, offset: start)
            }
            guard takes(UInt8(ascii: ":")) else { throw fault() }
            members.append(JSON.Member(key: key, value: try value()))
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "}")) else { throw fault() }
        return .object(members)
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Fault) -> JSON {
        for byte in word.description.utf8 {
            guard next == byte else { throw fault() }
            at += 1
        }
        return value
    }

    private mutating func number() throws(JSON.Fault) -> String {
        let start = at
        if next == UInt8(ascii: "-") { at += 1 }
        if next == 0x30 { at += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            at += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() throws(JSON.Fault) {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
        guard at > start else { throw fault() }
    }

    /// The byte at hand, nil at the end.
    var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            at += 1
        }
    }

    /// Passes a sign after white space, if it is there.
    private mutating func takes(_ sign: UInt8) -> Bool {
        skipSpace()
        guard next == sign else { return false }
        at += 1
        return true
    }

    func fault(_ reason: JSON.Fault.Reason = .syntax) -> JSON.Fault {
        JSON.Fault(reason: reason, offset: at)
    }
}
