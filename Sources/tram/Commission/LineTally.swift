// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

/// The requests of one bus and what came of them, from the bytes that the service keeps of it.
struct LineTally {
    /// Bytes of Modbus TCP before the function; the last of them is the unit's.
    private static let head = 7

    private struct Pending {
        let unit: UInt8
        let function: UInt8
        let frame: [UInt8]
        let time: Double
        var heard: [UInt8] = []
    }

    let bus: String
    private(set) var units: [UInt8: UnitTally] = [:]
    /// Records that the service had forgotten before they were asked for.
    private(set) var missed: Int64 = 0
    /// The record to be asked for.
    private(set) var next: Int64 = 0
    private var pending: Pending?
    private var isCounting = false

    init(bus: String) { self.bus = bus }

    /// What comes from here on belongs to the run.
    mutating func begin() { isCounting = true }

    /// One of the service's answers; whether there was anything in it.
    mutating func take(_ page: JSON) -> Bool {
        let isTCP = page.text("link") == "tcp"
        let records = page["records"]?.array ?? []
        for record in records {
            guard let parts = record.array, parts.count >= 3, let number = parts[0].integer,
                0..<Int64.max ~= number, let time = parts[1].double, let kind = parts[2].string
            else { continue }
            if isCounting, number > next {
                let (sum, isOver) = missed.addingReportingOverflow(number - next)
                missed = isOver ? .max : sum
                pending = nil
            }
            next = number + 1
            let bytes = parts.count > 3 ? ReadCommand.bytes(parts[3].string ?? "") : []
            if isCounting { take(kind, bytes, time, isTCP) }
        }
        return !records.isEmpty
    }

    private mutating func take(_ kind: String, _ bytes: [UInt8], _ time: Double, _ isTCP: Bool) {
        switch kind {
        case "sent":
            close()
            let start = isTCP ? Self.head - 1 : 0
            guard bytes.count >= start + 2 else { return }
            pending = Pending(
                unit: bytes[start], function: bytes[start + 1], frame: bytes, time: time)
        case "received":
            pending?.heard += bytes
            guard let waiting = pending,
                let isAnswer = isTCP ? Self.tcp(waiting) : Self.rtu(waiting)
            else { return }
            settle(waiting, isAnswer, time)
        default: pending = nil
        }
    }

    /// The next request says that this one has no answer.
    private mutating func close() {
        guard let lost = pending.take() else { return }
        units[lost.unit, default: UnitTally()].requests += 1
        if lost.heard.isEmpty {
            units[lost.unit, default: UnitTally()].silent += 1
        } else {
            units[lost.unit, default: UnitTally()].damaged += 1
        }
    }

    private mutating func settle(_ done: Pending, _ isAnswer: Bool, _ time: Double) {
        pending = nil
        var unit = units[done.unit] ?? UnitTally()
        unit.requests += 1
        if isAnswer {
            unit.answers += 1
            unit.latencies.add(time - done.time)
        } else {
            unit.exceptions += 1
        }
        units[done.unit] = unit
    }

    /// Noise may come before an answer.
    private static let mostNoise = 16

    /// Whether it was answered, false where refused; nil while no whole frame is there.
    private static func rtu(_ waiting: Pending) -> Bool? {
        let heard = waiting.heard
        for start in 0..<max(0, min(heard.count - 4, mostNoise)) {
            let frame = heard[start...]
            guard heard[start] == waiting.unit, heard[start + 1] & 0x7F == waiting.function else {
                continue
            }
            let isRefused = heard[start + 1] & 0x80 != 0
            let length = length(isRefused, waiting.function, frame)
            guard frame.count >= length else { continue }
            let end = start + length - 2
            let sum = UInt16(heard[end]) | UInt16(heard[end + 1]) << 8
            if CRC16.of(heard.span, start..<end) == sum { return !isRefused }
        }
        return nil
    }

    /// How long an answer is that begins so.
    private static func length(
        _ isRefused: Bool, _ function: UInt8, _ frame: ArraySlice<UInt8>
    ) -> Int {
        if isRefused { return 5 }
        return switch function {
        case 1...4: 5 + Int(frame[frame.startIndex + 2])
        case 5, 6, 15, 16: 8
        default: frame.count
        }
    }

    private static func tcp(_ waiting: Pending) -> Bool? {
        var rest = waiting.heard[...]
        while rest.count > head {
            let frame = Array(rest)
            let length = 6 + Int(frame[4]) << 8 + Int(frame[5])
            guard frame.count >= length, length > 7 else { return nil }
            if frame[0..<2] == waiting.frame[0..<2] { return frame[7] & 0x80 == 0 }
            rest = rest.dropFirst(length)
        }
        return nil
    }
}
