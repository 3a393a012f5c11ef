// SPDX-License-Identifier: Apache-2.0
package import Field

/// What somebody sees who only looks.
package struct SpoolLook: Sendable {
    /// Records of one stream of a device, under one epoch.
    package struct Line: Hashable, Sendable {
        package var device: String
        package var stream: Stream
        package var epoch: String
        /// Records that are there, and of them those that some hub does not have.
        package var kept: UInt64
        package var waiting: UInt64
        /// Their lowest and highest number.
        package var first: UInt64
        package var last: UInt64
        /// UTC in milliseconds: of the oldest record and the newest.
        package var from: Int64
        package var to: Int64

        package init(
            device: String, stream: Stream, epoch: String, kept: UInt64, waiting: UInt64,
            first: UInt64, last: UInt64, from: Int64, to: Int64
        ) {
            (self.device, self.stream, self.epoch) = (device, stream, epoch)
            (self.kept, self.waiting) = (kept, waiting)
            (self.first, self.last, self.from, self.to) = (first, last, from, to)
        }
    }

    /// With hours and the disk's room as far as the records' times tell them.
    package var state: SpoolState
    package var epoch: String
    /// Names of the hubs, in the order in which the last process had them.
    package var hubs: [String]
    /// Gaps that some hub does not have.
    package var gaps: [GapRecord]
    /// By device, stream and epoch; the epoch that runs comes last.
    package var lines: [Line]
    /// By how much the records grow each day; nil while there is too little to tell by.
    package var dailyBytes: Double?
    /// Bytes of the payloads, about, in which what waits goes to a hub.
    package var waitingBytes: Int
    /// Whether a process has it open.
    package var isInUse: Bool
    /// Whether the last process ended without closing it, so that more may be declared when it is
    /// opened.
    package var isUnclean: Bool

    package init(
        state: SpoolState, epoch: String, hubs: [String], gaps: [GapRecord], lines: [Line],
        dailyBytes: Double?, waitingBytes: Int = 0, isInUse: Bool, isUnclean: Bool
    ) {
        (self.state, self.epoch, self.hubs, self.gaps) = (state, epoch, hubs, gaps)
        (self.lines, self.dailyBytes, self.waitingBytes) = (lines, dailyBytes, waitingBytes)
        (self.isInUse, self.isUnclean) = (isInUse, isUnclean)
    }
}

/// Files that a spool set aside, and that nobody deletes but a person.
package struct SpoolRelic: Hashable, Sendable {
    package var path: String
    package var bytes: Int64
    package var changed: WallTime?

    package init(path: String, bytes: Int64, changed: WallTime?) {
        (self.path, self.bytes, self.changed) = (path, bytes, changed)
    }
}
