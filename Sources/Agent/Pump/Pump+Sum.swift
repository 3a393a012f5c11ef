// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// Adds a reading to its window; one that lies behind the edge closes that first. Readings of
    /// one device come in order, so nothing that belongs before the edge is behind it.
    mutating func sum(_ reading: Reading, _ point: Int, _ moment: Moment) {
        let device = Int(points[point].device)
        guard windows[device].length > .zero else { return }
        if reading.time >= windows[device].edge {
            while reading.time >= windows[device].edge { closeWindow(device, moment) }
        } else if reading.time < windows[device].opened {
            return tallies[point].takeLate()
        }
        let rule = rules[Int(points[point].rule)]
        let step = tallies[point].take(
            reading.bits, points[point].quality, at: reading.time, rule.tally, rule.conversion)
        if let step { tellStep(step, point, device, moment) }
    }

    /// Counts what a scan should have brought and did not: readings that found their ring full,
    /// and periods that the line had no time for.
    mutating func countMissing(_ number: Int, skipped: UInt64, at mark: Instant) {
        guard windows[number].length > .zero else { return }
        let skipped = settle(number, skipped: skipped, at: mark)
        for point in devices[number].points {
            tallies[point].miss(skipped)
            if !points[point].isFresh { tallies[point].miss(1) }
        }
    }

    /// An event: a counter went round, or is another one than before.
    private mutating func tellStep(
        _ step: Tally.Step, _ point: Int, _ number: Int, _ moment: Moment
    ) {
        guard !points[point].isPersonal,
            vigils[number].gate.passes(isNew: true, at: moment.now)
        else { return }
        var event = Event(
            kind: .counter, point: point, time: points[point].time, hasValue: true)
        switch step {
        case .rollover: event.code = "counter-rollover"
        case .reset: (event.severity, event.code) = (.warning, "counter-reset")
        }
        addEvent(event, number, moment)
    }
}
