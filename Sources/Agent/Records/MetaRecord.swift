// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What a device is and how its values are to be read: the content of its topic `meta`. Every
/// record names it by its id, so that a consumer knows which definition a value was made under.
struct MetaRecord: Sendable {
    /// 8 hexadecimal digits of the SHA-256 of the definition: of what is told, and of all else
    /// that decides what a value means (where it lies, how its bits become a number, from which
    /// change on it is told).
    let id: String
    let payload: [UInt8]

    init(_ device: Device) {
        var definition = JSONWriter()
        definition.beginObject()
        definition.definition(of: device)
        definition.key("reading")
        definition.reading(of: device)
        definition.endObject()
        id = String(Digest.hex(Digest.sha256(definition.bytes)).prefix(8))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("v")
        writer.integer(1)
        writer.key("meta")
        writer.string(id)
        writer.definition(of: device)
        writer.endObject()
        payload = writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func definition(of device: Device) {
        let profile = device.profile
        for (name, text) in [
            ("profile", profile.id), ("profile-hash", String(profile.hash.prefix(16))),
            ("vendor", profile.vendor), ("model", profile.model),
        ] {
            key(name)
            string(text)
        }
        if let names = device.names ?? profile.names { self.names(names) }
        attributes(device.attributes)
        key("points")
        beginObject()
        for point in device.points {
            key(point.name)
            describe(point, poll: device.poll)
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
            string("sentinel \(sentinel.raw) \(sentinel.quality.reason)")
        }
        relations(of: point)
    }

    private mutating func describe(_ point: Point, poll: Nanoseconds) {
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
        key("poll")
        integer(poll.milliseconds)
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
