// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// A line under examination: where its devices are asked, and what has passed on it.
struct DoctorBus {
    /// Of what the service keeps.
    private static let mostPages = 64
    /// How long before now a service's requests still say how the line is.
    private static let memory = Nanoseconds.seconds(120)

    let line: Line
    private let path: String
    /// How long a service waits for an answer.
    private static let waits = Nanoseconds.milliseconds(20)...Nanoseconds.seconds(10)
    /// Where no service has it.
    private var own: OwnBus?

    /// A line that the service has.
    init(_ line: Line, control path: String) { (self.line, self.path) = (line, path) }

    /// A line of our own.
    init(opening line: Line) throws(OwnBusFault) {
        (self.line, path) = (line, "")
        let gap = line.devices.map(\.gap).reduce(line.gap) { max($0, $1) }
        own = try OwnBus(line, gap: gap)
    }

    /// Asks a device once; what comes of it is in the trace.
    mutating func ask(
        _ device: Device, _ request: ReadRequest, timeout: Nanoseconds
    ) throws {
        guard var bus = own else { return try askService(device, request, timeout) }
        defer { own = bus }
        _ = try bus.read(
            unit: device.unit, request.table, request.address, count: request.count,
            isWide: request.isWide, timeout: timeout)
    }

    private func askService(
        _ device: Device, _ request: ReadRequest, _ timeout: Nanoseconds
    ) throws(ServiceFault) {
        do throws(ServiceFault) {
            _ = try ServiceClient.ask("read", at: path, within: .seconds(20)) { writer in
                writer.member("bus", line.id)
                writer.member("unit", device.unit)
                writer.member("table", request.table.rawValue)
                writer.member("address", request.address)
                writer.member("count", request.count)
                if request.isWide {
                    writer.key("wide")
                    writer.bool(true)
                }
                let wait = min(max(timeout, Self.waits.lowerBound), Self.waits.upperBound)
                writer.member("timeout", wait.milliseconds)
            }
        } catch {
            // That there is no answer is one.
            guard error.isOfDevice else { throw error }
        }
    }

    private var wide: Set<UInt8> { Set(line.devices.filter(\.profile.isWide).map(\.unit)) }

    func trace() throws(ServiceFault) -> LineTrace {
        if let own { return LineTrace(line.link, own.capture, wide: wide) }
        var records: [CaptureRecord] = []
        var next: Int64? = 0
        for _ in 0..<Self.mostPages {
            guard let from = next else { break }
            let page = try ServiceClient.ask("capture", at: path) { writer in
                writer.member("bus", line.id)
                writer.member("from", from)
            }
            let more = (page["records"]?.array ?? []).compactMap(CaptureRecord.init)
            records += more
            next = more.isEmpty ? nil : page["next"]?.integer
        }
        guard let last = records.last else { return LineTrace(line.link, []) }
        return LineTrace(
            line.link, records.filter { last.time - $0.time <= Self.memory }, wide: wide)
    }
}

extension ServiceFault {
    /// Whether the device was asked, and this is what came of it.
    var isOfDevice: Bool {
        guard case .refused(let code, _, let exception) = self else { return false }
        return exception != nil || code == "late" || Quality.allCases.contains { $0.code == code }
    }
}

extension CaptureRecord {
    /// `[number,ms,"sent","0103…"]`, as the service tells it.
    fileprivate init?(_ json: JSON) {
        guard let parts = json.array, parts.count >= 3, let number = parts[0].integer,
            let time = parts[1].double, Self.times.contains(time),
            let kind = Kind(parts[2].string ?? "")
        else { return nil }
        let bytes = parts.count > 3 ? ReadCommand.bytes(parts[3].string ?? "") : []
        self.init(
            number: UInt64(clamping: number), kind: kind,
            time: Instant(nanoseconds: Int64(time * 1e6)), bytes: bytes)
    }

    /// Milliseconds that nanoseconds can tell.
    private static let times = 0...9e12
}

extension CaptureRecord.Kind {
    fileprivate init?(_ name: String) {
        switch name {
        case "up": self = .up
        case "down": self = .down
        case "sent": self = .sent
        case "received": self = .received
        default: return nil
        }
    }
}
