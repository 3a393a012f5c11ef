// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// One write of a technician: what the device wants to see first, the value, and reading it back.
struct WriteTask: Sendable {
    let client: LineDesk.Client
    let request: ControlRequest.Write
    let line: String
    let unit: UInt8
    let point: Point
    let write: PointWrite
    /// Requests that are still to be made, in order.
    private(set) var steps: [GuestRead]
    /// Whether the value itself has been sent, and whether the device has said that it took it.
    private(set) var isSent = false
    private(set) var isTaken = false
    private let timeout: Nanoseconds

    /// `deadline`: what has not been made by then is given up.
    init(
        _ request: ControlRequest.Write, of device: Device, _ point: Point, on line: String,
        for client: LineDesk.Client, deadline: Instant
    ) throws(PointWrite.Mistake) {
        (self.client, self.request, self.line, self.point) = (client, request, line, point)
        (unit, timeout) = (device.unit, device.timeout)
        write = try PointWrite(point, request.value)
        let rule = point.write ?? WriteRule()
        steps = rule.unlock.map {
            GuestRead(
                id: 0, unit: device.unit, table: $0.table, write: PointWrite($0),
                deadline: deadline)
        }
        var own = GuestRead(
            id: 0, unit: device.unit, table: point.table, write: write, deadline: deadline)
        own.pause = rule.pause
        steps.append(own)
        if rule.readBack, point.isRead {
            steps.append(
                GuestRead(
                    id: 0, unit: device.unit, table: point.table, address: point.address,
                    count: write.words.count, deadline: deadline))
        }
    }

    /// The next request, under a number of its own; nil when all are made.
    mutating func next(id: UInt64) -> GuestRead? {
        guard !steps.isEmpty else { return nil }
        var step = steps.removeFirst()
        (step.id, step.timeout) = (id, timeout)
        return step
    }

    /// A request goes out; those before it were answered.
    mutating func makes(_ request: PointWrite?) {
        isTaken = isSent
        isSent = isSent || request == write
    }

    /// What the device says now, in the point's unit; nil for what is no value.
    func value(of data: [UInt8]) -> Value? {
        if point.table.isBits { return point.value(ofBits: UInt64((data.first ?? 0) & 1)) }
        guard data.count == point.order.count else { return nil }
        return point.value(ofBits: point.order.bits(data.span, at: 0))
    }

    /// Whether that is what was written.
    func isSame(_ data: [UInt8]) -> Bool {
        if point.table.isBits { return data.first.map { UInt16($0 & 1) } == write.words[0] }
        return data == write.words.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }
}
