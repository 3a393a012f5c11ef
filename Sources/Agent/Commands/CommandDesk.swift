// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

/// The hub's commands between their coming and their answer. A value without I/O.
struct CommandDesk: Sendable {
    /// How long an id is remembered, and the furthest that a command may expire: one that comes
    /// again later has expired.
    static let memory = Nanoseconds.seconds(86_400)

    /// Ids of commands that were begun, and until when they are remembered (UTC in ms).
    private var seen: [String: Int64] = [:]
    /// The one that is under way.
    var replay: Replay?
    var budget = ReplayBudget()
    var journal = CommandJournal()

    init(_ commands: [SeenCommand]) {
        for command in commands { seen[command.id] = command.until }
    }

    func hasSeen(_ id: String) -> Bool { seen[id] != nil }
    var isFull: Bool { seen.count >= Spool.mostCommands }

    mutating func note(_ command: SeenCommand) { seen[command.id] = command.until }

    /// Ids that need not be remembered any more; they are forgotten here.
    mutating func forgetOld(at now: Int64) -> [String] {
        let old = seen.filter { $0.value < now }.map(\.key)
        for id in old { seen[id] = nil }
        return old
    }
}
