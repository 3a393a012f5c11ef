// SPDX-License-Identifier: Apache-2.0

/// What will not come, declared: of these numbers those that a consumer does not hold will never
/// be sent, or readings that never got a number. What is held counts more than what is declared,
/// so a range may be too wide, and the same gap may be told twice.
package struct GapRecord: Hashable, Sendable {
    /// Why, as the hub's records name it.
    package enum Reason: UInt8, CaseIterable, Hashable, Sendable {
        /// The spool had no room left.
        case spoolFull = 0
        /// The agent did not come to end itself: numbers that were kept ready are not used.
        case uncleanStop
        /// The spool could not be read any more.
        case spoolDamaged
        /// A line's ring was full: readings that never got a number.
        case ringFull
        /// Records that could not be written down, and found no other room.
        case notStored = 6
        /// The hub will never take them, and said so.
        case refused
        /// The hub had them and asks for them again; they are kept no longer.
        case notKept

        package var name: String {
            switch self {
            case .spoolFull: "spool-full"
            case .uncleanStop: "unclean-stop"
            case .spoolDamaged: "spool-damaged"
            case .ringFull: "ring-full"
            case .notStored: "not-stored"
            case .refused: "refused"
            case .notKept: "not-kept"
            }
        }
    }

    /// Random: a consumer that has seen it already need not look at the rest.
    package var id: UInt64
    /// Of the numbers, which need not be the one that runs.
    package var epoch: String
    package var device: String
    package var stream: Stream
    /// UTC in milliseconds: when what is missing was taken.
    package var from: Int64
    package var to: Int64
    package var ranges: SequenceRanges
    /// Records that are missing at most; without numbers none.
    package var count: UInt64
    package var reason: Reason
    /// Readings that never got a number.
    package var readings: UInt64?

    package init(
        id: UInt64, epoch: String, device: String, stream: Stream, from: Int64, to: Int64,
        ranges: SequenceRanges, reason: Reason, readings: UInt64? = nil
    ) {
        self.id = id
        self.epoch = epoch
        self.device = device
        self.stream = stream
        self.from = from
        self.to = to
        self.ranges = ranges
        count = ranges.count
        self.reason = reason
        self.readings = readings
    }

    /// Ranges that one gap names.
    package static let mostRanges = 64

    /// Whether the other one can be told in the same record.
    package func isAlike(_ other: Self) -> Bool {
        epoch == other.epoch && device == other.device && stream == other.stream
            && reason == other.reason && (readings == nil) == (other.readings == nil)
    }

    /// Both in one, under a name of its own.
    package func joined(with other: Self, id: UInt64) -> Self {
        var both = self
        both.id = id
        (both.from, both.to) = (min(from, other.from), max(to, other.to))
        both.ranges.formUnion(other.ranges)
        both.ranges.coarsen(to: Self.mostRanges)
        // What lies between two ranges that are told as one is not missing.
        both.count = min(count &+ other.count, both.ranges.count)
        if let more = other.readings { both.readings = (readings ?? 0) &+ more }
        return both
    }
}

extension JSONWriter {
    /// The record as the hub gets it.
    package mutating func gap(_ gap: GapRecord) {
        beginObject()
        key("v")
        integer(1)
        key("epoch")
        string(gap.epoch)
        key("id")
        string(GapRecord.name(of: gap.id))
        key("device")
        string(gap.device)
        key("stream")
        string(gap.stream.name)
        key("from")
        integer(gap.from)
        key("to")
        integer(gap.to)
        if let readings = gap.readings {
            key("readings")
            integer(readings)
        } else {
            ranges(gap.ranges)
            key("count")
            integer(gap.count)
        }
        key("reason")
        string(gap.reason.name)
        endObject()
    }

    private mutating func ranges(_ ranges: SequenceRanges) {
        key("ranges")
        beginArray()
        for range in ranges.ranges {
            beginArray()
            integer(range.lowerBound)
            integer(range.upperBound)
            endArray()
        }
        endArray()
    }
}

extension GapRecord {
    /// Sixteen hexadecimal digits.
    package static func name(of id: UInt64) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static let layout: UInt8 = 1

    package var packed: [UInt8] {
        var packer = Packer(room: 64)
        packer.byte(Self.layout)
        packer.word(id, bytes: 8)
        packer.text(epoch)
        packer.text(device)
        packer.byte(stream.rawValue << 4 | reason.rawValue)
        packer.signed(from)
        packer.signed(to)
        ranges.pack(into: &packer)
        packer.number(count)
        packer.number(readings.map { $0 &+ 1 } ?? 0)
        return packer.bytes
    }

    /// nil for bytes that `packed` would not have given.
    package init?(packed bytes: [UInt8]) {
        var unpacker = Unpacker(bytes)
        guard unpacker.byte() == Self.layout, let id = unpacker.word(bytes: 8),
            let epoch = unpacker.text(), let device = unpacker.text(), let kinds = unpacker.byte(),
            let stream = Stream(rawValue: kinds >> 4), let reason = Reason(rawValue: kinds & 15),
            let from = unpacker.signed(), let to = unpacker.signed(),
            let ranges = SequenceRanges(from: &unpacker), let count = unpacker.number(),
            let readings = unpacker.number(), unpacker.isAtEnd
        else { return nil }
        self.init(
            id: id, epoch: epoch, device: device, stream: stream, from: from, to: to,
            ranges: ranges, reason: reason, readings: readings == 0 ? nil : readings - 1)
        self.count = count
    }
}
