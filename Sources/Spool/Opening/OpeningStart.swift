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
        let draft = EpochDraft(papers, reason, settings, wall, stored, books)
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
