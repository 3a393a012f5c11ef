// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Bytes on their way to a client: at one moment, or one after the other at a line's pace.
struct Parcel {
    let bytes: [UInt8]
    /// When the first character begins.
    let begin: Instant
    let pace: Pace?
    /// A reply that comes too late; the line goes on meanwhile.
    let isLate: Bool
    private(set) var sent = 0

    init(_ bytes: [UInt8], begin: Instant, pace: Pace?, isLate: Bool = false) {
        self.bytes = bytes
        self.begin = begin
        self.pace = pace
        self.isLate = isLate
    }

    var isSent: Bool { sent == bytes.count }

    /// When there is something to write again.
    var next: Instant {
        guard let pace, !isSent else { return isSent ? .never : begin }
        let together = max(1, pace.characters(in: Pace.grain))
        return begin + pace.time(min(bytes.count, sent + together))
    }

    /// What has ended by now and is to be written.
    mutating func take(at now: Instant) -> ArraySlice<UInt8> {
        guard now >= begin else { return [] }
        let ended = pace.map { $0.characters(in: now - begin) } ?? bytes.count
        let end = max(sent, min(bytes.count, ended))
        defer { sent = end }
        return bytes[sent..<end]
    }
}
