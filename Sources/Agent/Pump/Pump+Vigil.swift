// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// A scan has ended in which the device said something, or failed as a whole: then one event
    /// tells it, and none for each of its points.
    mutating func watchScan(_ number: Int, failure: Quality?, _ moment: Moment) {
        let range = devices[number].points
        let newest = range.reduce(Instant(nanoseconds: 0)) {
            points[$1].isFresh ? max($0, points[$1].time) : $0
        }
        if let failure {
            let turned = vigils[number].silence.fail(failure, at: newest)
            return tellSilence(number, turned, at: newest, moment)
        }
        let turned = vigils[number].silence.end()
        tellSilence(number, turned, at: newest, moment)
        for point in range where points[point].isFresh {
            if points[point].isLacking || !points[point].quality.hasValue {
                watchLack(point, number, moment)
            }
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

    /// A point of a device that answers has no value, or has one again.
    private mutating func watchLack(_ point: Int, _ number: Int, _ moment: Moment) {
        guard !points[point].isPersonal else { return }
        var lack = lacks[Int32(point)] ?? Lack()
        let quality = points[point].quality
        let turned =
            quality.hasValue ? lack.end() : lack.fail(quality, at: points[point].time)
        if turned || lack.differs,
            vigils[number].gate.passes(isNew: turned, differs: lack.differs, at: moment.now)
        {
            lack.isTold = lack.isOpen
            let event = Event(
                kind: .quality, point: point, state: lack.isOpen ? .raised : .cleared,
                severity: .warning, time: points[point].time, code: lack.quality.code,
                since: lack.since)
            addEvent(event, number, moment)
        }
        let isOver = quality.hasValue && !lack.differs
        lacks[Int32(point)] = isOver ? nil : lack
        points[point].isLacking = !isOver
    }
}
