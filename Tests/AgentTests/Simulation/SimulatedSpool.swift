// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Spool

/// A spool that does what the real one does, as slowly as it is told to, and forgets what was not
/// committed when the process is killed. It shares nothing with the real one but its language.
struct SimulatedSpool {
    struct Line {
        var reserved: UInt64 = 0
        var used: UInt64 = 0
    }

    private(set) var rows: [SpooledRow] = []
    private(set) var delivered: [String: [SeriesKey: Set<UInt64>]] = [:]
    private(set) var gaps: [GapRecord] = []
    private var metas: [(id: Int64, device: String, meta: StoredMeta)] = []
    /// What this process has said that each device is.
    private var present: [String: String] = [:]
    private var lines: [SeriesKey: Line] = [:]
    private var counters: [String: DeviceCounters] = [:]
    private var known: [String: KnownDevice] = [:]
    private var lastRow: Int64 = 0
    /// Names of its own gaps, which are no names of the pump's.
    private var lastGap: UInt64 = 0
    private(set) var epoch: String
    private(set) var session: UInt64 = 1
    /// The most rows that it holds; beyond, the oldest go and are declared.
    var limit = Int.max
    private(set) var trimmed = 0
    /// Commands that are remembered, and what the hub says to have stored.
    private(set) var commands: [SeenCommand] = []
    private var custody: [SeriesKey: UInt64] = [:]
    private(set) var restamped = 0
    /// Of these, those that the hub had without their time.
    private(set) var unsettled = 0
    /// What the process has said of its clock.
    private(set) var areTimesKnown = false
    /// What the pump said that the month has cost.
    private(set) var spending: MonthSpending?

    // What the process has told it and the disk does not have.
    private var orders: [SpoolOrder] = []
    private var batch: [(SpoolBatch, UInt64)] = []
    private(set) var news: [SpoolNews] = []

    init(epoch: String) { self.epoch = epoch }

    /// Orders that wait.
    var count: Int { orders.count }
    var hasWork: Bool { !orders.isEmpty || !batch.isEmpty || !news.isEmpty }

    mutating func take(_ order: SpoolOrder) { orders.append(order) }

    /// Does the oldest order.
    mutating func step() {
        guard !orders.isEmpty else { return }
        switch orders.removeFirst() {
        case .write(let more, let ordinal, _):
            for meta in more.metas { present[meta.device] = meta.name }
            batch.append((more, ordinal))
        case .page(let after, let session, let stream):
            commit()
            tellPage(after, session, stream)
        case .replay(let question):
            commit()
            tellReplay(question)
        case .gaps: news.append(.gaps(Array(gaps.prefix(16))))
        case .unsynced(let after, let question): tellUnsynced(after, question)
        case .reserve(let series, _): news.append(.granted(reserve(series)))
        case .forget(let devices):
            for device in devices { present[device] = nil }
            news.append(.forgotten)
        case .timesAreKnown: areTimesKnown = true
        case .session(let number): session = max(session, number + 1)
        }
    }

    mutating func nextNews() -> SpoolNews? { news.isEmpty ? nil : news.removeFirst() }

    /// The disk takes what was told.
    mutating func commit() {
        guard let last = batch.last else { return }
        var commit = SpoolCommit()
        for (more, _) in batch { write(more) }
        batch = []
        while rows.count > limit { trim(&commit) }
        commit.grants = extend()
        news.append(.committed(ordinal: last.1, commit))
    }

    private mutating func write(_ batch: SpoolBatch) {
        for meta in batch.metas {
            let stored = StoredMeta(
                name: meta.name, points: meta.points, payload: meta.payload)
            metas.append((Int64(metas.count + 1), meta.device, stored))
        }
        for row in batch.rows {
            lastRow += 1
            let meta = metas.last { $0.device == row.series.device && $0.meta.name == row.meta }
            rows.append(
                SpooledRow(
                    row: lastRow, epoch: epoch, series: row.series, sequence: row.sequence,
                    from: row.from, to: row.to, meta: meta?.id ?? 0, body: row.body))
            use(row.sequence, row.series)
        }
        for one in batch.delivered {
            for range in one.numbers.ranges {
                delivered[one.epoch, default: [:]][one.series, default: []].formUnion(range)
            }
        }
        for gap in batch.gaps {
            gaps.append(gap)
            let key = SeriesKey(device: gap.device, stream: gap.stream)
            if gap.epoch == epoch, let last = gap.ranges.last { use(last, key) }
        }
        for row in batch.restamped { restamp(row) }
        for one in batch.deliveredGaps { gaps.removeAll { $0.id == one.id } }
        for id in batch.forgottenCommands { commands.removeAll { $0.id == id } }
        for one in batch.commands {
            commands.removeAll { $0.id == one.id }
            commands.append(one)
        }
        for one in batch.custody { custody[one.series] = one.through }
        spending = batch.spending ?? spending
        for one in batch.devices { known[one.name] = one }
        for one in batch.counters { counters[one.device] = one }
    }

    /// What hubs have of it is not what it says now.
    private mutating func restamp(_ row: RestampedRow) {
        guard let place = rows.firstIndex(where: { $0.row == row.row }) else { return }
        (rows[place].from, rows[place].to, rows[place].body) = (row.from, row.to, row.body)
        let old = rows[place]
        if isDelivered(old) { unsettled += 1 }
        delivered[old.epoch]?[old.series]?.remove(old.sequence)
        restamped += 1
    }

    /// As the disk lets it: what was told and not written down would be missing.
    private mutating func tellUnsynced(_ after: Int64, _ question: UInt32) {
        if question % 3 == 0, !batch.isEmpty {
            return news.append(.unsynced(nil, question: question))
        }
        commit()
        let behind = rows.filter { $0.row > after && StoredRecord.isUnsynced($0.body) }
        let some = Array(behind.prefix(7))
        let page = SpoolPage(
            rows: some, last: some.last?.row ?? lastRow, isAtEnd: some.count == behind.count)
        news.append(.unsynced(page, question: question))
    }

    private mutating func use(_ number: UInt64, _ key: SeriesKey) {
        lines[key, default: Line()].used = max(lines[key]?.used ?? 0, number)
    }

    private mutating func nextGap() -> UInt64 {
        lastGap += 1
        return lastGap
    }

    private mutating func trim(_ commit: inout SpoolCommit) {
        let stored = rows.firstIndex {
            isDelivered($0) && $0.sequence <= custody[$0.series] ?? 0
        }
        let done = stored ?? rows.firstIndex { isDelivered($0) } ?? 0
        let row = rows.remove(at: done)
        guard !isDelivered(row) else { return }
        commit.lost += 1
        trimmed += 1
        gaps.append(
            GapRecord(
                id: nextGap(), epoch: row.epoch, device: row.series.device,
                stream: row.series.stream, from: row.from, to: row.to,
                ranges: SequenceRanges([row.sequence...row.sequence]), reason: .spoolFull))
    }

    func isDelivered(_ row: SpooledRow) -> Bool {
        delivered[row.epoch]?[row.series]?.contains(row.sequence) ?? false
    }

    /// The last number that may have been used.
    func reserved(_ key: SeriesKey) -> UInt64 { lines[key]?.reserved ?? 0 }

    private mutating func extend() -> [NumberGrant] {
        var grants: [NumberGrant] = []
        for (key, line) in lines where line.reserved - min(line.used, line.reserved) < 48 {
            lines[key]?.reserved = line.used + 64
            grants.append(
                NumberGrant(series: key, next: line.used + 1, through: line.used + 64))
        }
        return grants
    }

    private mutating func reserve(_ series: [SeriesKey]) -> [NumberGrant] {
        series.map { key in
            var line = lines[key] ?? Line()
            line.reserved = max(line.reserved, line.used + 64)
            lines[key] = line
            return NumberGrant(series: key, next: line.used + 1, through: line.reserved)
        }
    }

    private mutating func tellPage(_ after: Int64, _ session: UInt64, _ stream: Stream?) {
        let behind = rows.filter { row in
            row.row > after && (stream.map { $0 == row.series.stream } ?? true)
        }
        let some = behind.prefix(20)
        let named = metas(namedIn: Array(some))
        let page = SpoolPage(
            rows: some.filter { !isDelivered($0) }, last: some.last?.row ?? after,
            isAtEnd: some.count == behind.count)
        news.append(.page(page, session: session, metas: named))
    }

    private func metas(namedIn rows: [SpooledRow]) -> [Int64: StoredMeta] {
        var named: [Int64: StoredMeta] = [:]
        for row in rows {
            guard let one = metas.first(where: { $0.id == row.meta }) else { continue }
            let isPresent = present[one.device] == one.meta.name
            named[row.meta] =
                isPresent ? StoredMeta(name: one.meta.name, points: [], payload: []) : one.meta
        }
        return named
    }

    private mutating func tellReplay(_ question: ReplayQuestion) {
        let (series, asked) = (question.series, question.numbers)
        guard question.epoch == epoch else {
            let unknown = ReplayPage(isKnown: false)
            return news.append(.replay(unknown, session: question.session, metas: [:]))
        }
        let all = rows.filter { $0.series == series && asked.contains($0.sequence) }
            .sorted { $0.sequence < $1.sequence }
        var page = ReplayPage()
        page.rows = Array(all.prefix(20))
        if page.rows.count < all.count { page.through = page.rows.last?.sequence ?? .max }
        let told = gaps.filter { $0.device == series.device && $0.stream == series.stream }
        for number in delivered[epoch]?[series] ?? [] {
            guard asked.contains(number), number <= page.through,
                !told.contains(where: { $0.ranges.contains(number) })
            else { continue }
            page.gone.insert(number)
        }
        for row in page.rows { page.gone.remove(row.sequence...row.sequence) }
        news.append(
            .replay(page, session: question.session, metas: metas(namedIn: page.rows)))
    }

    /// The process is killed, or ends: what the disk does not have is gone. Another one begins.
    mutating func open(_ keys: [SeriesKey]) -> SpoolOpening {
        (orders, batch, news, present, custody) = ([], [], [], [:], [:])
        areTimesKnown = false
        for (key, line) in lines where line.reserved > line.used {
            let range = line.used + 1...line.reserved
            gaps.append(
                GapRecord(
                    id: nextGap(), epoch: epoch, device: key.device, stream: key.stream, from: 0,
                    to: 0, ranges: SequenceRanges([range]), reason: .uncleanStop))
            lines[key]?.used = line.reserved
        }
        var opening = SpoolOpening(how: .recovered, epoch: epoch, isDurable: true)
        for key in keys { lines[key, default: Line()].used += 0 }
        for key in keys {
            let used = lines[key]?.used ?? 0
            lines[key]?.reserved = used + 64
            opening.grants.append(NumberGrant(series: key, next: used + 1, through: used + 64))
        }
        opening.counters = Array(counters.values)
        opening.devices = known.values.sorted { $0.name < $1.name }
        opening.commands = commands
        opening.spending = spending
        return opening
    }
}
