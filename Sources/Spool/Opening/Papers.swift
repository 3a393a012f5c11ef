// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the epoch file and the database say of themselves, before anything is changed.
struct Papers {
    /// The epoch file's newest record that can be read.
    let old: EpochRecord?
    private let mayHaveLost: Bool
    /// What stands in the epoch file's place and is not ours.
    let foreign: [String]
    /// The database has not been given to a spool yet.
    let isNew: Bool
    /// The database's epoch, its own id, how often it was opened.
    let epoch: String
    let spool: UInt64
    let opening: UInt64
    /// The newest epoch file that the database knows of, and the one that its last process was to
    /// write at its end.
    let generation: UInt64
    private let closing: UInt64
    /// The epoch whose rest a start has declared, which may not have come to its end.
    let declared: String

    init(_ path: String?, _ database: borrowing Database) throws(SpoolFault) {
        var found = EpochFile.Found()
        if let path { found = try EpochFile.find(path) }
        (old, mayHaveLost, foreign) = (found.record, found.mayHaveLost, found.foreign)
        isNew = try database.setting("spool") == nil
        if isNew, try database.hasNothing() == false { throw .damaged }
        epoch = try database.word("epoch")
        declared = try database.word("declared")
        spool = try database.count("spool")
        opening = try database.count("opening")
        generation = try database.count("generation")
        closing = try database.count("closing")
    }

    /// Why numbers begin anew; nil if they go on, or for a first start. `reason` is what was found
    /// before, and led to a new database.
    func verdict(
        _ binding: [UInt8], _ reason: SpoolOpening.Reason?
    ) throws(OpeningStop) -> SpoolOpening.Reason? {
        guard let old else { return isNew ? reason : .epochLost }
        if isNew {
            // Nothing can be missing of a first start that did not come to its end.
            let isFirst = old.state == .opening && old.series.isEmpty
            return reason ?? (old.binding != binding ? .machine : isFirst ? nil : .missing)
        }
        if old.binding != binding { throw .setAside(.machine) }
        if old.spool != spool { throw .setAside(.backup) }
        return isOfOneTime ? nil : .backup
    }

    /// Whether a start before this one declared what the old epoch leaves, and ended before the
    /// epoch file had the new one.
    var isDeclared: Bool {
        guard let old else { return false }
        return !isNew && old.state == .opening && old.opening == opening && declared == old.epoch
    }

    /// Whether database and epoch file were written by the same processes in the same order.
    private var isOfOneTime: Bool {
        guard let old, old.epoch == epoch else { return false }
        let lost: UInt64 = mayHaveLost ? 1 : 0
        let isSameOpening =
            old.opening == opening || old.state == .opening && old.opening == opening + 1
            || mayHaveLost && old.opening + 1 == opening
        return isSameOpening && generation <= old.generation + lost
            && (old.state != .closed || closing == old.generation)
    }

    /// Whether the last process came to its end.
    var isClean: Bool { old?.state == .closed }
}

extension Database {
    /// Whether the tables are empty.
    func hasNothing() throws(SpoolFault) -> Bool {
        for table in Self.tables where try number("SELECT 1 FROM \(table.name) LIMIT 1") != nil {
            return false
        }
        return true
    }
}
