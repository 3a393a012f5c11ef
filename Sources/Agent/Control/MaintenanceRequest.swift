// SPDX-License-Identifier: Apache-2.0
internal import Field

extension ControlRequest {
    /// On which devices somebody works.
    enum Maintenance: Hashable, Sendable {
        /// All of them are to be told.
        case list
        /// Somebody begins to, for so long.
        case begin(device: String, length: Nanoseconds, note: String)
        /// Nobody does any more.
        case end(device: String)
    }
}

extension ControlRequest.Maintenance {
    init(_ json: JSON) throws(ControlRefusal) {
        guard let member = json["device"] else {
            self = .list
            return
        }
        guard let device = member.string else { throw .badMaintenance }
        if json["end"]?.bool == true {
            self = .end(device: device)
            return
        }
        let (shortest, longest) = (Maintenance.shortest, Maintenance.longest)
        let note = json["note"].map(\.string) ?? ""
        guard let time = json["for"]?.integer, let note, Maintenance.isNote(note),
            shortest.milliseconds...longest.milliseconds ~= time
        else { throw .badMaintenance }
        self = .begin(device: device, length: .milliseconds(time), note: note)
    }
}
