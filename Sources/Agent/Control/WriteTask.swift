// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// One write of a technician: what the device wants to see first, the value, reading it back, what
/// the device wants to see afterwards, and what it says of it.
struct WriteTask: Sendable {
    /// What a request is for.
    enum Role: Sendable { case unlock, value, readBack, lock, result }

    let client: LineDesk.Client
    let request: ControlRequest.Write
    let line: String
    let unit: UInt8
    let point: Point
    let write: PointWrite
    /// Requests that are still to be made, in order.
    private(set) var steps: [(role: Role, request: GuestRead)]
    /// What the request that is out is for.
    private var role = Role.unlock
    /// Whether the device has taken a request that unlocks it.
    private var isUnlocked = false
    /// What failed behind that, told once it is locked again.
    private(set) var failure: GuestResult?
    /// Whether the value itself has been sent, and whether the device has said that it took it.
    private(set) var isSent = false
    private(set) var isTaken = false
    /// What was read back, and what stands where the device says whether it has done it.
    private(set) var now: [UInt8] = []
    private(set) var result: [UInt8] = []
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
        func made(_ write: PointWrite, _ table: Table) -> GuestRead {
            GuestRead(id: 0, unit: device.unit, table: table, write: write, deadline: deadline)
        }
        func read(_ table: Table, _ address: UInt16, _ count: Int) -> GuestRead {
            GuestRead(
                id: 0, unit: device.unit, table: table, address: address, count: count,
                deadline: deadline)
        }
        steps = rule.unlock.map { (.unlock, made(PointWrite($0), $0.table)) }
        var own = made(write, point.table)
        own.pause = rule.pause
        steps.append((.value, own))
        if rule.readBack, point.isRead, !rule.afterRestart {
            steps.append((.readBack, read(point.table, point.address, point.count)))
        }
        steps += rule.lock.map { (.lock, made(PointWrite($0), $0.table)) }
        if let result = rule.result {
            steps.append((.result, read(result.table, result.address, 1)))
        }
    }

    /// The next request, under a number of its own; nil when all are made.
    mutating func next(id: UInt64) -> GuestRead? {
        guard !steps.isEmpty else { return nil }
        var step = steps.removeFirst()
        (step.request.id, step.request.timeout) = (id, timeout)
        // Those before it were answered.
        if failure == nil { isTaken = isSent }
        isSent = isSent || step.role == .value
        role = step.role
        return step.request
    }

    /// The answer to the request that was out.
    mutating func take(_ data: [UInt8]) {
        switch role {
        case .readBack: now = data
        case .result: result = data
        case .unlock: isUnlocked = true
        case .value, .lock: break
        }
    }

    /// A request has failed. What may have been unlocked by then is to be locked again, whatever
    /// became of the value, until `deadline`: false where there is nothing to be locked.
    mutating func fail(_ result: GuestResult, until deadline: Instant) -> Bool {
        if role == .unlock {
            switch result.outcome {
            // It may have been taken.
            case .failed, .late: isUnlocked = true
            case .data, .exception, .closed, .refused: break
            }
        }
        let locks = steps.filter { $0.role == .lock }
        guard failure == nil, isUnlocked, role != .lock, !locks.isEmpty else { return false }
        (steps, failure) = (locks, result)
        for index in steps.indices { steps[index].request.deadline = deadline }
        return true
    }

    /// Whether the device may be unlocked still, where a request has failed.
    var isLeftOpen: Bool { isUnlocked && (failure != nil || role == .lock) }

    /// Whether the device says that it has not done it.
    var isRefused: Bool {
        guard let good = point.write?.result?.good, result.count == 2 else { return false }
        return !good.contains(UInt16(result[0]) << 8 | UInt16(result[1]))
    }

    /// What the device says now, in the point's unit; nil for what is no value.
    var value: Value? {
        let data = now
        if point.table.isBits { return point.value(ofBits: UInt64((data.first ?? 0) & 1)) }
        guard data.count == point.order.count else { return nil }
        return point.value(ofBits: point.order.bits(data.span, at: 0))
    }

    /// Whether that is what was written.
    var isSame: Bool {
        if point.table.isBits { return now.first.map { UInt16($0 & 1) } == write.words[0] }
        // A complement behind the value is not read.
        return now
            == write.words.prefix(point.count)
            .flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }
}
