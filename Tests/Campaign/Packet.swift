// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into MQTT packets.
struct PacketReader {
    private var bytes: [UInt8] = []
    private var start = 0

    mutating func append(_ piece: ArraySlice<UInt8>) {
        if start > 0, start * 2 > bytes.count {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += piece
    }

    /// The next whole packet; nil until more has come.
    mutating func next() throws(Failure) -> [UInt8]? {
        var (length, shift, at) = (0, 0, start + 1)
        while true {
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            length |= Int(byte & 0x7F) << shift
            (shift, at) = (shift + 7, at + 1)
            if byte & 0x80 == 0 { break }
            guard shift <= 21 else { throw Failure(text: "not MQTT: a packet without a length") }
        }
        guard bytes.count - at >= length else { return nil }
        defer { start = at + length }
        return Array(bytes[start..<at + length])
    }
}

/// What the campaign looks at in a packet.
enum Packet {
    case connect(level: UInt8)
    case publish(Publication)
    case acknowledgement(id: UInt16, code: UInt8)
    case other

    /// `level`: the protocol's, 5 or 4 (3.1.1).
    init(_ bytes: [UInt8], level: UInt8) throws(Failure) {
        var reader = ByteReader(bytes)
        let first = try reader.byte()
        while try reader.byte() & 0x80 != 0 {}
        switch first >> 4 {
        case 1:
            _ = try reader.block()
            self = .connect(level: try reader.byte())
        case 3: self = .publish(try Publication(first, &reader, level: level))
        case 4:
            let id = try reader.word()
            self = .acknowledgement(id: id, code: reader.isAtEnd ? 0 : try reader.byte())
        default: self = .other
        }
    }

    /// A CONNACK that says "not authorized".
    static func refusal(level: UInt8) -> [UInt8] {
        level >= 5 ? [0x20, 3, 0, 0x87, 0] : [0x20, 2, 0, 5]
    }
}

/// A message that the agent publishes with QoS 1.
struct Publication {
    var id: UInt16 = 0
    var topic: String
    var payload: [UInt8]
    var isRetained: Bool

    init(_ first: UInt8, _ reader: inout ByteReader, level: UInt8) throws(Failure) {
        isRetained = first & 1 != 0
        topic = String(decoding: try reader.block(), as: UTF8.self)
        if first & 6 != 0 { id = try reader.word() }
        if level >= 5 { try reader.skipProperties() }
        payload = reader.rest
        guard !topic.isEmpty else { throw Failure(text: "a message under an alias") }
    }

    /// The last level: `live`, `hist`, `gap`, …
    var channel: Substring { topic[(topic.lastIndex(of: "/") ?? topic.startIndex)...].dropFirst() }

    /// The level before it.
    var device: Substring { topic.split(separator: "/").dropLast().last ?? "" }
}

/// Reads a packet's fields.
struct ByteReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at >= bytes.count }
    var rest: [UInt8] { Array(bytes[at...]) }

    mutating func byte() throws(Failure) -> UInt8 {
        guard at < bytes.count else { throw Failure(text: "not MQTT: a packet ends too early") }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func word() throws(Failure) -> UInt16 {
        let high = try byte()
        return UInt16(high) << 8 | UInt16(try byte())
    }

    /// Bytes behind their length.
    mutating func block() throws(Failure) -> ArraySlice<UInt8> {
        try take(Int(try word()))
    }

    mutating func skipProperties() throws(Failure) {
        var (length, shift) = (0, 0)
        while true {
            let byte = try byte()
            length |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 || shift > 21 { break }
        }
        _ = try take(length)
    }

    private mutating func take(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
        guard bytes.count - at >= count else {
            throw Failure(text: "not MQTT: a packet ends too early")
        }
        defer { at += count }
        return bytes[at..<at + count]
    }
}
