// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// What a window says of one point: `{"n":60,"due":60,"min":…}`. `milliseconds` tells a
    /// monotonic time in UTC.
    package mutating func tally(
        _ tally: Tally, _ rule: TallyRule, _ conversion: Conversion,
        _ milliseconds: (Instant) -> Int64
    ) {
        beginObject()
        key(Keys.n)
        integer(tally.count)
        key(Keys.due)
        integer(tally.due)
        if tally.lateCount > 0 {
            key("late")
            integer(tally.lateCount)
        }
        if tally.count > 0 {
            switch rule.style {
            case .gauge(let mean): gauge(tally, mean, rule.digits, conversion)
            case .state: state(tally, conversion)
            case .counter(let modulus):
                counter(tally, modulus, rule.digits, conversion, milliseconds)
            }
        }
        endObject()
    }

    private mutating func gauge(
        _ tally: Tally, _ mean: Mean, _ digits: Int, _ conversion: Conversion
    ) {
        // The smallest angle is no extreme of a direction.
        if mean != .circular {
            key(Keys.min)
            conversion.write(tally.extremes.least, to: &self)
            key(Keys.max)
            conversion.write(tally.extremes.most, to: &self)
        }
        if mean != .none {
            key(Keys.mean)
            if let number = tally.mean(mean), number.isFinite {
                value(.computed(number, digits: digits))
            } else {
                null()
            }
        }
        key(Keys.last)
        conversion.write(tally.lastBits, to: &self)
    }

    private mutating func state(_ tally: Tally, _ conversion: Conversion) {
        key(Keys.last)
        conversion.write(tally.lastBits, to: &self)
        key("changes")
        integer(tally.changeCount)
    }

    private mutating func counter(
        _ tally: Tally, _ modulus: Decimal?, _ digits: Int, _ conversion: Conversion,
        _ milliseconds: (Instant) -> Int64
    ) {
        let counter = tally.counter
        key(Keys.last)
        conversion.write(tally.lastBits, to: &self)
        key("delta")
        if !counter.wasReset, let base = counter.base,
            let delta = conversion.difference(
                tally.lastBits, base, plus: modulus, times: counter.rounds, digits: digits)
        {
            value(delta)
        } else {
            null()
        }
        if let since = counter.since {
            key("since")
            integer(milliseconds(since))
        }
        if counter.wasReset || counter.rounds > 0 {
            key("reset")
            string(counter.wasReset ? "unknown" : "rollover")
        }
    }
}

private enum Keys {
    static let n = JSONWriter.encoded(key: "n")
    static let due = JSONWriter.encoded(key: "due")
    static let min = JSONWriter.encoded(key: "min")
    static let max = JSONWriter.encoded(key: "max")
    static let mean = JSONWriter.encoded(key: "mean")
    static let last = JSONWriter.encoded(key: "last")
}
