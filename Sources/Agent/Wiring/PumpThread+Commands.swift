// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Logging
internal import Spool

/// What the operator's log says of the hub's commands, and of what may be sent.
extension PumpThread {
    /// Each command, and that some found no room: once until more do.
    mutating func reportCommands() {
        reportBudget()
        let (entries, unsaid) = pump.takeCommandEntries()
        if unsaid > 0 { log.warning("hub: \(unsaid) more commands were answered") }
        for entry in entries {
            let (id, name) = (entry.id ?? "without an id", entry.name ?? "unread")
            if entry.isOK {
                log.notice("hub: command \(id) (\(name)): \(entry.code)")
            } else {
                log.warning("hub: command \(id) (\(name)) refused: \(entry.code)")
            }
        }
        let missed = publisher.missed
        guard missed > toldMissed else { return }
        if toldMissed == 0 {
            log.warning("hub: \(missed) messages to us found no room or were too long")
        }
        toldMissed = missed
    }

    /// Each change of what goes out.
    private mutating func reportBudget() {
        guard let budget = pump.takeBudgetNews() else { return }
        let month = budget.spending.month?.text ?? "a month without a date"
        let used = "\(budget.spending.used) of \(budget.limit) bytes in \(month)"
        switch budget.level {
        case .all: log.notice("hub: budget: everything is sent again (\(used))")
        case .windows: log.warning("hub: budget: windows and events only from now on (\(used))")
        case .events: log.warning("hub: budget: events only from now on (\(used))")
        }
    }

    /// Without these topics commands and custody never come.
    func reportSubscribed(_ codes: [UInt8]) {
        guard let code = codes.first(where: { $0 >= 0x80 }) else { return }
        log.warning(
            "hub: does not let us listen to commands and custody, code 0x\(String(code, radix: 16))"
        )
    }
}
