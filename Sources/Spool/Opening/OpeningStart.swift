// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What is found when a spool is opened, and what follows from it: whether the numbers go on, and
/// which ones are declared.
struct OpeningStart {
    let papers: Papers
    let reason: SpoolOpening.Reason?
    /// The last number of each line in the database.
    let stored: [Books.Line: Books.LastNumber]
    var books: Books
    /// What is written first: that an opening has begun. nil where there is no record to keep.
    let announcement: EpochRecord?
    /// What is written last: the numbers that may be used.
    let record: EpochRecord
    /// Up to where each series may have been used before.
    let reserved: [EpochRecord.Series]
    let numbers: Numbers
    let grants: [NumberGrant]
    let session: UInt64
    let how: SpoolOpening.How

    /// Reads what there is; nothing is changed.
    init(
        _ path: String?, _ database: borrowing Database, _ settings: SpoolSettings,
        _ given: SpoolOpening.Reason?, _ wall: WallTime?
    ) throws(OpeningStop) {
        do throws(SpoolFault) {
            papers = try Papers(path, database)
        } catch {
            throw OpeningStop(error)
        }
        reason = try papers.verdict(settings.binding, given)
        let isSure = papers.isClean && reason == nil
        do throws(SpoolFault) {
            if !papers.isNew, !isSure { try database.inspect(settings.checkPatience) }
            var books = Books(epoch: papers.epoch, hubs: settings.hubs.count)
            try books.load(database, hubs: settings.hubs)
            stored = try books.lastNumbers(
                database, rows: isSure ? Books.fewTailRows : Books.mostTailRows)
            books.stored = stored.mapValues(\.number)
            self.books = books
        } catch {
            throw OpeningStop(error)
        }
        let draft = EpochDraft(papers, reason, settings.binding, wall, stored, books)
        (announcement, record) = (draft.announcement, draft.record)
        (reserved, numbers) = (draft.reserved, draft.numbers)
        (grants, session) = (draft.grants, draft.session)
        if let reason {
            how = .newEpoch(reason)
        } else if papers.old == nil || papers.isNew {
            how = .fresh
        } else {
            how = isSure ? .resumed : .recovered
        }
    }
}

extension Database {
    /// Looks through all pages of a database that may have suffered, as far as there is time.
    fileprivate func inspect(_ patience: Nanoseconds) throws(SpoolFault) {
        let limit = Clock.now() + patience
        guard try isSound(until: { Clock.now() > limit }) else { throw .damaged }
    }
}

/// The epoch's records of an opening.
private struct EpochDraft {
    var announcement: EpochRecord?
    var record: EpochRecord
    var reserved: [EpochRecord.Series] = []
    var numbers = Numbers()
    var grants: [NumberGrant] = []
    var session: UInt64 = 1

    init(
        _ papers: Papers, _ reason: SpoolOpening.Reason?, _ binding: [UInt8], _ wall: WallTime?,
        _ stored: [Books.Line: Books.LastNumber], _ books: Books
    ) {
        let spool = papers.isNew ? UInt64.random(in: 1...UInt64.max) : papers.spool
        record = EpochRecord(
            epoch: GapRecord.name(of: UInt64.random(in: 0...UInt64.max)),
            began: wall?.milliseconds ?? 0, binding: binding, spool: spool)
        record.generation = max(papers.old?.generation ?? 0, papers.generation)
        record.opening = max(papers.opening, papers.old?.opening ?? 0) + 1
        // An old record keeps saying what it said until the database has declared it.
        announcement = papers.old ?? (papers.isNew ? record : nil)
        announcement?.state = .opening
        announcement?.opening = record.opening
        announcement?.spool = spool
        announcement?.binding = binding
        if let old = papers.old, reason == nil {
            record.epoch = old.epoch
            if !papers.isNew { resume(old, stored, books) }
        }
        record.state = .open
    }

    /// The numbers go on behind all that may have been used.
    private mutating func resume(
        _ old: EpochRecord, _ stored: [Books.Line: Books.LastNumber], _ books: Books
    ) {
        (record.epoch, record.began) = (old.epoch, old.began)
        (record.firstNumber, record.sessions) = (old.firstNumber, old.sessions)
        numbers.firstNumber = old.firstNumber
        session = old.sessions + 1
        reserved = old.series
        for (line, last) in stored {
            guard let owner = books.devices[line.device]?.owner, owner.epoch == old.epoch else {
                continue
            }
            let key = SeriesKey(device: owner.device, stream: line.stream)
            if let index = reserved.firstIndex(where: { $0.key == key }) {
                reserved[index].through = max(reserved[index].through, last.end)
            } else {
                // Only a copy that is lost had it.
                reserved.append(
                    EpochRecord.Series(key: key, through: last.end + Numbers.block, settled: 0))
            }
        }
        for entry in reserved { numbers.resume(entry.key, at: entry.through + 1) }
        grants = numbers.extend()
        record.series = reserved.map { entry in
            var entry = entry
            entry.through = numbers.entries[entry.key]?.through ?? entry.through
            return entry
        }
    }
}
