// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

extension SpoolThread {
    mutating func add(_ more: SpoolBatch, _ ordinal: UInt64, _ isUrgent: Bool) {
        if batch.isEmpty { batch = more } else { batch.append(more) }
        batchBytes += more.rows.reduce(0) { $0 + $1.body.count + 64 }
        batchBytes += more.restamped.reduce(0) { $0 + $1.body.count + 64 }
        self.ordinal = ordinal
        metas.take(more)
        pacing.add(isUrgent: isUrgent, at: Clock.now())
    }

    /// Writes down what waits, in as many transactions as that takes.
    mutating func commit() {
        guard !hasFailed else { return }
        var grants: [NumberGrant] = []
        var lost = 0
        do throws(SpoolFault) {
            repeat {
                var rest = batch
                let part = rest.takePart(atMost: spool.mostBatchBytes)
                let done = try spool.commit(part, at: Clock.now(), wall: trustedTime)
                batch = rest
                (grants, lost) = (grants + done.grants, lost + done.lost)
            } while !batch.isEmpty
        } catch {
            if !grants.isEmpty { tell(.granted(grants)) }
            return refused(error)
        }
        batchBytes = 0
        pacing.committed(at: Clock.now())
        var commit = SpoolCommit()
        (commit.grants, commit.lost) = (grants, lost)
        tell(.committed(ordinal: ordinal, commit))
        if Clock.now() >= stateDue { tellState() }
    }

    /// What waits stays, and is tried again, unless there is no hope. A disk that is full keeps
    /// what it has: numbers are still reserved there, in place, and room may be made.
    private mutating func refused(_ fault: SpoolFault) {
        let now = Clock.now()
        if pacing.failed(at: now) { tell(.delayed(fault)) }
        if fault == .full {
            do throws(SpoolFault) {
                var commit = SpoolCommit()
                commit.grants = try spool.reserve([])
                if !commit.grants.isEmpty { tell(.granted(commit.grants)) }
            } catch {}
        } else if fault.isOfContent || pacing.isHopeless(at: now) {
            hasFailed = true
            tell(.failed(fault))
        }
    }

    /// On the disk at once. One that refuses is asked again with the next commit.
    mutating func reserve(_ series: [SeriesKey], _ ahead: [SeriesKey: UInt64]) {
        do throws(SpoolFault) {
            tell(.granted(try spool.reserve(series, ahead: ahead)))
        } catch {
            refused(error)
        }
    }

    /// What waits is written down first, so that the page knows of it.
    mutating func tell(pageAfter row: Int64, _ session: UInt64, _ stream: Stream?) {
        if !batch.isEmpty, pacing.isUnhindered { commit() }
        do throws(SpoolFault) {
            let page = try spool.backlog(
                hub: 0, after: row, of: stream, atMost: Self.pageBytes)
            tell(.page(page, session: session, metas: try metasNamed(in: page.rows)))
        } catch {
            // Asked again with the next session, or when this one has something new.
            tell(.page(SpoolPage(last: row, isAtEnd: true), session: session, metas: [:]))
            refused(error)
        }
    }

    /// As with a page. What waits and cannot be written is neither here nor said to be gone.
    mutating func tell(_ question: ReplayQuestion) {
        if !batch.isEmpty, pacing.isUnhindered { commit() }
        let session = question.session
        do throws(SpoolFault) {
            let page = try spool.replayPage(
                epoch: question.epoch, question.series, question.numbers,
                atMost: Self.pageBytes)
            tell(.replay(page, session: session, metas: try metasNamed(in: page.rows)))
        } catch {
            tell(.replay(nil, session: session, metas: [:]))
            refused(error)
        }
    }

    private mutating func metasNamed(
        in rows: [SpooledRow]
    ) throws(SpoolFault) -> [Int64: StoredMeta] {
        var named: [Int64: StoredMeta] = [:]
        for row in rows where named[row.meta] == nil {
            named[row.meta] = try metas.find(row, spool)
        }
        return named
    }

    /// Bytes of records in one answer.
    static let pageBytes = 32 * 1_024

    /// What waits is written down first; if that cannot be, it would be missing.
    mutating func tell(unsyncedAfter row: Int64, _ question: UInt32) {
        if !batch.isEmpty, pacing.isUnhindered { commit() }
        guard batch.isEmpty else { return tell(.unsynced(nil, question: question)) }
        do throws(SpoolFault) {
            let page = try spool.restampable(after: row, atMost: Self.pageBytes)
            tell(.unsynced(page, question: question))
        } catch {
            tell(.unsynced(nil, question: question))
            refused(error)
        }
    }

    mutating func use(session number: UInt64) {
        do throws(SpoolFault) {
            try spool.useSession(number)
        } catch {
            refused(error)
        }
        tellState()
    }

    /// Besides now and then, so that what a session begins with is not an old figure.
    mutating func tellState() {
        stateDue = Clock.now() + Self.statePeriod
        do throws(SpoolFault) {
            tell(.state(try spool.state(at: Clock.now())))
        } catch {
            refused(error)
        }
    }

    private static let statePeriod = Nanoseconds.seconds(30)

    /// The end: what waits is written down, and the books are closed.
    consuming func close() {
        if !batch.isEmpty { commit() }
        if !spool.opening.isDurable { line.leave(leftovers()) }
        guard !hasFailed, batch.isEmpty else { return }
        do throws(SpoolFault) { try spool.close() } catch {}
    }
}
