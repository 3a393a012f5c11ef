// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What will not come of the numbers before. More may be declared than is lost: what a consumer
/// holds counts more.
extension OpeningStart {
    /// A gap to be declared.
    struct Declared {
        var record: GapRecord
        /// Numbers of it of which none is stored: they are not waited for.
        var absent: SequenceRanges
        /// Of the running epoch.
        var isOfRunningEpoch: Bool
    }

    func gaps(at wall: WallTime?) -> [Declared] {
        if how == .recovered { return tails(reserved, papers.epoch, beyond: 0, wall) }
        guard reason != nil else { return [] }
        if papers.isDeclared { return [] }
        let old = papers.old
        if papers.isNew { return lostElders(wall) + (old.map { lost($0, wall) } ?? []) }
        // What is in the database will still come; an older copy of either file may have hidden
        // numbers that were reserved later.
        guard let old, old.epoch != papers.epoch else {
            return lostElders(wall)
                + tails(old?.series ?? [], papers.epoch, beyond: Numbers.mostAhead, wall)
        }
        return lostElders(wall) + lost(old, wall)
            + tails([], papers.epoch, beyond: Numbers.mostAhead, wall)
    }

    /// What the epochs before the last one had in the database alone.
    private func lostElders(_ wall: WallTime?) -> [Declared] {
        (papers.old?.elders ?? []).compactMap { elder in
            let series = elder.series
            guard series.settled < series.through else { return nil }
            return declared(
                series.key, elder.epoch, SequenceRanges([series.settled + 1...series.through]),
                absent: SequenceRanges(), .spoolDamaged, wall)
        }
    }

    /// All of an epoch that hubs do not have: its database is gone.
    private func lost(_ old: EpochRecord, _ wall: WallTime?) -> [Declared] {
        old.series.compactMap { entry in
            guard entry.settled < entry.through else { return nil }
            let numbers = SequenceRanges([entry.settled + 1...entry.through])
            return declared(
                entry.key, old.epoch, numbers, absent: SequenceRanges(), .spoolDamaged, wall)
        }
    }

    /// What was reserved behind the last stored record of each series, and is not known to have
    /// come.
    private func tails(
        _ series: [EpochRecord.Series], _ epoch: String, beyond: UInt64, _ wall: WallTime?
    ) -> [Declared] {
        var ends: [SeriesKey: EpochRecord.Series] = [:]
        for (line, last) in stored {
            guard let owner = books.devices[line.device]?.owner, owner.epoch == epoch else {
                continue
            }
            let key = SeriesKey(device: owner.device, stream: line.stream)
            ends[key] = EpochRecord.Series(key: key, through: last.number, settled: 0)
        }
        for entry in series {
            ends[entry.key] = EpochRecord.Series(
                key: entry.key, through: max(entry.through, ends[entry.key]?.through ?? 0),
                settled: entry.settled)
        }
        let keys = ends.keys.sorted {
            ($0.device, $0.stream.rawValue) < ($1.device, $1.stream.rawValue)
        }
        return keys.compactMap { key in
            guard let end = ends[key] else { return nil }
            return tail(end, epoch, through: end.through + beyond, wall)
        }
    }

    private func tail(
        _ series: EpochRecord.Series, _ epoch: String, through: UInt64, _ wall: WallTime?
    ) -> Declared? {
        let line = books.line(series.key, epoch)
        let last = line.flatMap { stored[$0] } ?? .nothing
        guard last.number < through else { return nil }
        var numbers = SequenceRanges([last.number + 1...through])
        if let line { numbers = numbers.subtracting(books.settledByAll(line)) }
        if series.settled > 0 { numbers.remove(1...series.settled) }
        guard !numbers.isEmpty else { return nil }
        var absent = numbers
        // The last entry of the index is at most a block before the last record.
        if !last.isExact { absent.remove(1...last.number + Spool.blockNumbers) }
        return declared(
            series.key, epoch, numbers, absent: absent, .uncleanStop, wall, since: last.at)
    }

    private func declared(
        _ key: SeriesKey, _ epoch: String, _ numbers: SequenceRanges, absent: SequenceRanges,
        _ reason: GapRecord.Reason, _ wall: WallTime?, since last: Int64? = nil
    ) -> Declared {
        let epochBegan = papers.old?.began ?? 0
        let began = max(epochBegan, last ?? epochBegan)
        let gap = GapRecord(
            id: UInt64.random(in: 0...UInt64.max), epoch: epoch, device: key.device,
            stream: key.stream, from: began, to: max(began, wall?.milliseconds ?? began),
            ranges: numbers, reason: reason)
        return Declared(
            record: gap, absent: absent, isOfRunningEpoch: epoch == record.epoch)
    }
}

extension Books {
    /// One series in the database.
    func line(_ key: SeriesKey, _ epoch: String) -> Line? {
        owners[Owner(epoch: epoch, device: key.device)].map {
            Line(device: $0, stream: key.stream)
        }
    }
}
