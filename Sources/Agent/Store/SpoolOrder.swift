// SPDX-License-Identifier: Apache-2.0
package import Field
package import Spool

/// What the pump asks of the spool's thread; done in this order.
package enum SpoolOrder: Sendable {
    /// To be written down within the commit's pause, at once if it is urgent. `ordinal` counts
    /// these orders and comes back with `SpoolNews.committed`.
    case write(SpoolBatch, ordinal: UInt64, isUrgent: Bool)
    /// Records that the hub does not have, from behind this row on, for this session; of one stream
    /// or of all.
    case page(after: Int64, session: UInt64, of: Stream?)
    /// Records that the hub has asked for again.
    case replay(ReplayQuestion)
    /// Gaps that the hub does not have.
    case gaps
    /// Records without a true time, from behind this row on. The question's number comes back.
    case unsynced(after: Int64, question: UInt32)
    /// From now on what is old is what its time says.
    case timesAreKnown
    /// Numbers for streams that may be new, and for some of them more than usual; answered by
    /// `granted`.
    case reserve([SeriesKey], ahead: [SeriesKey: UInt64])
    /// These devices are something else now, or gone: what they were is told with its content from
    /// now on. Answered by `forgotten`.
    case forget([String])
    /// A session of this number has begun: those after it must be kept ready. Answered by `state`.
    case session(UInt64)
}

/// What the spool's thread tells the pump.
package enum SpoolNews: Sendable {
    /// The disk has all orders to write up to this one.
    case committed(ordinal: UInt64, SpoolCommit)
    /// More numbers, though nothing could be written.
    case granted([NumberGrant])
    /// The answer to `page`, with the metas that its rows name: what a device is now without the
    /// content, which the pump knows.
    case page(SpoolPage, session: UInt64, metas: [Int64: StoredMeta])
    /// The answer to `replay`; nil where the spool could not be read.
    case replay(ReplayPage?, session: UInt64, metas: [Int64: StoredMeta])
    /// The answer to `gaps`.
    case gaps([GapRecord])
    /// The answer to `unsynced`; nil if the disk does not let it be known now.
    case unsynced(SpoolPage?, question: UInt32)
    /// The answer to `forget`.
    case forgotten
    case state(SpoolState)
    /// What was to be written waits: the disk does not take it. It is tried again.
    case delayed(SpoolFault)
    /// The spool is of no use any more; nothing that was not committed will be. Whoever owns it
    /// opens another one.
    case failed(SpoolFault)
}

/// Records by their numbers, the first of which are wanted.
package struct ReplayQuestion: Hashable, Sendable {
    package var epoch: String
    package var series: SeriesKey
    package var numbers: SequenceRanges
    /// For which session they are read.
    package var session: UInt64
}
