// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

extension SpoolThread {
    mutating func add(_ more: SpoolBatch, _ ordinal: UInt64, _ isUrgent: Bool) {
        if batch.isEmpty { batch = more } else { batch.append(more) }
        batchBytes += more.rows.reduce(0) { $0 + $1.body.count + 64 }
        self.ordinal = ordinal
        metas.take(more)
        pacing.add(isUrgent: isUrgent, at: Clock.now())
    }

    /// Writes down what waits, all of it or nothing.
    mutating func commit() {
        guard !hasFailed else { return }
        do throws(SpoolFault) {
            let commit = try spool.commit(batch, at: Clock.now(), wall: Self.knownTime)
            for gap in batch.gaps where gap.epoch == spool.epoch {
                guard let last = gap.ranges.last else { continue }
                spool.use(last, of: SeriesKey(device: gap.device, stream: gap.stream))
            }
            (batch, batchBytes) = (SpoolBatch(), 0)
            pacing.committed(at: Clock.now())
            tell(.committed(ordinal: ordinal, commit))
        } catch {
            refused(error)
        }
    }

    /// What waits stays, and is tried again, unless there is no hope. A disk that is full keeps
    /// what it has: numbers are still reserved there, in place, and room may be made.
    private mutating func refused(_ fault: SpoolFault) {
        let now = Clock.now()
        if pacing.failed(at: now) { tell(.delayed(fault)) }
        if fault == .full {
            for row in batch.rows { spool.use(row.sequence, of: row.series) }
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

    /// What waits is written down first, so that the page knows of it.
    mutating func tell(pageAfter row: Int64, _ session: UInt64) {
        if !batch.isEmpty, pacing.isUnhindered { commit() }
        do throws(SpoolFault) {
            let page = try spool.backlog(hub: 0, after: row, atMost: Self.pageBytes)
            var named: [Int64: StoredMeta] = [:]
            for row in page.rows where named[row.meta] == nil {
                named[row.meta] = try metas.find(row, spool)
            }
            tell(.page(page, session: session, metas: named))
        } catch {
            // Asked again with the next session, or when this one has something new.
            tell(.page(SpoolPage(last: row, isAtEnd: true), session: session, metas: [:]))
            refused(error)
        }
    }

    /// Bytes of records in one answer.
    private static let pageBytes = 32 * 1_024

    mutating func use(session number: UInt64) {
        do throws(SpoolFault) {
            try spool.useSession(number)
        } catch {
            refused(error)
        }
        tellState()
    }

    mutating func tellState() {
        do throws(SpoolFault) {
            tell(.state(try spool.state(at: Clock.now())))
        } catch {
            refused(error)
        }
    }

    /// The end: what waits is written down, and the books are closed.
    consuming func close() {
        if !batch.isEmpty { commit() }
        guard !hasFailed, batch.isEmpty else { return }
        do throws(SpoolFault) { try spool.close() } catch {}
    }
}

extension SpoolBatch {
    mutating func append(_ more: SpoolBatch) {
        devices += more.devices
        forgotten += more.forgotten
        metas += more.metas
        rows += more.rows
        restamped += more.restamped
        delivered += more.delivered
        counters += more.counters
        gaps += more.gaps
        deliveredGaps += more.deliveredGaps
    }
}
