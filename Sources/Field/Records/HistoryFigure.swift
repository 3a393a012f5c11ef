// SPDX-License-Identifier: Apache-2.0

/// The columns of a window's point in a record of the channel `hist`, in the order of the record
/// of the stream `window`; `n` and `due` always, the others where any point has them.
enum HistoryFigure: String, CaseIterable {
    case n, due, late, min, max, mean, last, changes, delta, since, reset

    static func told(in rows: [HistoryRow]) -> [Self] {
        var told: Set<Self> = [.n, .due]
        for row in rows {
            guard case .window(let sums) = row.record.content else { continue }
            for sum in sums {
                if sum.late > 0 { told.insert(.late) }
                told.formUnion(of(sum.figures))
            }
        }
        return allCases.filter(told.contains)
    }

    private static func of(_ figures: WindowSum.Figures?) -> [Self] {
        switch figures {
        case nil: []
        case .gauge(let extremes, let mean, _)?:
            (extremes == nil ? [] : [.min, .max]) + (mean == .none ? [] : [.mean]) + [.last]
        case .state?: [.last, .changes]
        case .counter(_, _, let since, let reset)?:
            [.last, .delta] + (since == nil ? [] : [.since]) + (reset == nil ? [] : [.reset])
        }
    }

    /// The point's figure, null for one that it does not have.
    func write(_ sum: WindowSum, to writer: inout JSONWriter) {
        switch self {
        case .n: writer.integer(sum.count)
        case .due: writer.integer(sum.due)
        // Where none came late the record says nothing of it, whatever stands beside it here.
        case .late: if sum.late > 0 { writer.integer(sum.late) } else { writer.null() }
        default: writeFigure(sum.figures, to: &writer)
        }
    }

    private func writeFigure(_ figures: WindowSum.Figures?, to writer: inout JSONWriter) {
        switch (figures, self) {
        case (.gauge(let ends?, _, _)?, .min): writer.orNull(ends.least)
        case (.gauge(let ends?, _, _)?, .max): writer.orNull(ends.most)
        case (.gauge(_, .value(let mean), _)?, .mean): writer.value(mean)
        case (.gauge(_, _, let last)?, .last), (.state(let last, _)?, .last),
            (.counter(let last, _, _, _)?, .last):
            writer.orNull(last)
        case (.state(_, let changes)?, .changes): writer.integer(changes)
        case (.counter(_, let delta, _, _)?, .delta): writer.orNull(delta)
        case (.counter(_, _, let since?, _)?, .since): writer.integer(since)
        case (.counter(_, _, _, let reset?)?, .reset): writer.string(reset.name)
        default: writer.null()
        }
    }
}
