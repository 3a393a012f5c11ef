// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host
internal import Spool

extension SiteExport {
    /// The file: JSON that a person can read, line by line.
    func text() throws(JSON.Fault) -> String {
        try JSON(parsing: bytes(sum: sum), limits: Self.format).spread() + "\n"
    }

    /// Over all that it says, in one form: whatever has changed on its way shows.
    var sum: String { Digest.hex(Digest.sha256(bytes(sum: nil))) }

    private func bytes(sum: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("tram-export", Self.version)
        writer.member("product", product)
        writer.member("made", made)
        writer.member("gateway", gateway)
        writer.member("folder", folder)
        writer.texts("left-out", leftOut)
        writer.texts("elsewhere", elsewhere)
        writer.key("files")
        writer.beginArray()
        for part in parts { writer.part(part) }
        writer.endArray()
        writer.key("counters")
        writer.beginArray()
        for device in counters { writer.counters(device) }
        writer.endArray()
        if let sum { writer.member("sha256", sum) }
        writer.endObject()
        return writer.bytes
    }
}

extension SiteExport.Part {
    var digest: String { Digest.hex(Digest.sha256(bytes)) }

    /// Its lines; nil where it is no text.
    var lines: [String]? {
        var lines: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard let text = String(validating: line, as: UTF8.self) else { return nil }
            lines.append(text)
        }
        return lines.isEmpty ? [""] : lines
    }

    /// What lines, or digits, stand for.
    static func bytes(lines: [String]) -> [UInt8] {
        Array(lines.map { Array($0.utf8) }.joined(separator: [UInt8(ascii: "\n")]))
    }
}

extension JSONWriter {
    fileprivate mutating func texts(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    fileprivate mutating func part(_ part: SiteExport.Part) {
        beginObject()
        member("path", part.path)
        key("secret")
        bool(part.isSecret)
        member("sha256", part.digest)
        if let lines = part.lines {
            texts("lines", lines)
        } else {
            member("hex", Digest.hex(part.bytes))
        }
        endObject()
    }

    fileprivate mutating func counters(_ device: DeviceCounters) {
        beginObject()
        member("device", device.device)
        key("readings")
        beginArray()
        for reading in device.readings {
            beginObject()
            member("point", reading.point)
            member("bits", reading.bits)
            member("at", reading.at)
            endObject()
        }
        endArray()
        endObject()
    }
}

extension JSON {
    /// A member or an element a line; what has no groups in it on one.
    fileprivate func spread(_ indent: String = "\n") -> String {
        let inner = indent + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            return "[" + elements.map { inner + $0.spread(inner) }.joined(separator: ",") + indent
                + "]"
        case .object(let members) where members.contains { $0.value.isGroup }:
            let lines = members.map {
                "\(inner)\(JSON.string($0.key).pretty): \($0.value.spread(inner))"
            }
            return "{" + lines.joined(separator: ",") + indent + "}"
        case .object(let members):
            let words = members.map { "\(JSON.string($0.key).pretty): \($0.value.pretty)" }
            return "{" + words.joined(separator: ", ") + "}"
        default: return pretty
        }
    }

    private var isGroup: Bool { array != nil || members != nil }
}
