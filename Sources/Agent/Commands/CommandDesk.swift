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
    /// Of these, those that the hub is not known to have an answer to.
    private var open: Set<String> = []
    /// What open ones have sent.
    private var costs: [String: (rows: Int, bytes: Int)] = [:]
    /// Those that an earlier process began, until the hub can be told.
    private var interrupted: Set<String> = []
    /// The one that is under way.
    var replay: Replay?
    var budget = ReplayBudget()
    var journal = CommandJournal()

    init(_ commands: [SeenCommand]) {
        for command in commands {
            note(command)
            budget.spend(rows: command.rows, bytes: command.bytes)
        }
        interrupted = open
    }

    func hasSeen(_ id: String) -> Bool { seen[id] != nil }
    var isFull: Bool { seen.count >= Spool.mostCommands }

    mutating func note(_ command: SeenCommand) {
        seen[command.id] = command.until
        costs[command.id] = nil
        if command.isAnswered { open.remove(command.id) } else { open.insert(command.id) }
    }

    /// Ids of what nobody does any more; once.
    mutating func takeInterrupted() -> [String] {
        defer { interrupted = [] }
        return interrupted.sorted()
    }

    /// What is to be remembered of a command whose answer the hub has; nil if it knows already,
    /// or if that answer was none to what is under way.
    func answered(_ id: String) -> SeenCommand? {
        guard open.contains(id), replay?.id != id, let until = seen[id] else { return nil }
        let cost = costs[id] ?? (0, 0)
        return SeenCommand(
            id: id, until: until, isAnswered: true, rows: cost.rows, bytes: cost.bytes)
    }

    /// The replay under way has sent so much.
    mutating func spend(rows: Int, bytes: Int, at now: Instant) {
        budget.spend(rows: rows, bytes: bytes, at: now)
        guard let id = replay?.id else { return }
        let cost = costs[id] ?? (0, 0)
        costs[id] = (cost.rows + rows, cost.bytes + bytes)
    }

    /// Ids that need not be remembered any more; they are forgotten here.
    mutating func forgetOld(at now: Int64) -> [String] {
        let old = seen.filter { $0.value < now }.map(\.key)
        for id in old { seen[id] = nil }
        open.subtract(old)
        for id in old { costs[id] = nil }
        return old
    }
}
