// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What became of commands, for the log: each, unless somebody floods us.
package struct CommandJournal: Sendable {
    package struct Entry: Hashable, Sendable {
        /// nil for what is no id.
        package var id: String?
        package var name: String?
        /// As it was answered.
        package var code: String
        package var isOK: Bool
    }

    /// Lines in a minute; what is more is counted.
    static let mostLines = 60
    private static let period = Nanoseconds.seconds(60)

    private var entries: [Entry] = []
    private var began = Instant(nanoseconds: .min)
    private var lines = 0
    private var unsaid = 0

    mutating func note(_ entry: Entry, at now: Instant) {
        if began.nanoseconds == .min || now - began >= Self.period { (began, lines) = (now, 0) }
        lines += 1
        if lines <= Self.mostLines { entries.append(entry) } else { unsaid += 1 }
    }

    /// What is to be logged, and how many more there were before it.
    mutating func take() -> (entries: [Entry], unsaid: Int) {
        guard !entries.isEmpty else { return ([], 0) }
        defer { (entries, unsaid) = ([], 0) }
        return (entries, unsaid)
    }
}
