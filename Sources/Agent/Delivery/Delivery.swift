// SPDX-License-Identifier: Apache-2.0
internal import Field
package import Hub
internal import Spool

/// What is on its way to the hub, kept until each is acknowledged; in memory, and bounded. It is
/// not the queue of what an outage leaves: that is the spool.
///
/// Five kinds wait apart, in this order. What describes the present (state, meta, status) is made
/// anew for each session. Then answers to commands. Then the newest records; one that finds no
/// room, or that a session has left, comes from the spool later. Gaps. Then what the spool has
/// brought up, and of that only so much is under way at a time that newer records need not wait
/// for it.
package struct Delivery: Sendable {
    /// What a message is to the spool.
    enum Content: Sendable {
        case present(Message)
        case record(RecordKey, isUnsynced: Bool)
        case gap(UInt64)
        case history(DeliveredNumbers, isUnsynced: Bool)
        /// History that the hub has asked for again.
        case replay(DeliveredNumbers, isUnsynced: Bool)
        /// Of a command.
        case answer(Message)
    }

    /// A record of the running epoch.
    struct RecordKey: Hashable, Sendable {
        /// Its stream among the store's lines.
        var line: Int
        var sequence: UInt64
    }

    private struct Item: Sendable {
        let token: UInt64
        let content: Content
        var message: Message
    }

    /// What was handed over: without the message, which the session has now.
    private struct Sent: Sendable {
        let token: UInt64
        let content: Content
        /// Of its payload.
        let bytes: Int
        let time: Instant
    }

    /// New records without an acknowledgement, and the bytes of their payloads.
    package static let recordLimit = 256
    package static let byteLimit = 256 * 1_024
    /// Answers to commands that wait.
    package static let mostAnswers = 64
    /// Bytes of descriptions of what devices were that the hub has not taken, and is told again.
    static let formerBytes = 64 * 1_024

    private let most: Int

    /// `most`: new records that it takes.
    init(most: Int) { self.most = most }

    /// Handed to the hub's session, without an acknowledgement yet, oldest first. Bounded by what
    /// the session takes at a time.
    private var sent: [Sent] = []
    /// Not handed over yet, oldest first: of each device at most one status and a few metas.
    private var present = Queue<Item>()
    /// What the hub has not taken of that: of what is retained each topic once, and what devices
    /// were, until it has been taken.
    private var untaken: [Message] = []
    /// When it is told again.
    private(set) var retellsAt = Instant.never
    /// Of commands, also of former sessions.
    private var answers = Queue<Item>()
    /// The hub has asked for less: they wait until that is over.
    var holdsAnswers = false
    private var records = Queue<Item>()
    private var gaps = Queue<Item>()
    private var history = Queue<Item>()
    private var nextToken: UInt64 = 0

    /// New records that wait or are under way, and the bytes of their payloads.
    package private(set) var held = 0
    package private(set) var heldBytes = 0
    /// Parts of history under way, and how many may be.
    private(set) var historyUnderWay = 0
    var historyWindow = 0
    package internal(set) var counters = DeliveryCounters()

    package var isEmpty: Bool {
        sent.isEmpty && present.isEmpty && answers.isEmpty && records.isEmpty && gaps.isEmpty
            && history.isEmpty
    }

    /// Whether half of the room is taken.
    package var isWellFilled: Bool {
        held > most / 2 || heldBytes > Self.byteLimit / 2
    }

    /// Whether something waits that is not history.
    var isFresh: Bool { !present.isEmpty || !answers.isEmpty || !records.isEmpty }
    var hasHistory: Bool { !history.isEmpty }
    var historyCount: Int { history.count }
    var hasGaps: Bool { !gaps.isEmpty || sent.contains { $0.content.isGap } }

    /// Whether a new record of so many bytes finds room.
    func hasRoom(for bytes: Int) -> Bool {
        held < most && (held == 0 || heldBytes + bytes <= Self.byteLimit)
    }

    /// A new record goes behind those that wait.
    mutating func add(record message: Message, _ key: RecordKey, isUnsynced: Bool) {
        records.append(item(message, .record(key, isUnsynced: isUnsynced)))
        held += 1
        heldBytes += message.payload.count
    }

    mutating func add(gap message: Message, _ id: UInt64) {
        gaps.append(item(message, .gap(id)))
    }

    mutating func add(
        history message: Message, _ part: DeliveredNumbers, isReplay: Bool, isUnsynced: Bool
    ) {
        let content: Content =
            isReplay
            ? .replay(part, isUnsynced: isUnsynced) : .history(part, isUnsynced: isUnsynced)
        history.append(item(message, content))
    }

    /// A command's answer. Of too many that wait the oldest goes.
    mutating func add(answer message: Message) {
        if answers.count >= Self.mostAnswers {
            _ = answers.popFirst()
            counters.unanswered += 1
        }
        answers.append(item(message, .answer(message)))
    }

    /// New records that wait are not to go: they come from the spool later.
    mutating func withdraw(where isMeant: (RecordKey) -> Bool) {
        var (count, bytes) = (0, 0)
        _ = records.remove { item in
            guard case .record(let key, _) = item.content, isMeant(key) else { return false }
            (count, bytes) = (count + 1, bytes + item.message.payload.count)
            return true
        }
        (held, heldBytes) = (held - count, heldBytes - bytes)
    }

    /// History that waits is not to go, by its series and whether the hub has asked for it: it
    /// comes from the spool again. How many of it were asked for.
    mutating func withdrawHistory(where isMeant: (SeriesKey, _ isReplay: Bool) -> Bool) -> Int {
        var replayed = 0
        _ = history.remove { item in
            switch item.content {
            case .history(let part, _): return isMeant(part.series, false)
            case .replay(let part, _):
                guard isMeant(part.series, true) else { return false }
                replayed += 1
                return true
            case .present, .record, .gap, .answer: return false
            }
        }
        return replayed
    }

    /// What the history behind it is to be read by.
    mutating func add(beforeHistory message: Message) {
        history.append(item(message, .present(message)))
    }

    /// A description of the present, told in this session only.
    mutating func add(present message: Message) {
        if message.retain { untaken.removeAll { $0.isOutdated(by: message) } }
        present.append(item(message, .present(message)))
    }

    /// The hub has not taken a description: it is told again, unless there is a newer one. What a
    /// device was is not outdated by anything, and owed beyond the session: what the hub has of it
    /// is to be read by that.
    mutating func retell(_ message: Message, _ token: UInt64, at time: Instant) {
        var isOutdated = sent.contains { $0.token > token && $0.content.outdates(message) }
        present.forEach { isOutdated = isOutdated || message.isOutdated(by: $0.message) }
        guard !isOutdated else { return }
        owe(message)
        retellsAt = min(retellsAt, time)
    }

    private mutating func owe(_ message: Message) {
        untaken.removeAll { $0.isOutdated(by: message) }
        let former = untaken.reduce(0) { $1.retain ? $0 : $0 + $1.payload.count }
        guard message.retain || former + message.payload.count <= Self.formerBytes else { return }
        untaken.append(message)
    }

    /// It is told no more.
    mutating func settled(_ message: Message) {
        if !message.retain { untaken.removeAll { $0 == message } }
    }

    /// Topics on which what a device was has been told again: what it is has to follow. What is
    /// outdated by now is not told any more.
    mutating func retell(at now: Instant, isOutdated: (Message) -> Bool) -> Set<Topic> {
        guard now >= retellsAt else { return [] }
        retellsAt = .never
        untaken.removeAll(where: isOutdated)
        let all = untaken
        for message in all { add(present: message) }
        return Set(all.filter { !$0.retain }.map(\.topic))
    }

    /// As `add(present:)`, in the place of what waits for the same topic: a device that comes and
    /// goes while the hub is slow fills no memory.
    mutating func replace(present message: Message) {
        let newer = item(message, .present(message))
        if present.change(first: { $0.message.topic == message.topic }, { $0 = newer }) { return }
        add(present: message)
    }

    /// Whether a record waits or is under way, so that the spool's copy need not be sent.
    func records(_ visit: (RecordKey) -> Void) {
        for item in sent { if case .record(let key, _) = item.content { visit(key) } }
        records.forEach { if case .record(let key, _) = $0.content { visit(key) } }
    }

    /// The next message for the hub, nil if nothing may go now.
    package var next: (message: Message, token: UInt64)? {
        let item =
            switch source {
            case .present: present.first
            case .answers: answers.first
            case .records: records.first
            case .gaps: gaps.first
            case .history: history.first
            case nil: nil as Item?
            }
        return item.map { ($0.message, $0.token) }
    }

    private enum Source { case present, answers, records, gaps, history }

    private var source: Source? {
        if !present.isEmpty { return .present }
        if !answers.isEmpty, !holdsAnswers { return .answers }
        if !records.isEmpty { return .records }
        if !gaps.isEmpty { return .gaps }
        return historyUnderWay < historyWindow && !history.isEmpty ? .history : nil
    }

    /// `next` has been handed over; the bytes of history among it.
    mutating func handedOver(at now: Instant) -> Int {
        let item =
            switch source {
            case .present: present.popFirst()
            case .answers: answers.popFirst()
            case .records: records.popFirst()
            case .gaps: gaps.popFirst()
            case .history: history.popFirst()
            case nil: nil as Item?
            }
        guard let item else { return 0 }
        let bytes = item.message.payload.count
        sent.append(Sent(token: item.token, content: item.content, bytes: bytes, time: now))
        guard item.content.isHistory else { return 0 }
        historyUnderWay += 1
        return bytes
    }

    /// The hub has answered: what it was, and how long it took. nil for what is nobody's.
    mutating func answered(_ token: UInt64, at now: Instant) -> (Content, Nanoseconds)? {
        guard let index = sent.firstIndex(where: { $0.token == token }) else { return nil }
        let item = sent.remove(at: index)
        // Room that a burst has left is given back.
        if sent.isEmpty { sent = [] }
        switch item.content {
        case .record:
            held -= 1
            heldBytes -= item.bytes
        case .history, .replay: historyUnderWay -= 1
        case .present, .gap, .answer: break
        }
        return (item.content, now - item.time)
    }

    /// The session has ended: nothing of this is on its way any more. A command is answered in the
    /// next one.
    mutating func sessionEnded() {
        var open = Queue<Item>()
        untaken.removeAll(where: \.retain)
        for item in sent {
            switch item.content {
            case .answer(let message):
                open.append(Item(token: item.token, content: item.content, message: message))
            case .present(let message) where !message.retain: owe(message)
            case .present, .record, .gap, .history, .replay: break
            }
        }
        answers.forEach { open.append($0) }
        (answers, holdsAnswers) = (open, false)
        (sent, present, records) = ([], Queue(), Queue())
        retellsAt = untaken.isEmpty ? .never : Instant(nanoseconds: .min)
        (gaps, history) = (Queue(), Queue())
        (held, heldBytes, historyUnderWay) = (0, 0, 0)
    }

    /// Nothing new is sent any more.
    mutating func forgetWaiting() {
        (present, records, gaps, history) = (Queue(), Queue(), Queue(), Queue())
    }

    private mutating func item(_ message: Message, _ content: Content) -> Item {
        defer { nextToken += 1 }
        return Item(token: nextToken, content: content, message: message)
    }
}

extension Delivery.Content {
    fileprivate func outdates(_ older: Message) -> Bool {
        if case .present(let message) = self { older.isOutdated(by: message) } else { false }
    }

    fileprivate var isGap: Bool { if case .gap = self { true } else { false } }

    fileprivate var isHistory: Bool {
        switch self {
        case .history, .replay: true
        case .present, .record, .gap, .answer: false
        }
    }
}

extension Message {
    /// Whether the other, told after it, is all that counts.
    fileprivate func isOutdated(by newer: Message) -> Bool {
        retain ? newer.retain && newer.topic == topic : newer == self
    }
}
