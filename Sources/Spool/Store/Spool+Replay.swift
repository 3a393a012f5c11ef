// SPDX-License-Identifier: Apache-2.0
package import Field

/// Records of one series by their numbers, and which of those there are no more.
package struct ReplayPage: Hashable, Sendable {
    /// Whether the series is known under the epoch.
    package var isKnown = true
    package var rows: [SpooledRow] = []
    /// All numbers up to this one have been looked for.
    package var through: UInt64 = .max
    /// Numbers up to there that every hub had, or was told of long ago, and that are not here.
    package var gone = SequenceRanges()

    package init(isKnown: Bool = true) { self.isKnown = isKnown }
}

extension Spool {
    /// Numbers that one call looks for: the records between theirs are passed over one by one.
    private static let replayNumbers: UInt64 = 256

    /// The first of these records, whoever has them: at most `bytes`, and at least one if there is
    /// one.
    package func replayPage(
        epoch: String, _ series: SeriesKey, _ asked: SequenceRanges, atMost bytes: Int
    ) throws(SpoolFault) -> ReplayPage {
        let owner = Books.Owner(epoch: epoch, device: series.device)
        guard let device = books.owners[owner] else { return ReplayPage(isKnown: false) }
        let line = Books.Line(device: device, stream: series.stream)
        var page = ReplayPage()
        if let first = try firstKept(of: asked, line) {
            let slice = first...first.addingClamped(Self.replayNumbers - 1)
            page.rows = try replay(
                epoch: epoch, series, asked.intersection(SequenceRanges([slice])), atMost: bytes)
            page.through = page.rows.last?.sequence ?? slice.upperBound
        }
        page.gone = asked.intersection(SequenceRanges([0...page.through]))
            .intersection(books.settledByAll(line))
        for row in page.rows { page.gone.remove(row.sequence...row.sequence) }
        // What is to be told is not told twice.
        for gap in books.gaps where books.line(of: gap.record) == line {
            page.gone = page.gone.subtracting(gap.record.ranges)
        }
        return page
    }

    /// The first of these numbers that lies in a block of which something may be here.
    private func firstKept(
        of asked: SequenceRanges, _ line: Books.Line
    ) throws(SpoolFault) -> UInt64? {
        for range in asked.ranges where range.upperBound <= UInt64(Int64.max) {
            let start = range.lowerBound / Self.blockNumbers * Self.blockNumbers
            var block: UInt64?
            for shelf in Shelf.of(line.stream) {
                let first = try database.number(
                    "SELECT first FROM block WHERE shelf=\(shelf.rawValue) "
                        + "AND device=\(line.device) AND first>=\(start) ORDER BY first LIMIT 1")
                guard let first else { continue }
                let found = UInt64(clamping: first) / Self.blockNumbers * Self.blockNumbers
                block = min(block ?? found, found)
            }
            guard let block else { return nil }
            if block <= range.upperBound { return max(block, range.lowerBound) }
        }
        return nil
    }
}

extension Books {
    fileprivate func line(of gap: GapRecord) -> Line? {
        owners[Owner(epoch: gap.epoch, device: gap.device)].map {
            Line(device: $0, stream: gap.stream)
        }
    }
}

extension UInt64 {
    fileprivate func addingClamped(_ more: UInt64) -> UInt64 {
        let (sum, isOver) = addingReportingOverflow(more)
        return isOver ? .max : sum
    }
}
