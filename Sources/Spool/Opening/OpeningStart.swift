// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What is found when a spool is opened, and what follows from it: whether the numbers go on, and
/// which ones are declared.
struct OpeningStart {
    /// A gap to be declared, and its series in the database.
    struct Declared {
        var record: GapRecord
        var line: Books.Line?
    }

    private let old: EpochRecord?
    private let isNew: Bool
    private let isClean: Bool
    /// The last number of each series that is known to have been used.
    private var used: [SeriesKey: UInt64] = [:]
    private let storedEpoch: String
    private let storedSpool: UInt64
    private var reason: SpoolOpening.Reason?
    private(set) var aside: [String] = []
    var books: Books
    var record: EpochRecord
    var epochFile: EpochFile
    private(set) var numbers = Numbers()
    private(set) var grants: [NumberGrant] = []
    private(set) var session: UInt64 = 1
    private(set) var how = SpoolOpening.How.fresh

    init(
        _ path: String?, _ database: borrowing Database, isNew: Bool, _ settings: SpoolSettings,
        _ reason: SpoolOpening.Reason?
    ) throws(OpeningStop) {
        self.isNew = isNew
        self.reason = reason
        var found = EpochFile.Found()
        var (epoch, spool, opening) = ("", UInt64.random(in: 0...UInt64.max), UInt64(0))
        var books = Books(epoch: "", hubs: settings.hubs.count)
        do throws(SpoolFault) {
            if let path { found = try EpochFile.find(path) }
            if !isNew {
                epoch = try database.text("SELECT value FROM setting WHERE key='epoch'") ?? ""
                let id = try database.number("SELECT value FROM setting WHERE key='spool'")
                spool = UInt64(bitPattern: id ?? 0)
                let count = try database.number("SELECT value FROM setting WHERE key='opening'")
                opening = UInt64(clamping: count ?? 0)
            }
            if let record = found.record, !isNew {
                if record.binding != settings.binding { throw OpeningStart.Stop.machine.fault }
            }
        } catch {
            if error == Stop.machine.fault { throw .setAside(.machine) }
            throw OpeningStop(error)
        }
        old = found.record
        if let record = found.record, !isNew {
            if record.spool != spool { throw .setAside(.backup) }
            let isOfOneTime =
                record.opening == opening
                || record.state == .opening && record.opening == opening + 1
                || found.mayHaveLost && record.opening + 1 == opening
            if !isOfOneTime || record.epoch != epoch { self.reason = .backup }
        }
        (storedEpoch, storedSpool) = (epoch, spool)
        isClean = found.record?.state == .closed && self.reason == nil
        do throws(SpoolFault) {
            if !isNew {
                if !isClean {
                    let limit = Clock.now() + settings.checkPatience
                    guard try database.isSound(until: { Clock.now() > limit }) else {
                        throw .damaged
                    }
                }
                books.epoch = epoch
                try books.load(database, settings)
                if !isClean { used = try books.lastNumbers(database) }
            }
            if let path, found.record == nil, !found.damaged.isEmpty {
                for name in found.damaged { aside.append(try SetAside.move(file: name)) }
                _ = path
            }
        } catch {
            throw OpeningStop(error)
        }
        self.books = books
        record = EpochRecord(
            epoch: epoch, began: 0, binding: settings.binding, spool: spool)
        record.opening = max(opening, found.record?.opening ?? 0) + 1
        record.generation = found.record?.generation ?? 0
        epochFile = EpochFile(path, record)
    }

    /// A reason that is not SQLite's.
    private enum Stop {
        case machine
        var fault: SpoolFault { .misuse(code: -1) }
    }

    /// Decides whether the numbers go on, and from where.
    mutating func settleEpoch(_ settings: SpoolSettings, _ wall: WallTime?) {
        if reason == nil {
            if old == nil, !isNew { reason = .epochLost }
            if old != nil, isNew { reason = .missing }
        }
        guard let old, reason == nil else {
            how = reason.map { .newEpoch($0) } ?? .fresh
            record.epoch = GapRecord.name(of: UInt64.random(in: 0...UInt64.max))
            record.began = wall?.milliseconds ?? 0
            record.state = .open
            return
        }
        how = isClean ? .resumed : .recovered
        (record.epoch, record.began) = (old.epoch, old.began)
        numbers.firstNumber = old.firstNumber
        for entry in old.series {
            let last = max(entry.through, used[entry.key] ?? 0)
            numbers.resume(entry.key, at: last + 1)
        }
        session = old.sessions + 1
        record.firstNumber = old.firstNumber
        record.sessions = old.sessions
        grants = numbers.extend()
        record.series = old.series.map { entry in
            var entry = entry
            entry.through = numbers.entries[entry.key]?.through ?? entry.through
            return entry
        }
        record.state = .open
    }

    /// What will not come of the numbers before.
    func gaps(at wall: WallTime?) -> [Declared] {
        switch how {
        case .recovered: return recoveredGaps(at: wall)
        case .newEpoch: return oldEpochGaps(at: wall)
        default: return []
        }
    }

    private func recoveredGaps(at wall: WallTime?) -> [Declared] {
        (old?.series ?? []).compactMap { entry in
            let line = line(entry.key, storedEpoch)
            let delivered = line.flatMap { line in
                books.settled.compactMap { $0[line]?.last }.max()
            }
            let last = max(used[entry.key] ?? 0, delivered ?? 0, entry.settled)
            guard last < entry.through else { return nil }
            return declared(
                entry.key, storedEpoch, last + 1...entry.through, .uncleanStop, wall, line)
        }
    }

    private func oldEpochGaps(at wall: WallTime?) -> [Declared] {
        let epoch = old?.epoch ?? storedEpoch
        guard !epoch.isEmpty else { return [] }
        var ends = used
        for entry in old?.series ?? [] {
            ends[entry.key] = max(entry.through, ends[entry.key] ?? 0)
        }
        let settled = Dictionary(
            (old?.series ?? []).map { ($0.key, $0.settled) }, uniquingKeysWith: max)
        return ends.sorted { $0.key.device < $1.key.device }.compactMap { key, through in
            // What is still in the database will come.
            let from = isNew ? settled[key] ?? 0 : used[key] ?? 0
            let end = isNew ? through : max(through, used[key] ?? 0) + Numbers.block
            guard from < end else { return nil }
            return declared(
                key, epoch, from + 1...end, isNew ? .spoolDamaged : .uncleanStop, wall,
                line(key, epoch))
        }
    }

    private func line(_ key: SeriesKey, _ epoch: String) -> Books.Line? {
        books.owners[Books.Owner(epoch: epoch, device: key.device)].map {
            Books.Line(device: $0, stream: key.stream)
        }
    }

    private func declared(
        _ key: SeriesKey, _ epoch: String, _ range: ClosedRange<UInt64>,
        _ reason: GapRecord.Reason, _ wall: WallTime?, _ line: Books.Line?
    ) -> Declared {
        let began = old?.began ?? 0
        let gap = GapRecord(
            id: UInt64.random(in: 0...UInt64.max), epoch: epoch, device: key.device,
            stream: key.stream, from: began, to: max(began, wall?.milliseconds ?? began),
            ranges: SequenceRanges([range]), reason: reason)
        return Declared(record: gap, line: line)
    }

    /// For the log.
    func notes(aside: [String], _ fault: SpoolFault?) -> [Text] {
        var notes: [Text] = []
        if let fault { notes.append(fault.text) }
        if case .newEpoch(let reason) = how { notes.append(reason.text) }
        for name in aside {
            notes.append(Text(en: "set aside: \(name)", vi: "đã cất sang tên khác: \(name)"))
        }
        return notes
    }

    /// Says in the database which epoch runs.
    func write(
        _ record: EpochRecord, _ books: inout Books, _ database: borrowing Database
    ) throws(SpoolFault) {
        let setting = try database.prepare("INSERT OR REPLACE INTO setting VALUES(?,?)")
        try setting.run(.text("epoch"), .text(record.epoch))
        try setting.run(.text("spool"), .integer(Int64(bitPattern: record.spool)))
        try setting.run(.text("opening"), .integer(Int64(clamping: record.opening)))
        guard books.epochs[record.epoch] == nil else { return }
        try database.prepare("INSERT INTO epoch(name) VALUES(?)").run(.text(record.epoch))
        books.epochs[record.epoch] = try database.number("SELECT last_insert_rowid()") ?? 0
    }

    /// What the last process wrote down for this one.
    func read(
        _ opening: inout SpoolOpening, _ books: Books, _ database: borrowing Database
    ) throws(SpoolFault) {
        let counters = try database.prepare("SELECT device, body FROM counter ORDER BY device")
        while try counters.step() {
            guard let device = counters.text(0),
                let readings = [CounterReading](packed: counters.blob(1))
            else { continue }
            opening.counters.append(DeviceCounters(device: device, readings: readings))
        }
        opening.devices = books.devices.values.compactMap(\.known).sorted { $0.name < $1.name }
        let meta = try database.prepare("SELECT name, points, payload FROM meta WHERE id=?")
        for (device, row) in books.newestMetas {
            guard let owner = books.devices[device]?.owner, owner.epoch == books.epoch else {
                continue
            }
            try meta.bind(.integer(row))
            if try meta.step() { opening.metas[owner.device] = Spool.meta(meta) }
        }
    }
}
