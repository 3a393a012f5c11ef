// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension Pump {
    /// A round has ended in which the device said something, or failed as a whole: then one event
    /// tells it, and none for each of its points.
    mutating func watchRound(
        _ number: Int, _ round: UInt8, failure: Quality?, _ moment: Moment
    ) {
        if let failure {
            let newest = newest(number, round)
            let turned = vigils[number].silence.fail(failure, at: newest)
            return tellSilence(number, turned, at: newest, moment)
        }
        let turned = vigils[number].silence.end()
        if turned || vigils[number].silence.differs {
            tellSilence(number, turned, at: newest(number, round), moment)
        }
        for point in devices[number].points where points[point].isFresh(from: round) {
            if points[point].isLacking || !points[point].quality.hasValue {
                let (quality, time) = (points[point].quality, points[point].time)
                watchLack(point, number, quality.hasValue ? nil : quality, at: time, moment)
            }
        }
    }

    /// For the log. Of a device that somebody works on nothing is told.
    mutating func noteSilence(_ number: Int, _ failure: Quality?, _ now: Instant) {
        let place = devices[number].line
        if let failure {
            if !vigils[number].gate.isMuted { silences.fail(place, failure, at: now) }
        } else {
            silences.answer(place, at: now)
        }
    }

    /// A device's name by its first stream's place.
    func device(at place: Int32) -> String { store.lines[Int(place)].key.device }

    /// When the round last brought a reading.
    private func newest(_ number: Int, _ round: UInt8) -> Instant {
        devices[number].points.reduce(Instant(nanoseconds: 0)) {
            points[$1].isFresh(from: round) ? max($0, points[$1].time) : $0
        }
    }

    /// A device has gone silent, has become stale, or is back.
    mutating func tellSilence(
        _ number: Int, _ turned: Bool, at time: Instant, _ moment: Moment
    ) {
        let silence = vigils[number].silence
        guard turned || silence.differs,
            vigils[number].gate.passes(
                isNew: turned, differs: silence.differs, at: moment.now)
        else { return }
        vigils[number].silence.isTold = silence.isOpen
        let event = Event(
            kind: .device, state: silence.isOpen ? .raised : .cleared, severity: .warning,
            time: time, code: silence.quality.code, since: silence.since)
        addEvent(event, number, moment)
    }

    /// A point of a device that answers has no value, or, for nil, lacks none any more: it has one
    /// again, or the device does not have the point.
    mutating func watchLack(
        _ point: Int, _ number: Int, _ quality: Quality?, at time: Instant, _ moment: Moment
    ) {
        guard !points[point].isPersonal else { return }
        var lack = lacks[Int32(point)] ?? Lack()
        let turned = quality.map { lack.fail($0, at: time) } ?? lack.end()
        if turned || lack.differs,
            vigils[number].gate.passes(isNew: turned, differs: lack.differs, at: moment.now)
        {
            lack.isTold = lack.isOpen
            let event = Event(
                kind: .quality, point: point, state: lack.isOpen ? .raised : .cleared,
                severity: .warning, time: time, code: lack.quality.code,
                since: lack.since)
            addEvent(event, number, moment)
        }
        let isOver = quality == nil && !lack.differs
        lacks[Int32(point)] = isOver ? nil : lack
        points[point].isLacking = !isOver
    }
}
