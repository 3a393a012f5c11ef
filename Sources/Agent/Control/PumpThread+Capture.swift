// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// The last bytes of a bus, a page at a time.
extension PumpThread {
    /// Of records in one answer, which writes each byte in two digits.
    private static let pageBytes = 16 * 1_024

    /// `{"v":1,"ok":true,"bus":…,"link":"serial|tcp|rtu-over-tcp","baud":…,"mode":…,"address":…,
    /// "next":n,"records":[[n,ms,"sent","0103…"],…]}`: times in milliseconds, UTC; `next` is absent
    /// where these are the last.
    func capture(
        _ line: String, _ number: UInt64, _ moment: Moment
    ) throws(ControlRefusal) -> [UInt8] {
        let lines = agent.settings.configuration.lines
        guard let line = lines.first(where: { $0.id == line }),
            let records = bus.capture(of: line.id, from: number, atMost: Self.pageBytes)
        else { throw .unknownBus }
        var writer = JSONWriter()
        writer.beginAnswer(isOK: true)
        writer.member("bus", line.id)
        writer.link(line.link)
        if let last = records.last { writer.member("next", last.number + 1) }
        writer.key("records")
        writer.beginArray()
        for record in records { writer.record(record, moment) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func link(_ link: Link) {
        member("address", link.address)
        switch link {
        case .serial(_, let speed, _): serial("serial", speed)
        case .rtuOverTCP(_, _, let speed): serial("rtu-over-tcp", speed)
        case .tcp: member("link", "tcp")
        }
    }

    private mutating func serial(_ kind: String, _ speed: SerialSpeed) {
        member("link", kind)
        member("baud", speed.baud)
        member("mode", speed.mode.text)
    }

    fileprivate mutating func record(_ record: CaptureRecord, _ moment: Moment) {
        beginArray()
        integer(record.number)
        let wall = moment.wall.nanoseconds - (moment.now - record.time).count
        decimal(Decimal(mantissa: Int128(wall / 1_000), exponent: -3))
        string(record.kind.name)
        if !record.bytes.isEmpty { string(Digest.hex(record.bytes)) }
        endArray()
    }
}

extension CaptureRecord.Kind {
    fileprivate var name: String {
        switch self {
        case .up: "up"
        case .down: "down"
        case .sent: "sent"
        case .received: "received"
        }
    }
}
