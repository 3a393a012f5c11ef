// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// Looks at the reading that a watched point has just taken: whether it can follow the one
    /// before it, and whether people want to know of it at once. What is measured while somebody
    /// works on the device is neither: only where contacts stand is followed.
    mutating func watch(_ point: Int, _ moment: Moment) {
        guard points[point].quality.hasValue else { return }
        let entry = watched.entries[Int(points[point].watch)]
        let conversion = rules[Int(points[point].rule)].conversion
        guard let rule = rules[Int(points[point].rule)].watch else { return }
        let counts = !vigils[Int(points[point].device)].gate.isMuted
        if counts, entry.motion >= 0, let motion = rule.motion {
            judge(point, Int(entry.motion), motion, conversion)
        }
        if entry.contact >= 0 {
            watchContact(point, Int(entry.contact), rule, conversion, moment)
        }
        if counts, entry.alarm >= 0 {
            watchLimits(point, Int(entry.alarm), rule, conversion, moment)
        }
    }

    /// What a point measures from now on follows nothing before it: somebody has worked on it.
    mutating func beginAnew(_ point: Int) {
        guard let rule = rules[Int(points[point].rule)].watch else { return }
        let entry = watched.entries[Int(points[point].watch)]
        if entry.motion >= 0 { watched.motions[Int(entry.motion)] = MotionTrack() }
        guard entry.alarm >= 0 else { return }
        for offset in rule.alarms.indices {
            watched.alarms[Int(entry.alarm) + offset].track.beginAnew()
        }
    }

    /// Doubts only what is good so far: what is outside its range keeps that reason.
    private mutating func judge(
        _ point: Int, _ index: Int, _ rule: MotionRule, _ conversion: Conversion
    ) {
        let verdict = watched.motions[index].take(
            points[point].bits, at: points[point].time, rule, conversion)
        switch points[point].quality {
        // The latter two are the last verdict's: the same bits are not judged again.
        case .good, .suspectRate, .suspectFlatLine: points[point].quality = verdict
        default: break
        }
    }

    private mutating func watchContact(
        _ point: Int, _ index: Int, _ rule: WatchRule, _ conversion: Conversion, _ moment: Moment
    ) {
        let bits = rule.isBool ? min(points[point].bits, 1) : points[point].bits
        guard let contact = watched.contacts[index] else {
            watched.contacts[index] = WatchTable.Contact(bits: bits, told: bits)
            return
        }
        let (isNew, differs) = (bits != contact.bits, bits != contact.told)
        guard isNew || differs else { return }
        watched.contacts[index]?.bits = bits
        let device = Int(points[point].device)
        guard vigils[device].gate.passes(isNew: isNew, differs: differs, at: moment.now) else {
            return
        }
        watched.contacts[index]?.told = bits
        let event = Event(
            kind: .contact, point: point, severity: rule.severity(ofBits: bits, conversion),
            time: points[point].time, hasValue: true)
        addEvent(event, device, moment)
    }

    private mutating func watchLimits(
        _ point: Int, _ first: Int, _ rule: WatchRule, _ conversion: Conversion, _ moment: Moment
    ) {
        var isNews = false
        for (offset, limit) in rule.alarms.enumerated() {
            let number = limit.number(points[point].bits, conversion)
            let turned = watched.alarms[first + offset].track.take(
                number, at: points[point].time, limit)
            watched.alarms[first + offset].hasTurned = turned != nil
            isNews = isNews || turned != nil || watched.alarms[first + offset].differs
        }
        guard isNews else { return }
        // From beyond one limit to beyond the other: what is over comes first.
        for isRaised in [false, true] {
            for (offset, limit) in rule.alarms.enumerated()
            where watched.alarms[first + offset].track.isRaised == isRaised {
                tellLimit(point, first + offset, limit, rule, moment)
            }
        }
    }

    private mutating func tellLimit(
        _ point: Int, _ index: Int, _ limit: AlarmLimit, _ rule: WatchRule, _ moment: Moment
    ) {
        let (alarm, device) = (watched.alarms[index], Int(points[point].device))
        guard alarm.hasTurned || alarm.differs,
            vigils[device].gate.passes(
                isNew: alarm.hasTurned, differs: alarm.differs, at: moment.now)
        else { return }
        watched.alarms[index].isTold = alarm.track.isRaised
        let event = Event(
            kind: .limit, point: point, state: alarm.track.isRaised ? .raised : .cleared,
            severity: rule.alarm?.severity ?? .warning, time: points[point].time, hasValue: true,
            limit: limit.limit, code: "limit/\(limit.side.rawValue)", since: alarm.track.since,
            text: rule.alarm?.text)
        addEvent(event, device, moment)
    }
}
