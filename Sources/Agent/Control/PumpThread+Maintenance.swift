// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Logging

/// Devices that somebody works on: who says so, and since when, stands in the log.
extension PumpThread {
    /// What an earlier process has left.
    static func read(_ file: StateFile, _ pump: inout Pump, _ log: Logger) {
        do throws(StateFault) {
            guard let content = try file.read() else { return }
            guard content["version"]?.integer == 1 else { throw .foreign(file.path) }
            pump.maintenance.expect(content)
        } catch {
            log.warning("devices under maintenance are not known any more: \(error)")
        }
    }

    /// nil where the answer comes once the disk has it.
    mutating func answer(
        _ request: ControlRequest.Maintenance, _ client: LineDesk.Client, _ moment: Moment
    ) throws(ControlRefusal) -> [UInt8]? {
        switch request {
        case .list: return pump.maintenances(moment)
        case .begin(let device, let length, let note):
            guard let number = pump.numbers[device] else { throw .unknownDevice }
            let maintenance = Maintenance(
                began: moment.now, end: moment.now + length, note: note, user: client.peer.user)
            pump.begin(maintenance, number, moment)
            let why = note.isEmpty ? "" : ": \(note)"
            log.notice(
                """
                user \(client.peer.user) puts \(device) under maintenance for \
                \(length.milliseconds / 1_000) s\(why)
                """)
        case .end(let device):
            guard let number = pump.numbers[device] else { throw .unknownDevice }
            guard pump.maintenance(of: number) != nil else { throw .noMaintenance }
            pump.endMaintenance(of: number, moment)
            log.notice("user \(client.peer.user) ends the maintenance of \(device)")
        }
        var writer = JSONWriter()
        writer.beginAnswer(isOK: true)
        pump.writeMaintenances(&writer, moment)
        keepMaintenance(moment) { [desk = orders.desk, writer] fault in
            var writer = writer
            writer.key("kept")
            writer.bool(fault == nil)
            writer.endObject()
            desk.answer(client, writer.bytes, isLast: true)
        }
        return nil
    }

    /// What has changed by itself is written down, too.
    mutating func followMaintenance(_ moment: Moment) {
        for device in pump.maintenance.takeEnded() {
            log.notice("maintenance of \(device) has ended")
        }
        if pump.maintenance.isDue(at: moment.now, hasFailed: maintenanceFile.hasFailed) {
            keepMaintenance(moment) { _ in }
        }
    }

    private mutating func keepMaintenance(
        _ moment: Moment, _ report: @escaping StateFile.Report
    ) {
        maintenanceFile.write(pump.maintenance.write(moment, boot: pump.boot)) { [log] fault in
            if let fault {
                log.warning("a restart would not know who is under maintenance: \(fault)")
            }
            report(fault)
        }
    }
}

extension Pump {
    /// The answer to who asks.
    fileprivate func maintenances(_ moment: Moment) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginAnswer(isOK: true)
        writeMaintenances(&writer, moment)
        writer.endObject()
        return writer.bytes
    }

    fileprivate func writeMaintenances(_ writer: inout JSONWriter, _ moment: Moment) {
        writer.key("maintenance")
        writer.beginArray()
        for (device, one) in maintenance.entries.sorted(by: { $0.key < $1.key }) {
            writer.beginObject()
            writer.member("device", device)
            writer.members(of: one, moment)
            writer.endObject()
        }
        writer.endArray()
    }
}
