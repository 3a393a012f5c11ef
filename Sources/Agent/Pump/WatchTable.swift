// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is remembered of points beside their latest reading, for those that need it: most have no
/// place in it, and memory is counted in bytes a point.
struct WatchTable: Sendable {
    /// Where a point's parts are; negative for none.
    struct Entry: Sendable {
        var motion: Int32 = -1
        /// The first of as many as its rule has alarms.
        var alarm: Int32 = -1
        var contact: Int32 = -1
    }

    struct Alarm: Sendable {
        var track = AlarmTrack()
        /// Whether the hub was told that it is raised.
        var isTold = false
        /// Whether the last reading has turned it.
        var hasTurned = false

        var differs: Bool { track.isRaised != isTold }
    }

    struct Contact: Sendable {
        /// The last value's, and those that the hub knows.
        var bits: UInt64
        var told: UInt64
    }

    var entries: [Entry] = []
    var motions: [MotionTrack] = []
    var alarms: [Alarm] = []
    /// nil before the first value.
    var contacts: [Contact?] = []

    /// A point's entry is what another one was in another table, of a rule with so many alarms.
    mutating func goOn(_ entry: Int32, from old: WatchTable, _ place: Int32, alarms count: Int) {
        guard entry >= 0, place >= 0 else { return }
        let (own, known) = (entries[Int(entry)], old.entries[Int(place)])
        if own.motion >= 0, known.motion >= 0 {
            motions[Int(own.motion)] = old.motions[Int(known.motion)]
        }
        if own.contact >= 0, known.contact >= 0 {
            contacts[Int(own.contact)] = old.contacts[Int(known.contact)]
        }
        guard own.alarm >= 0, known.alarm >= 0 else { return }
        for index in 0..<Int32(count) {
            alarms[Int(own.alarm + index)] = old.alarms[Int(known.alarm + index)]
        }
    }

    /// The place of a point's entry, negative if it needs none.
    mutating func add(_ rule: WatchRule?) -> Int32 {
        guard let rule else { return -1 }
        var entry = Entry()
        if rule.motion != nil {
            entry.motion = Int32(motions.count)
            motions.append(MotionTrack())
        }
        if !rule.alarms.isEmpty {
            entry.alarm = Int32(alarms.count)
            for _ in rule.alarms { alarms.append(Alarm()) }
        }
        if rule.isContact {
            entry.contact = Int32(contacts.count)
            contacts.append(nil)
        }
        entries.append(entry)
        return Int32(entries.count - 1)
    }
}
