// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

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

    /// Counts what a round should have brought and did not: readings that found their ring full,
    /// and periods that the line had no time for.
    mutating func countMissing(_ number: Int, _ mark: Reading) {
        guard windows[number].length > .zero else { return }
        let round = mark.round
        for point in devices[number].points where points[point].round == round {
            tallies[point].miss(points[point].isFresh ? mark.skipped : mark.skipped &+ 1)
        }
    }

    /// An event: a counter went round, or is another one than before.
    private mutating func tellStep(
        _ step: Tally.Step, _ point: Int, _ number: Int, _ moment: Moment
    ) {
        let rule = rules[Int(points[point].rule)]
        beginRecord(number, devices[number].eventSequence, room: 0)
        devices[number].eventSequence += 1
        writer.key(Keys.ts)
        writer.integer(moment.milliseconds(of: points[point].time))
        let words =
            switch step {
            case .rollover: (severity: "info", code: "counter-rollover")
            case .reset: (severity: "warning", code: "counter-reset")
            }
        for (key, word) in [
            ("type", "counter"), ("point", rule.name), ("state", "info"),
            ("severity", words.severity),
        ] {
            writer.key(key)
            writer.string(word)
        }
        writer.key("value")
        rule.conversion.write(points[point].bits, to: &writer)
        writer.key("code")
        writer.string(words.code)
        writeClock(moment)
        writer.endObject()
        produced.events += 1
        let topic = devices[number].topics.event
        delivery.add(record: Message(topic: topic, payload: writer.bytes))
    }
}
