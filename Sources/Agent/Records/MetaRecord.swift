// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What a device is and how its values are to be read: the content of its topic `meta`. Every
/// record names it by its id, so that a consumer knows which definition a value was made under.
///
/// Devices of one profile share all of it but what they say of themselves.
struct MetaRecord: Sendable {
    /// What the device itself says.
    struct Own: Sendable {
        var serial: String?
        var texts: [(name: String, text: String)] = []
    }

    /// 8 hexadecimal digits of the SHA-256 of the definition: of what is told, and of all else
    /// that decides what a value means (where it lies, how its bits become a number, from which
    /// change on it is told).
    let id: String
    private let definition: Definition
    /// Members that are the device's own, as JSON, a comma before each.
    private let own: [UInt8]

    init(_ definition: Definition) {
        self.definition = definition
        id = definition.id
        own = []
    }

    private init(_ definition: Definition, own: [UInt8]) {
        self.definition = definition
        self.own = own
        id = own.isEmpty ? definition.id : Self.id(of: Array(definition.id.utf8) + own)
    }

    /// The same for a device that says this of itself.
    func saying(_ own: Own) -> Self {
        var writer = JSONWriter()
        writer.beginObject()
        if let serial = own.serial {
            writer.key("serial")
            writer.string(serial)
        }
        if !own.texts.isEmpty {
            writer.key("texts")
            writer.beginObject()
            for (name, text) in own.texts {
                writer.key(name)
                writer.string(text)
            }
            writer.endObject()
        }
        writer.endObject()
        let members = writer.bytes.dropFirst().dropLast()
        return Self(definition, own: members.isEmpty ? [] : [UInt8(ascii: ",")] + members)
    }

    /// Names of its points, in their order.
    var names: [String] { definition.names }

    /// One copy for all devices that say nothing of themselves.
    var payload: [UInt8] {
        if own.isEmpty { return definition.payload }
        var payload = Self.beginning(id)
        payload += definition.payload[payload.count..<definition.split]
        payload += own
        payload += definition.payload[definition.split...]
        return payload
    }

    /// As long for every id.
    fileprivate static func beginning(_ id: String) -> [UInt8] {
        Array(#"{"v":1,"meta":"\#(id)","#.utf8)
    }

    fileprivate static func id(of bytes: [UInt8]) -> String {
        String(Digest.hex(Digest.sha256(bytes)).prefix(8))
    }

    /// What devices of one profile have in common.
    ///
    /// A class, because a hundred devices hold one.
    final class Definition: Equatable, Sendable {
        let id: String
        /// The record of a device that says nothing of itself, and where it would stand.
        let payload: [UInt8]
        let split: Int
        /// Of its points, in their order.
        let names: [String]

        init(_ device: Device) {
            names = device.points.map(\.name)
            var writer = JSONWriter()
            writer.beginObject()
            writer.model(of: device.profile)
            let split = writer.bytes.count
            writer.definition(of: device)
            let end = writer.bytes.count
            writer.key("reading")
            writer.reading(of: device)
            writer.endObject()
            id = MetaRecord.id(of: writer.bytes)
            let beginning = MetaRecord.beginning(id)
            payload = beginning + writer.bytes[1..<end] + [UInt8(ascii: "}")]
            self.split = beginning.count + split - 1
        }

        static func == (a: Definition, b: Definition) -> Bool {
            a.payload == b.payload && a.split == b.split
        }
    }
}

extension JSONWriter {
    fileprivate mutating func model(of profile: Profile) {
        for (name, text) in [
            ("profile", profile.id), ("profile-hash", String(profile.hash.prefix(16))),
            ("vendor", profile.vendor), ("model", profile.model),
        ] {
            key(name)
            string(text)
        }
    }

    fileprivate mutating func definition(of device: Device) {
        if let names = device.names ?? device.profile.names { self.names(names) }
        attributes(device.attributes)
        key("points")
        beginObject()
        let rounds = PollRounds(device)
        for (index, point) in device.points.enumerated() {
            key(point.name)
            describe(point, poll: rounds.period(of: index))
        }
        endObject()
    }

    /// How its points become values, which consumers are not told.
    fileprivate mutating func reading(of device: Device) {
        beginArray()
        for point in device.points {
            beginArray()
            string(point.table.rawValue)
            integer(point.address)
            string(point.order.letters)
            for number in [point.scale, point.offset, point.deadband] { decimal(number) }
            if let modulus = point.modulus { decimal(modulus) }
            for limit in [point.span?.low, point.span?.high] {
                if let limit { decimal(limit) } else { null() }
            }
            details(of: point)
            endArray()
        }
        endArray()
    }

    /// What only some points have.
    private mutating func details(of point: Point) {
        if let half = point.half { string("half \(half.rawValue)") }
        if let length = point.length { string("length \(length)") }
        if let bits = point.bits { string("bits \(bits.text)") }
        if let rate = point.rate {
            string("rate")
            decimal(rate)
        }
        for sentinel in point.sentinels {
            let kind = sentinel.isOfWord ? "word-sentinel" : "sentinel"
            let last = sentinel.last == sentinel.raw ? "" : "-\(sentinel.last)"
            string("\(kind) \(sentinel.raw)\(last) \(sentinel.quality.reason)")
        }
        relations(of: point)
    }

    private mutating func describe(_ point: Point, poll: Nanoseconds?) {
        beginObject()
        key("quantity")
        string(point.quantity)
        if !point.unit.isEmpty {
            key("unit")
            string(point.unit)
        }
        key("type")
        string(point.encoding.rawValue)
        key("kind")
        string(point.kind.rawValue)
        if let range = point.range {
            key("range")
            beginArray()
            decimal(range.low)
            decimal(range.high)
            endArray()
        }
        if let alarm = point.alarm { limits(alarm) }
        if !point.enumeration.isEmpty { enumeration(point.enumeration) }
        key("mean")
        string(point.averaging.rawValue)
        if let poll {
            key("poll")
            integer(poll.milliseconds)
        }
        if point.isPersonal {
            key("personal")
            bool(true)
        }
        if let names = point.names { self.names(names) }
        endObject()
    }

    /// When an event of type `limit` is told.
    private mutating func limits(_ alarm: AlarmLimits) {
        key("limits")
        beginObject()
        for (name, limit) in [
            ("low", alarm.low), ("high", alarm.high), ("hysteresis", alarm.hysteresis),
        ] {
            guard let limit else { continue }
            key(name)
            decimal(limit)
        }
        key("delay")
        integer(alarm.delay.milliseconds)
        key("severity")
        string(alarm.severity.rawValue)
        if let category = alarm.category {
            key("category")
            string(category)
        }
        if let text = alarm.text {
            key("text")
            languages(text)
        }
        endObject()
    }

    private mutating func enumeration(_ entries: [EnumEntry]) {
        key("enum")
        beginObject()
        for entry in entries {
            key("\(entry.number)")
            languages(entry.text)
        }
        endObject()
    }

    private mutating func names(_ text: Text) {
        key("names")
        languages(text)
    }

    /// Words in both languages, as an object.
    mutating func languages(_ text: Text) {
        beginObject()
        key("vi")
        string(text.vi)
        key("en")
        string(text.en)
        endObject()
    }

    /// What the city's own lists call a device or gateway, as the file says it; nothing for none.
    mutating func attributes(_ attributes: [Attribute]) {
        guard !attributes.isEmpty else { return }
        key("attributes")
        beginObject()
        for attribute in attributes {
            key(attribute.name)
            switch attribute.fact {
            case .text(let text): string(text)
            case .number(let number): decimal(number)
            case .bool(let on): bool(on)
            }
        }
        endObject()
    }
}
