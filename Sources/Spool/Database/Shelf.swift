// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A table of records. They are only added at the end and taken from the front, so that whole
/// pages become free; windows with counters have a table of their own, because they go last.
enum Shelf: Int, CaseIterable, Hashable, Sendable {
    case live = 0
    case window, counted, event

    /// The table's name.
    var table: String {
        switch self {
        case .live: "live"
        case .window: "window"
        case .counted: "counted"
        case .event: "event"
        }
    }

    var stream: Stream {
        switch self {
        case .live: .live
        case .window, .counted: .window
        case .event: .event
        }
    }

    init(_ row: NewRow) {
        self =
            switch row.series.stream {
            case .live: .live
            case .window: row.hasCounters ? .counted : .window
            case .event: .event
            }
    }

    static func of(_ stream: Stream?) -> [Shelf] {
        allCases.filter { stream == nil || $0.stream == stream }
    }

    /// In which order records that no hub has are given up.
    static let sacrifices: [[Shelf]] = [[.live], [.window], [.counted, .event]]
}
