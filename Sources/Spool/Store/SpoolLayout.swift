// SPDX-License-Identifier: Apache-2.0

/// How a spool's bytes are shared out: the database, its log, and room for gaps.
struct SpoolLayout: Hashable, Sendable {
    let size: Int64
    let pageSize: Int64
    /// Pages after which the log is copied into the database.
    let logPages: Int64

    /// The log's bytes when it is copied, at most.
    static let logBytes: Int64 = 512 * 1_024
    /// Bytes of one transaction that the log takes beyond that.
    static let batchBytes: Int64 = 256 * 1_024
    /// Room that only gaps take: more than a hundred bytes for each of a thousand series.
    static let gapBytes: Int64 = 128 * 1_024

    init(size: Int64, pageSize: Int64) {
        self.size = size
        self.pageSize = pageSize
        logPages = min(Self.logBytes, size / 8) / (pageSize + 24)
    }

    /// Bytes of a page in the log.
    var frame: Int64 { pageSize + 24 }

    /// Bytes that one transaction has without more ado.
    var usualBatch: Int64 { min(Self.batchBytes, size / 8) }

    /// Bytes that one transaction may have, if the log is emptied before it.
    var mostBatch: Int64 { log * 2 / 3 }

    /// Bytes of the log at its longest.
    var log: Int64 { logPages * frame + usualBatch }

    /// Pages that the database may have.
    var mostPages: Int64 { (size - log) / pageSize }

    /// Pages that records and all else but gaps may take.
    var recordPages: Int64 { mostPages - min(Self.gapBytes, size / 8) / pageSize }

    /// Pages that are freed at a time, so that a full spool does not free a few in each commit.
    var hunkPages: Int64 { max(8, recordPages / 64) }
}
