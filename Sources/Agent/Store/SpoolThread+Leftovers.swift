// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension SpoolThread {
    /// What the hub lacks of a spool in memory, and will never get: for the next one to declare.
    mutating func leftovers() -> [GapRecord] {
        var gaps = spool.gaps(for: 0, atMost: Int.max) + batch.gaps
        var losses: [String: GapRecord] = [:]
        var page = SpoolPage(last: 0)
        do throws(SpoolFault) {
            repeat {
                page = try spool.backlog(hub: 0, after: page.last, atMost: Self.pageBytes)
                for row in page.rows {
                    Self.add(row.epoch, row.series, row.sequence, row.from, row.to, &losses)
                }
            } while !page.isAtEnd
        } catch {
            // Memory does not fail; what it could not tell, the records' epoch tells by its end.
        }
        for row in batch.rows {
            Self.add(spool.epoch, row.series, row.sequence, row.from, row.to, &losses)
        }
        gaps += losses.values
        return gaps
    }

    private static func add(
        _ epoch: String, _ series: SeriesKey, _ number: UInt64, _ from: Int64, _ to: Int64,
        _ losses: inout [String: GapRecord]
    ) {
        let place = "\(epoch)/\(series.device)/\(series.stream.name)"
        let gap = GapRecord(
            id: UInt64.random(in: 0...UInt64.max), epoch: epoch, device: series.device,
            stream: series.stream, from: from, to: to, ranges: SequenceRanges([number...number]),
            reason: .notStored)
        losses[place] = losses[place]?.joined(with: gap, id: gap.id) ?? gap
    }
}
