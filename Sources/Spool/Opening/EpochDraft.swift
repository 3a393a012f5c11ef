// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The epoch's records of an opening.
struct EpochDraft {
    var announcement: EpochRecord?
    var record: EpochRecord
    var reserved: [EpochRecord.Series] = []
    var numbers: Numbers
    var grants: [NumberGrant] = []
    var session: UInt64 = 1

    init(
        _ papers: Papers, _ reason: SpoolOpening.Reason?, _ settings: SpoolSettings,
        _ wall: WallTime?, _ stored: [Books.Line: Books.LastNumber], _ books: Books
    ) {
        numbers = Numbers(ahead: settings.ahead)
        let spool = papers.isNew ? UInt64.random(in: 1...UInt64.max) : papers.spool
        record = EpochRecord(
            epoch: GapRecord.name(of: UInt64.random(in: 0...UInt64.max)),
            began: wall?.milliseconds ?? 0, binding: settings.binding,
            spool: spool)
        record.generation = max(papers.old?.generation ?? 0, papers.generation)
        record.opening = max(papers.opening, papers.old?.opening ?? 0) + 1
        // An old record keeps saying what it said until the database has declared it.
        announcement = papers.old ?? (papers.isNew ? record : nil)
        announcement?.state = .opening
        announcement?.opening = record.opening
        announcement?.spool = spool
        announcement?.binding = settings.binding
        if let old = papers.old, reason == nil {
            record.epoch = old.epoch
            if !papers.isNew { resume(old, stored, books) }
            record.elders = old.elders.filter { books.isPending($0, stored) }
        } else {
            leave(papers, stored, books)
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
                    EpochRecord.Series(key: key, through: last.end + Numbers.mostAhead, settled: 0))
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

    /// What the epochs before have in the database alone, until hubs have it: if that is damaged
    /// too, it is declared.
    private mutating func leave(
        _ papers: Papers, _ stored: [Books.Line: Books.LastNumber], _ books: Books
    ) {
        var elders = papers.old?.elders ?? []
        for entry in papers.old?.series ?? [] where entry.settled < entry.through {
            elders.append(EpochRecord.Elder(epoch: papers.old?.epoch ?? "", series: entry))
        }
        for (line, last) in stored {
            guard let owner = books.devices[line.device]?.owner else { continue }
            let key = SeriesKey(device: owner.device, stream: line.stream)
            if elders.contains(where: { $0.epoch == owner.epoch && $0.series.key == key }) {
                continue
            }
            let series = EpochRecord.Series(
                key: key, through: last.end + Numbers.mostAhead, settled: 0)
            elders.append(EpochRecord.Elder(epoch: owner.epoch, series: series))
        }
        record.elders = Array(elders.suffix(EpochRecord.mostElders))
    }
}

extension Books {
    /// Whether hubs lack something of it that only the database has.
    fileprivate func isPending(
        _ elder: EpochRecord.Elder, _ stored: [Line: LastNumber]
    ) -> Bool {
        let key = elder.series.key
        let isTold = !gaps.contains {
            $0.record.epoch == elder.epoch && $0.record.device == key.device
                && $0.record.stream == key.stream
        }
        guard isTold, let line = line(key, elder.epoch), let last = stored[line] else {
            return !isTold
        }
        let settled = settledByAll(line)
        return settled.ranges.count != 1 || !settled.contains(last.number)
    }
}
