// SPDX-License-Identifier: Apache-2.0

/// What an auditor knows at one moment, in the order of gateways' and devices' names.
package struct AuditReport: Hashable, Sendable {
    /// What came, whatever it said.
    package struct Counts: Hashable, Sendable {
        package var messages = 0
        /// Topics that are none of ours.
        package var foreign = 0
        package var interruptions = 0
    }

    /// A gateway by its state and its devices.
    package struct Gateway: Hashable, Sendable {
        package var root: String
        package var id: String
        /// nil: no state has come.
        package var isOnline: Bool?
        package var epoch: String?
        package var session: Int64?
        /// Of sessions before the last one, as they may come late.
        package var lateWills: Int
        package var repeatedGaps: Int
        package var devices: [Device]
    }

    /// A device and its numbers.
    package struct Device: Hashable, Sendable {
        package var id: String
        /// Live first, and the epochs of a stream in the order in which they were met.
        package var series: [Series]
        /// Milliseconds between a live record's newest value and its arrival: at most, and the
        /// median of the last ones.
        package var worstLatency: Int64?
        package var medianLatency: Int64?
    }

    /// One stream of a device in one epoch.
    package struct Series: Hashable, Sendable {
        package var stream: Stream
        package var epoch: String
        /// Counted from here on; nil while only history has come.
        package var first: UInt64?
        package var heldCount: UInt64
        package var held: SequenceRanges
        /// Declared and not held.
        package var declared: SequenceRanges
        /// Neither held nor declared, though this or a higher number was told.
        package var missing: SequenceRanges
        /// Missing ones whose ranges found no room.
        package var unresolved: UInt64
        /// Records that came again; of these, those whose first content was forgotten; and those
        /// that came with the true time.
        package var again: Int
        package var uncompared: Int
        package var restamped: Int
        /// Declared readings that never got a number.
        package var readings: UInt64

        package var missingCount: UInt64 { missing.count + unresolved }
    }

    package var gateways: [Gateway]
    package var counts: Counts
    /// The worst first.
    package var problems: [AuditProblem]
    /// Problems at further places than are told apart.
    package var beyond: Int

    /// No record, gap or number was told of.
    package var isEmpty: Bool {
        gateways.allSatisfy { gateway in
            gateway.devices.flatMap(\.series).allSatisfy {
                $0.held.isEmpty && $0.declared.isEmpty && $0.missingCount == 0
            }
        }
    }

    /// Something came, nothing of it is missing and nothing contradicts itself.
    package var isGood: Bool {
        !isEmpty && beyond == 0 && problems.allSatisfy(\.kind.isNotice)
    }
}
