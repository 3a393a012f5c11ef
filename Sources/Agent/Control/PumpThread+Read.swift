// SPDX-License-Identifier: Apache-2.0
package import Bus
package import Field
internal import Host

/// Reads of technicians, each by the thread of its bus between two polls.
extension PumpThread {
    /// For a read, its waiting among others included.
    private static let readPatience = Nanoseconds.seconds(8)

    mutating func begin(
        _ read: ControlRequest.BusRead, for client: LineDesk.Client, at now: Instant
    ) throws(ControlRefusal) {
        let line = try line(read.bus, with: read.unit)
        var guest = GuestRead(
            id: lastGuest + 1, unit: read.unit, table: read.table, address: read.address,
            count: read.count, deadline: now + Self.readPatience + (read.timeout ?? .zero))
        guest.isWide = read.isWide
        if let known = line.devices.first(where: { $0.unit == read.unit }) {
            guest.timeout = known.timeout
        }
        if let timeout = read.timeout { (guest.timeout, guest.retries) = (timeout, 0) }
        if let speed = read.speed {
            guard case .serial = line.link else { throw .notSerial }
            guest.speed = speed
        }
        try ask(guest, on: line, for: client)
    }

    mutating func begin(
        _ inquiry: ControlRequest.BusInquiry, for client: LineDesk.Client, at now: Instant
    ) throws(ControlRefusal) {
        let line = try line(inquiry.bus, with: inquiry.unit)
        var guest = GuestRead(
            id: lastGuest + 1, unit: inquiry.unit, description: inquiry.description,
            deadline: now + Self.readPatience + (inquiry.timeout ?? .zero))
        let known = line.devices.first { $0.unit == inquiry.unit }
        guest.timeout = inquiry.timeout ?? known?.timeout ?? guest.timeout
        // Many devices do not answer functions that they do not know.
        guest.retries = 0
        try ask(guest, on: line, for: client)
    }

    private mutating func ask(
        _ guest: GuestRead, on line: Line, for client: LineDesk.Client
    ) throws(ControlRefusal) {
        guard bus.ask(guest, on: line.id) else { throw .busy }
        lastGuest += 1
        reads[guest.id] = client
    }

    /// The bus of this id, where such a unit can be.
    private func line(_ id: String, with unit: UInt8) throws(ControlRefusal) -> Line {
        let lines = agent.settings.configuration.lines
        guard let line = lines.first(where: { $0.id == id }) else { throw .unknownBus }
        guard
            line.link.units.contains(unit) || line.devices.contains(where: { $0.unit == unit })
        else { throw .noUnit }
        return line
    }

    /// Hands on what has come.
    mutating func tellGuests(_ now: Instant) {
        bus.results.take(into: &results)
        for result in results {
            if let client = reads.removeValue(forKey: result.id) {
                orders.desk.answer(client, result.line(), isLast: true)
            } else if let task = writes.removeValue(forKey: result.id) {
                goOn(task, result, at: now)
            }
        }
    }
}

extension Link {
    /// The unit ids that are asked there (Modbus over Serial Line V1.02, section 2.2; Messaging on
    /// TCP/IP V1.0b, section 4.4.2.1).
    fileprivate var units: ClosedRange<UInt8> {
        switch self {
        case .serial, .rtuOverTCP: 1...247
        case .tcp: 0...255
        }
    }
}

extension GuestResult {
    /// As the asker is told it, without the line's end: data in hexadecimal digits, as they came.
    /// `note`: what is said behind a failure.
    package func line(_ note: Text? = nil) -> [UInt8] {
        var writer = JSONWriter()
        switch outcome {
        case .data(let bytes):
            writer.beginAnswer(isOK: true)
            writer.member("data", Digest.hex(bytes))
            writer.member("took", took.count / 1_000)
        case .exception(let code):
            writer.beginAnswer(isOK: false)
            writer.member("code", "exception")
            writer.member("exception", code)
            let reason = Self.reason(code)
            writer.texts(
                en: "the device refused: exception \(code)\(reason.en)",
                vi: "thiết bị từ chối: mã lỗi \(code)\(reason.vi)", note)
        case .failed(let quality):
            writer.beginAnswer(isOK: false)
            writer.member("code", quality.code)
            writer.texts(
                en: "no usable answer came; is the unit id right, and the device powered?",
                vi: "không nhận được câu trả lời dùng được; địa chỉ trạm có đúng và thiết bị có "
                    + "điện không?", note)
        case .closed(let fault):
            writer.beginAnswer(isOK: false)
            writer.member("code", fault.code)
            writer.texts(en: fault.text.en, vi: fault.text.vi, note)
        case .late:
            writer.beginAnswer(isOK: false)
            writer.member("code", "late")
            writer.texts(
                en: "the bus did not get to it; tram status bus tells how it does",
                vi: "bus chưa kịp thực hiện; xem tình trạng bằng: tram status bus", note)
        case .refused:
            return ControlRefusal.busy.line
        }
        writer.endObject()
        return writer.bytes
    }
}

extension GuestResult {
    /// What an exception means (Modbus Application Protocol V1.1b3, section 7).
    fileprivate static func reason(_ code: UInt8) -> Text {
        switch code {
        case 1: Text(en: ", it does not read this table", vi: ", thiết bị không đọc bảng này")
        case 2:
            Text(
                en: ", it does not have all of these addresses",
                vi: ", thiết bị không có đủ các địa chỉ này")
        case 3: Text(en: ", not so many at a time", vi: ", không đọc nhiều như vậy một lần")
        case 4: Text(en: ", it has failed", vi: ", thiết bị hỏng")
        case 5, 6: Text(en: ", it is busy; try again", vi: ", thiết bị đang bận; hãy thử lại")
        default: Text(en: "", vi: "")
        }
    }
}

extension JSONWriter {
    mutating func texts(en: String, vi: String, _ note: Text? = nil) {
        member("en", en + (note?.en ?? ""))
        member("vi", vi + (note?.vi ?? ""))
    }
}
