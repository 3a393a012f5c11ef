// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

/// The pump's side of the spool: the numbers that may be used, and what is to be written down. A
/// value without I/O: `next` is carried to the spool's thread, and what that says comes back.
package struct Store: Sendable {
    /// A stream of a device.
    struct Line: Sendable {
        let key: SeriesKey
        /// The next number to be used, and the last one that may be.
        var next: UInt64 = 1
        var through: UInt64 = 0
        /// The first of this process.
        var first: UInt64 = 1
        /// What the hub has of it and the spool has not been told.
        var acknowledged = SequenceRanges()
        /// Whether nobody had subscribed to its last record of this session: to the last one that
        /// was new, and to the last one on the channel `hist`.
        var isUnheard = (new: false, late: false)

        var hasNumber: Bool { next <= through }
    }

    /// What is missing, until it is declared.
    struct Loss: Sendable {
        var numbers = SequenceRanges()
        var readings: UInt64 = 0
        var from: Int64
        var to: Int64

        mutating func extend(_ from: Int64, _ to: Int64) {
            (self.from, self.to) = (min(self.from, from), max(self.to, to))
        }
    }

    private struct LossKey: Hashable, Comparable {
        let line: Int
        let reason: GapRecord.Reason

        static func < (one: Self, other: Self) -> Bool {
            (one.line, one.reason.rawValue) < (other.line, other.reason.rawValue)
        }
    }

    /// Bytes of records that wait here while the spool's mailbox is full, and there.
    package static let byteLimit = 256 * 1_024
    package static let mailboxBytes = 256 * 1_024
    /// Acknowledged numbers are told with the next batch from so many on; before that they wait
    /// for a question.
    static let manyAcknowledged = 256

    private let room: Int
    let epoch: String
    /// Whether the spool is on a disk.
    package let isOnDisk: Bool
    /// The batch that says of readings without a number that they are lost, until it is written:
    /// of these nobody would know after a crash.
    private var shortIn: UInt64?
    /// Whether all that is lost is declared, whatever happens to this process.
    package var isDurable: Bool { isOnDisk && shortIn == nil }
    var lines: [Line]
    /// By line, what is to be declared: numbers of records that found no room …
    private var unstored: [Int: Loss] = [:]
    /// … and readings that never came into a record, and why.
    private var unnumbered: [LossKey: Loss] = [:]
    /// Up to which number the hub itself says to have stored a line, where it does.
    private var custody: [Int: UInt64] = [:]
    /// What is to be written down next.
    private(set) var batch = SpoolBatch()
    private(set) var batchBytes = 0
    private var isUrgent = false
    /// Of the batch in the making.
    private(set) var ordinal: UInt64 = 1
    /// Orders handed over and not yet on disk.
    private(set) var committed: UInt64 = 0
    /// Questions to be asked after the batch.
    private var questions: [SpoolOrder] = []
    private var acknowledgedCount = 0
    var hasLosses: Bool { !unstored.isEmpty || !unnumbered.isEmpty }
    /// The last batch with a gap.
    private var declaredIn: UInt64?
    /// Records that were declared because there was no room for them.
    package private(set) var lost: UInt64 = 0
    /// The last batch with a device that is to come.
    private var expectedIn: UInt64 = 0
    /// Names of gaps.
    private var generator: SplitMix

    /// `keys`: of each stream of each device, in the order of `Stream`.
    init(_ opening: SpoolOpening, keys: [SeriesKey], seed: UInt64, room: Int) {
        self.room = room
        generator = SplitMix(seed: seed)
        epoch = opening.epoch
        isOnDisk = opening.isDurable
        lines = keys.map { Line(key: $0) }
        grant(opening.grants, isFirst: true)
    }

    /// More numbers.
    mutating func grant(_ grants: [NumberGrant], isFirst: Bool = false) {
        guard !grants.isEmpty else { return }
        let places = Dictionary(uniqueKeysWithValues: lines.indices.map { (lines[$0].key, $0) })
        for grant in grants {
            guard let place = places[grant.series] else { continue }
            // A stream that came later has had none before.
            let isFirst = isFirst || lines[place].through == 0
            lines[place].through = max(lines[place].through, grant.through)
            lines[place].next = max(lines[place].next, isFirst ? grant.next : 0)
            if isFirst { lines[place].first = lines[place].next }
        }
    }

    /// Of each device that is or was configured, the place of its first stream; the others follow.
    var places: [String: Int] {
        var places: [String: Int] = [:]
        for place in lines.indices.reversed() { places[lines[place].key.device] = place }
        return places
    }

    /// Streams of devices that were not there before get a place, and numbers once the spool has
    /// them. A device's place stays its own when it is gone: what is under way names it.
    mutating func add(_ devices: [Device]) {
        let known = places
        let new = devices.filter { known[$0.id] == nil }
        lines += SeriesKey.all(of: new).map { Line(key: $0) }
        let wanted = SeriesKey.all(of: devices).filter { key in
            (places[key.device]).map { !lines[$0 + Int(key.stream.rawValue)].hasNumber } ?? true
        }
        if !wanted.isEmpty {
            ask(.reserve(wanted, ahead: SpoolSettings.ahead(of: devices)))
        }
    }

    /// Whether all streams of these have numbers.
    func hasNumbers(_ devices: [Device]) -> Bool {
        let places = places
        return devices.allSatisfy { device in
            guard let place = places[device.id] else { return false }
            return lines[place..<place + Stream.allCases.count].allSatisfy(\.hasNumber)
        }
    }

    /// The number of the next record of a line, which `hasNumber`.
    mutating func takeNumber(_ line: Int) -> UInt64 {
        defer { lines[line].next += 1 }
        return lines[line].next
    }

    /// Whether the spool's thread has no room for the batch.
    private(set) var isRefused = false

    /// `next` could not be handed over.
    mutating func refused() { isRefused = true }

    /// Whether the lines had better wait.
    package var isWellFilled: Bool { batchBytes > room / 2 }

    /// A record is to be written down; false if there is no room for it.
    mutating func add(_ row: NewRow, isUrgent: Bool) -> Bool {
        guard reserve(row.body.count + 64) else { return false }
        batch.rows.append(row)
        self.isUrgent = self.isUrgent || isUrgent
        return true
    }

    /// What a device is from now on, before the first record that names it.
    mutating func add(_ meta: NewMeta) {
        // Devices of one profile share its words and names.
        batch.metas.append(meta)
        batchBytes += 64
    }

    /// A record has its time; false if there is no room for it. What the hub has taken of it
    /// before was another one: it is told first.
    mutating func add(_ row: RestampedRow) -> Bool {
        guard reserve(row.body.count + 64) else { return false }
        if acknowledgedCount > 0 { tellAcknowledged() }
        batch.restamped.append(row)
        return true
    }

    mutating func add(_ device: KnownDevice) { batch.devices.append(device) }

    /// A device that is to come, which the disk has to know first.
    mutating func expect(_ device: KnownDevice) {
        add(device)
        (expectedIn, isUrgent) = (ordinal, true)
    }

    /// Whether the disk knows all devices that are to come.
    var hasExpected: Bool { committed >= expectedIn }

    mutating func add(_ counters: DeviceCounters) {
        if reserve(24 * counters.readings.count + 64) { batch.counters.append(counters) }
    }

    mutating func add(_ delivered: DeliveredGap) { batch.deliveredGaps.append(delivered) }

    /// A command has been begun; false if there is no room to remember it.
    mutating func add(_ command: SeenCommand) -> Bool {
        guard reserve(64) else { return false }
        batch.commands.append(command)
        isUrgent = true
        return true
    }

    mutating func forget(commands ids: [String]) { batch.forgottenCommands += ids }

    /// What the month has cost; in which batch.
    mutating func add(_ spending: MonthSpending) -> UInt64 {
        batch.spending = spending
        return ordinal
    }

    /// The hub says to have stored a line up to this number; whether that is news. The spool keeps
    /// to what has been acknowledged, and is told that before.
    mutating func note(custody told: UInt64, of line: Int) -> Bool {
        let through = min(told, lines[line].next - 1)
        guard custody[line] != through, reserve(64) else { return false }
        custody[line] = through
        tellAcknowledged(line)
        batch.custody.append(CustodyNumber(hub: 0, series: lines[line].key, through: through))
        return true
    }

    /// Whether the hub says to store every stream that has records.
    var isInCustody: Bool {
        let told = lines.indices.filter { lines[$0].next > 1 }
        return !told.isEmpty && told.allSatisfy { custody[$0] ?? 0 > 0 }
    }

    private mutating func reserve(_ bytes: Int) -> Bool {
        guard batchBytes == 0 || batchBytes + bytes <= room else { return false }
        batchBytes += bytes
        return true
    }

    /// The hub has a record of the running epoch.
    mutating func acknowledged(_ number: UInt64, of line: Int) {
        lines[line].acknowledged.insert(number)
        acknowledgedCount += 1
    }

    /// The hub has records of any epoch, by what was read of the spool.
    mutating func acknowledged(_ delivered: DeliveredNumbers) { batch.delivered.append(delivered) }

    /// Whether the hub has it, though the spool may not know.
    func isAcknowledged(_ number: UInt64, of line: Int) -> Bool {
        lines[line].acknowledged.contains(number)
    }

    // MARK: - What nobody keeps

    /// A record that found no room.
    mutating func lose(_ number: UInt64, of line: Int, _ from: Int64, _ to: Int64) {
        var loss = unstored[line] ?? Loss(from: from, to: to)
        loss.numbers.insert(number)
        loss.numbers.coarsen(to: GapRecord.mostRanges)
        loss.extend(from, to)
        unstored[line] = loss
    }

    /// Readings that come into no record, whose numbers would tell of it: because there was none
    /// for it (`notStored`), or they never came here.
    mutating func lose(
        readings: Int, of line: Int, _ from: Int64, _ to: Int64, because reason: GapRecord.Reason
    ) {
        let key = LossKey(line: line, reason: reason)
        var loss = unnumbered[key] ?? Loss(from: from, to: to)
        loss.readings &+= UInt64(readings)
        loss.extend(from, to)
        unnumbered[key] = loss
        if isShort { shortIn = ordinal }
    }

    /// Whether readings wait to be declared for which there was no number: it may last.
    private var isShort: Bool { unnumbered.keys.contains { $0.reason == .notStored } }

    /// Declares what is lost, in the batch with the next numbers of the same stream or before it:
    /// after a crash nobody would know of a hole below a number that is stored. What the hub takes
    /// yet is held all the same.
    private mutating func declareLosses() {
        if isShort { shortIn = ordinal }
        for (key, loss) in unnumbered.sorted(by: { $0.key < $1.key }) {
            declare(loss, of: key.line, because: key.reason, readings: loss.readings)
        }
        for (line, loss) in unstored.sorted(by: { $0.key < $1.key }) {
            lost &+= loss.numbers.count
            declare(loss, of: line, because: .notStored, readings: nil)
        }
        (unnumbered, unstored) = ([:], [:])
    }

    private mutating func declare(
        _ loss: Loss, of line: Int, because reason: GapRecord.Reason, readings: UInt64?
    ) {
        declare(
            epoch, lines[line].key, loss.numbers, loss.from, loss.to, because: reason,
            readings: readings)
    }

    /// What will not come. Times are UTC in milliseconds.
    mutating func declare(
        _ epoch: String, _ series: SeriesKey, _ numbers: SequenceRanges, _ from: Int64,
        _ to: Int64, because reason: GapRecord.Reason, readings: UInt64? = nil
    ) {
        declaredIn = ordinal
        batch.gaps.append(
            GapRecord(
                id: generator.next(), epoch: epoch, device: series.device,
                stream: series.stream, from: from, to: to, ranges: numbers, reason: reason,
                readings: readings))
    }

    /// As another spool made it out.
    mutating func declare(_ gap: GapRecord) {
        declaredIn = ordinal
        batch.gaps.append(gap)
    }

    /// Whether the batches up to this one hold gaps that nobody has looked for.
    mutating func hasDeclared(through ordinal: UInt64) -> Bool {
        guard let declaredIn else { return false }
        if ordinal >= declaredIn { self.declaredIn = nil }
        return true
    }

    // MARK: - Orders

    /// Asks after what is to be written down.
    mutating func ask(_ question: SpoolOrder) {
        switch question {
        case .page, .replay: tellAcknowledged()
        case .write, .gaps, .unsynced, .timesAreKnown, .session, .reserve, .forget: break
        }
        questions.append(question)
    }

    private mutating func tellAcknowledged() {
        acknowledgedCount = 0
        for line in lines.indices { tellAcknowledged(line) }
    }

    private mutating func tellAcknowledged(_ line: Int) {
        guard !lines[line].acknowledged.isEmpty else { return }
        batch.delivered.append(
            DeliveredNumbers(
                hub: 0, epoch: epoch, series: lines[line].key,
                numbers: lines[line].acknowledged))
        lines[line].acknowledged = SequenceRanges()
    }

    /// Everything that the spool should know at the end of the process.
    mutating func closeBooks() {
        tellAcknowledged()
        declareLosses()
    }

    /// Makes the batch complete before it is handed over.
    mutating func prepare() {
        if acknowledgedCount >= Self.manyAcknowledged { tellAcknowledged() }
        if hasLosses { declareLosses() }
    }

    /// The next order, and the bytes that it counts for in a mailbox; nil when there is none.
    package var next: (order: SpoolOrder, bytes: Int)? {
        if !batch.isEmpty {
            return (.write(batch, ordinal: ordinal, isUrgent: isUrgent), batchBytes)
        }
        return questions.first.map { ($0, 0) }
    }

    /// `next` has been handed over.
    mutating func handedOver() {
        if batch.isEmpty {
            if !questions.isEmpty { questions.removeFirst() }
            return
        }
        batch = SpoolBatch()
        (batchBytes, isUrgent, isRefused) = (0, false, false)
        ordinal += 1
    }

    mutating func committed(_ ordinal: UInt64) {
        committed = ordinal
        if let shortIn, ordinal >= shortIn, !isShort { self.shortIn = nil }
    }
}
