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
    /// Where no service has it.
    private var own: OwnBus?

    /// A line that the service has.
    init(_ line: Line, control path: String) { (self.line, self.path) = (line, path) }

    /// A line of our own.
    init(opening line: Line) throws(OwnBusFault) {
        (self.line, path) = (line, "")
        let gap = line.devices.map(\.gap).reduce(line.gap) { max($0, $1) }
        own = try OwnBus(line.link, gap: gap)
    }

    /// Asks a device once; what comes of it is in the trace.
    mutating func ask(
        _ device: Device, _ request: ReadRequest, timeout: Nanoseconds
    ) throws {
        guard var bus = own else { return try askService(device, request, timeout) }
        defer { own = bus }
        _ = try bus.read(
            unit: device.unit, request.table, request.address, count: request.count,
            timeout: timeout)
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
                writer.member("timeout", timeout.count / 1_000_000)
            }
        } catch {
            // That there is no answer is one.
            guard case .refused = error else { throw error }
        }
    }

    func trace() throws(ServiceFault) -> LineTrace {
        if let own { return LineTrace(line.link, own.capture) }
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
        return LineTrace(line.link, records.filter { last.time - $0.time <= Self.memory })
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
