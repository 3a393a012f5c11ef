// SPDX-License-Identifier: Apache-2.0
internal import Field

/// That somebody works on a device. Its values are marked and its alarms mute until it ends, which
/// it does by itself.
///
/// How long it lasts is counted by the kernel's clock, which nobody sets. That clock begins anew
/// when the machine starts; then the time in UTC decides, as soon as the clock of the day is
/// trusted, and until then the whole length counts from the start on.
struct Maintenance: Hashable, Sendable {
    /// An alarm that nobody hears for longer is one that was forgotten.
    static let longest = Nanoseconds.seconds(7 * 86_400)
    static let shortest = Nanoseconds.seconds(1)
    /// Bytes of a note.
    static let mostNoteBytes = 200

    var began: Instant
    var end: Instant
    /// The end in UTC milliseconds where that is to decide once the clock is trusted.
    var trueEnd: Int64?
    /// Why, in the technician's words.
    var note: String
    /// Who began it, as the kernel says.
    var user: UInt32

    /// Whether a text may be a note: it stands in the log.
    static func isNote(_ text: String) -> Bool {
        text.utf8.count <= mostNoteBytes
            && text.unicodeScalars.allSatisfy { scalar in
                // Neither ends of lines nor what commands a terminal that shows the log.
                ![0..<0x20, 0x7F..<0xA0, 0x2028..<0x202F].contains { $0.contains(scalar.value) }
            }
    }
}

extension JSONWriter {
    /// As programs of this machine are told it: times in UTC, what is left in milliseconds.
    mutating func members(of maintenance: Maintenance, _ moment: Moment) {
        member("since", moment.milliseconds(of: maintenance.began))
        member("until", moment.milliseconds(of: maintenance.end))
        member("left", max(0, (maintenance.end - moment.now).milliseconds))
        if !maintenance.note.isEmpty { member("note", maintenance.note) }
        member("user", maintenance.user)
    }
}
