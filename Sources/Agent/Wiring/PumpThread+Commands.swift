// SPDX-License-Identifier: Apache-2.0
internal import Hub
internal import Logging

/// What the operator's log says of the hub's commands.
extension PumpThread {
    /// Each command, and that some found no room: once until more do.
    mutating func reportCommands() {
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

    /// Without these topics commands and custody never come.
    func reportSubscribed(_ codes: [UInt8]) {
        guard let code = codes.first(where: { $0 >= 0x80 }) else { return }
        log.warning(
            "hub: does not let us listen to commands and custody, code 0x\(String(code, radix: 16))"
        )
    }
}
