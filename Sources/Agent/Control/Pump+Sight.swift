// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Spool

extension PointTrack {
    fileprivate var hasValue: Bool { isKnown && quality.hasValue }
}

/// What the pump knows of the answer to `status`.
extension Pump {
    func writeSpool(_ writer: inout JSONWriter) {
        writer.key("spool")
        writer.beginObject()
        writer.key("durable")
        writer.bool(store.isDurable)
        if let spoolState {
            writer.members(of: spoolState, waiting: waiting)
            writer.member("gaps", spoolState.gaps)
            if let free = spoolState.diskFreeBytes { writer.member("disk-free", free) }
            if let hours = spoolState.diskFullHours {
                writer.key("disk-hours")
                writer.value(.computed(hours, digits: 3))
            }
        }
        writer.endObject()
        if let budget { writer.budget(budget) }
    }

    /// In the order of the configuration's lines.
    func writeDevices(
        _ writer: inout JSONWriter, _ lines: [Line], _ book: LearnedBook, _ bus: Bus,
        _ moment: Moment
    ) {
        writer.key("devices")
        writer.beginArray()
        var number = 0
        for line in lines {
            let trips = bus.roundTrips(of: line.id)
            for device in line.devices {
                writer.beginObject()
                write(device, number, on: line.id, &writer, moment)
                writer.roundTrips(trips.first { $0.unit == device.unit }, of: device)
                writer.names("refused", book.refused(of: number))
                writer.endObject()
                number += 1
            }
        }
        writer.endArray()
    }

    private func write(
        _ device: Device, _ number: Int, on line: String, _ writer: inout JSONWriter,
        _ moment: Moment
    ) {
        let asked = devices[number].points.lazy.map { points[$0] }.filter { !$0.isUnasked }
        writer.member("id", device.id)
        writer.member("bus", line)
        writer.member("unit", device.unit)
        writer.member("domain", device.domain)
        writer.member("state", state(of: number))
        if let status = devices[number].status {
            if let code = status.code { writer.member("code", code) }
            writer.member("since", status.since ?? moment.milliseconds(of: status.began))
        }
        if let maintenance = maintenance(of: number) {
            writer.key("maintenance")
            writer.beginObject()
            writer.members(of: maintenance, moment)
            writer.endObject()
        }
        if let last = asked.filter(\.hasValue).map(\.time).max() {
            writer.member("age", max(0, (moment.now - last).milliseconds))
        }
        writer.member("points", asked.count)
        writer.member("good", asked.count { $0.quality == .good })
    }

    /// Limits that are passed now, but for devices that somebody works on.
    func writeAlarms(_ writer: inout JSONWriter, _ moment: Moment) {
        writer.key("alarms")
        writer.beginArray()
        for point in points where point.watch >= 0 && !point.isMarked {
            let rule = rules[Int(point.rule)]
            let first = Int(watched.entries[Int(point.watch)].alarm)
            guard first >= 0, let watch = rule.watch else { continue }
            for (index, limit) in watch.alarms.enumerated() {
                let track = watched.alarms[first + index].track
                guard track.isRaised else { continue }
                writer.beginObject()
                writer.member("device", store.lines[line(Int(point.device), .live)].key.device)
                writer.member("point", rule.name)
                writer.member("code", "limit/\(limit.side.rawValue)")
                writer.member("severity", (watch.alarm?.severity ?? .warning).rawValue)
                writer.key("limit")
                writer.decimal(limit.limit)
                writer.member("since", moment.milliseconds(of: track.since))
                writer.endObject()
            }
        }
        writer.endArray()
    }
}
