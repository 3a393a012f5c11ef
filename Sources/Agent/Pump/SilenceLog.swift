// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Devices that do not answer, for the operator's log: one line when it is certain, one when the
/// device has answered for a while, however many rounds fail in between.
struct SilenceLog: Sendable {
    enum News: Hashable, Sendable {
        /// By its first stream's place, which it keeps; why, by the quality's code.
        case silent(place: Int32, code: String)
        /// How many of its rounds have failed, within this time.
        case back(place: Int32, rounds: Int, time: Nanoseconds)
    }

    private struct Entry: Sendable {
        let since: Instant
        var last: Instant
        var rounds = 1
        var isTold = false
    }

    /// A device that comes and goes is told once until it has answered for so long.
    static let calm = Nanoseconds.seconds(60)
    /// Rounds in a row that prove it: a lost poll is an everyday thing.
    static let proof = 2

    private var entries: [Int32: Entry] = [:]
    private(set) var news: [News] = []

    /// A round has failed as a whole. Of a line without a link the line itself is told.
    mutating func fail(_ place: Int32, _ quality: Quality, at now: Instant) {
        guard quality != .commDisconnected else { return }
        guard var entry = entries[place] else {
            entries[place] = Entry(since: now, last: now)
            return
        }
        (entry.last, entry.rounds) = (now, entry.rounds + 1)
        if !entry.isTold, entry.rounds >= Self.proof {
            entry.isTold = true
            news.append(.silent(place: place, code: quality.code))
        }
        entries[place] = entry
    }

    mutating func answer(_ place: Int32, at now: Instant) {
        guard !entries.isEmpty, let entry = entries[place] else { return }
        guard entry.isTold else { return entries[place] = nil }
        guard now - entry.last >= Self.calm else { return }
        entries[place] = nil
        news.append(.back(place: place, rounds: entry.rounds, time: entry.last - entry.since))
    }

    /// What there is to tell, once.
    mutating func takeNews() -> [News] {
        defer { news = [] }
        return news
    }
}
