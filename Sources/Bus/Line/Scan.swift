// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One round of a device, the reads of one period: when they are due, and how far they have come.
struct Scan: Sendable {
    /// A point's place in the data of one answer.
    struct Slot: Sendable {
        /// Its number among its device's points.
        var point: UInt32
        var order: ByteOrder
        /// Index of its first byte, or of its bit in the tables of bits.
        var place: UInt16
        /// Which bits of its word are its own.
        var field: BitField
        /// Index among its read's exceptions, nil for a point without.
        var exceptions: UInt16?
        var isBit: Bool
    }

    struct Read: Sendable {
        var request: ReadRequest
        var slots: [Slot]
        var exceptions: [Exceptions]
        var shape: Unit.Shape
    }

    /// The device's number in the agent's table, and its first point's.
    let device: UInt32
    let firstPoint: UInt32
    /// Which of its device's rounds it is.
    let number: UInt8
    /// Index of its unit on the line.
    let unit: Int
    let period: Nanoseconds
    let timeout: Nanoseconds
    let gap: Nanoseconds
    let retries: UInt8
    let reads: [Read]
    var due: Instant
    /// Time from the first round to the second; nil for the period, and from then on.
    var phase: Nanoseconds?
    /// Whether a round is under way.
    private(set) var isActive = false
    /// Attempts at each read of the round, `Self.done` once it is answered or given up.
    private(set) var attempts: [UInt8]
    private(set) var open = 0

    private static let done = UInt8.max
    /// A device that is polled without a pause and cannot be read is tried at this period.
    private static let idlePeriod = Nanoseconds.seconds(1)

    init(
        _ device: NumberedDevice, _ round: PollRounds.Round, _ reads: [Read], number: Int,
        unit: Int, due: Instant
    ) {
        self.device = device.number
        firstPoint = device.firstPoint
        self.number = UInt8(number)
        self.unit = unit
        self.due = due
        period = round.period
        timeout = device.device.timeout
        gap = device.device.gap
        retries = UInt8(clamping: min(device.device.retries, 10))
        self.reads = reads
        attempts = [UInt8](repeating: 0, count: reads.count)
    }

    /// The reads of a job: without readings, without a period, begun when they are wanted.
    init(job device: NumberedDevice, _ reads: [Read], unit: Int) {
        self.device = device.number
        firstPoint = device.firstPoint
        self.unit = unit
        self.reads = reads
        (number, period, due) = (0, .zero, .never)
        timeout = device.device.timeout
        gap = device.device.gap
        retries = UInt8(Job.retries)
        attempts = [UInt8](repeating: 0, count: reads.count)
    }

    /// How long a round may wait for its link before it fails: well within its period, so that
    /// each period is told of.
    var grace: Nanoseconds { min(timeout, max(period / 2, Self.shortestGrace)) }
    private static let shortestGrace = Nanoseconds.milliseconds(100)

    mutating func begin() {
        isActive = true
        open = reads.count
        for index in attempts.indices { attempts[index] = 0 }
    }

    /// Ends a job.
    mutating func stop() { isActive = false }

    /// Whether no request of the round has left yet.
    var isUntouched: Bool { attempts.allSatisfy { $0 == 0 } }

    func isOpen(_ read: Int) -> Bool { attempts[read] != Self.done }

    /// The next read of the round; one whose answer cannot be taken for the lost one if there is
    /// such a read.
    func next(after lost: Unit.Shape?) -> Int? {
        var first: Int?
        for index in reads.indices where isOpen(index) {
            if reads[index].shape != lost { return index }
            if first == nil { first = index }
        }
        return first
    }

    /// Counts an attempt that failed; whether another one is allowed.
    mutating func failed(_ read: Int, mayRetry: Bool) -> Bool {
        attempts[read] += 1
        return mayRetry && attempts[read] <= retries
    }

    mutating func close(_ read: Int) {
        guard isOpen(read) else { return }
        attempts[read] = Self.done
        open -= 1
    }

    /// Ends the round; the next is due one period after this one was, or at the first such moment
    /// that has not passed. `reached` is false where the line was not used. How many periods are
    /// passed over.
    mutating func end(_ now: Instant, reached: Bool) -> Int64 {
        isActive = false
        guard period > .zero else {
            due = reached ? now : now + Self.idlePeriod
            return 0
        }
        let late = max(0, (now - due).count / period.count)
        due = due + (phase ?? period)
        phase = nil
        if due <= now { due = due + period * ((now - due).count / period.count + 1) }
        return late
    }
}
