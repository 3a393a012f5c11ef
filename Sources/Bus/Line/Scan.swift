// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One round of a device, the reads of one period: when they are due, and how far they have come.
struct Scan: Sendable {
    /// How a point's bits are taken from the data.
    enum Form: Sendable {
        /// From the tables of bits.
        case bit
        /// All of one register, the most significant byte first: what most points are.
        case word
        /// By the point's order and field.
        case other

        init(_ point: Point, isBit: Bool) {
            let isWord = point.order == .big(2) && point.field == .all
            self = isBit ? .bit : isWord ? .word : .other
        }
    }

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
        var form: Form
    }

    /// The device's number in the agent's table, and its first point's.
    var device: UInt32
    var firstPoint: UInt32
    /// Which of its device's rounds it is.
    let number: UInt8
    /// Index of its unit on the line.
    var unit: Int
    let period: Nanoseconds
    let timeout: Nanoseconds
    let gap: Nanoseconds
    let retries: UInt8
    /// What its reads are made of; nil for what is read once.
    let source: Source?
    /// This round's: those of the plan, but for those that a search has divided.
    private(set) var reads: [Read]
    /// What the device refuses of it, and a search that goes on; nil as long as it has refused
    /// nothing.
    var learning: Learning? {
        get { if case .some(let learning)? = learningBox { learning } else { nil } }
        set { learningBox = newValue.map { .some($0) } }
    }
    private var learningBox: LearningBox?
    /// Whether there is any of that: mostly not, which is seen here at no cost.
    var hasLearned: Bool { learningBox != nil }
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
        _ device: NumberedDevice, _ period: Nanoseconds, _ plan: (reads: [Read], points: [Int]),
        number: Int, unit: Int, due: Instant
    ) {
        source = Source(
            points: device.device.points, wanted: plan.points,
            largestRead: device.device.largestRead)
        self.device = device.number
        firstPoint = device.firstPoint
        self.number = UInt8(number)
        self.unit = unit
        self.due = due
        self.period = period
        timeout = device.device.timeout
        gap = device.device.gap
        retries = UInt8(clamping: min(device.device.retries, 10))
        reads = plan.reads
        attempts = [UInt8](repeating: 0, count: plan.reads.count)
    }

    /// The reads of a job: without readings, without a period, begun when they are wanted.
    init(job device: NumberedDevice, _ reads: [Read], unit: Int) {
        self.device = device.number
        firstPoint = device.firstPoint
        self.unit = unit
        self.reads = reads
        source = nil
        (number, period, due) = (0, .zero, .never)
        timeout = device.device.timeout
        gap = device.device.gap
        retries = UInt8(Job.retries)
        attempts = [UInt8](repeating: 0, count: reads.count)
    }

    /// What somebody asks for: one read.
    init(guest: GuestRead, unit: Int, gap: Nanoseconds, due: Instant) {
        var read = Read(guest.request)
        if let write = guest.write { read.shape = Unit.Shape(write) }
        if let description = guest.description { read.shape = Unit.Shape(description) }
        self.init(
            [read],
            unit: unit, timeout: guest.timeout, gap: gap,
            retries: UInt8(clamping: min(max(0, guest.retries), 10)), due: due)
    }

    private init(
        _ reads: [Read], unit: Int, timeout: Nanoseconds, gap: Nanoseconds, retries: UInt8,
        due: Instant
    ) {
        (device, firstPoint, number, period) = (0, 0, 0, .zero)
        source = nil
        self.unit = unit
        self.timeout = timeout
        self.gap = gap
        self.retries = retries
        self.reads = reads
        self.due = due
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

    /// Other reads from now on.
    mutating func set(_ new: [Read]) {
        reads = new
        attempts = [UInt8](repeating: 0, count: new.count)
        open = isActive ? new.count : 0
    }

    /// Two reads instead of one.
    mutating func replace(_ read: Int, _ first: Read, _ second: Read) {
        reads[read] = first
        attempts[read] = 0
        reads.append(second)
        attempts.append(0)
        open += 1
    }

    /// What was refused is asked for again with the next round.
    mutating func expectMore(_ now: Instant) {
        learning?.retriesAt = now
        learning?.attempt = 0
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
