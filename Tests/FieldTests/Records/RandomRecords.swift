// SPDX-License-Identifier: Apache-2.0
import Field

/// Records of every shape, by seed.
struct RandomRecords {
    var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func isSo(_ chance: Int = 2) -> Bool { random.below(chance) == 0 }

    /// Small, large and extreme ones alike.
    mutating func number() -> UInt64 {
        let word = random.next() >> UInt64(random.below(64))
        let extremes: [UInt64] = [word, 0, 1, 127, 128, .max, .max - 1]
        return extremes[random.below(16) < 10 ? 0 : random.below(7)]
    }

    mutating func signed() -> Int64 { Int64(bitPattern: number()) }
    mutating func short() -> UInt32 { UInt32(truncatingIfNeeded: number()) }

    mutating func optional<T>(_ make: (inout Self) -> T) -> T? { isSo() ? make(&self) : nil }

    mutating func pick<T>(_ all: [T]) -> T { all[random.below(all.count)] }

    mutating func decimal() -> Decimal {
        let mantissa = Int128(signed()) * (isSo(4) ? Int128(Int64.max) : 1)
        return Decimal(mantissa: mantissa, exponent: random.below(37) - 18)
    }

    /// Never one that is no number.
    mutating func value() -> Value {
        let bits = random.next()
        switch random.below(7) {
        case 0: return .bool(isSo())
        case 1, 2: return .decimal(decimal())
        case 3:
            let number = Float16(bitPattern: UInt16(truncatingIfNeeded: bits))
            return .float16(number.isFinite ? number : -0.0)
        case 4:
            let number = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            return .float32(number.isFinite ? number : 0.1)
        case 5:
            let number = Double(bitPattern: bits)
            return .float64(number.isFinite ? number : 1e300)
        default:
            let number = Double(bitPattern: bits)
            return .computed(number.isFinite ? number : 0.1, digits: pick([7, 15, 1, 17]))
        }
    }

    mutating func statistic() -> WindowSum.Statistic {
        switch random.below(3) {
        case 0: .none
        case 1: .null
        default: .value(value())
        }
    }

    mutating func clock() -> RecordClock {
        let boot = UInt128(random.next()) << 64 | UInt128(random.next())
        return pick([
            .synced, .stepped, .estimated, .restamped,
            .unsynced(taken: Uptime(boot: boot, at: Instant(nanoseconds: signed()))),
        ])
    }

    /// Ascending places, some left out.
    mutating func places() -> [Int] {
        var places: [Int] = []
        var next = 0
        for _ in 0..<random.below(40) {
            if isSo(5) { next += random.below(isSo(10) ? 3_000 : 4) }
            guard next < StoredRecord.mostPoints else { break }
            places.append(next)
            next += 1
        }
        return places
    }

    mutating func figures() -> WindowSum.Figures {
        switch random.below(3) {
        case 0:
            let extremes = optional {
                WindowSum.Extremes(least: $0.optional { $0.value() }, most: $0.value())
            }
            return .gauge(extremes: extremes, mean: statistic(), last: optional { $0.value() })
        case 1: return .state(last: optional { $0.value() }, changes: short())
        default:
            return .counter(
                last: optional { $0.value() }, delta: optional { $0.value() },
                since: optional { $0.signed() }, reset: pick([nil, .rollover, .unknown]))
        }
    }

    mutating func record() -> StoredRecord {
        let content: StoredRecord.Content
        switch random.below(3) {
        case 0:
            let values = places().map { place in
                LiveValue(
                    point: place, quality: isSo(3) ? pick(Quality.allCases) : .good,
                    value: isSo(4) ? nil : value(), age: isSo(3) ? number() : 0)
            }
            content = .live(LiveContent(values: values, isFull: isSo()))
        case 1:
            content = .window(
                places().map { place in
                    WindowSum(
                        point: place, quality: isSo(3) ? pick(Quality.allCases) : .good,
                        count: short(), due: short(), late: isSo(5) ? short() : 0,
                        figures: isSo(4) ? nil : figures())
                })
        default: content = .event(event())
        }
        return StoredRecord(content, clock: clock())
    }

    mutating func event() -> EventContent {
        var event = EventContent(
            kind: pick(EventContent.Kind.allCases), state: pick(EventContent.State.allCases),
            severity: pick(AlarmLimits.Severity.allCases))
        event.point = optional { $0.random.below(StoredRecord.mostPoints) }
        event.value = statistic()
        event.limit = optional { $0.decimal() }
        event.code = optional { $0.pick(["limit/high", "", "comm/timeout"]) }
        event.since = optional { $0.signed() }
        event.text = optional { _ in Text(en: "Water at the door", vi: "Nước đã tới cửa") }
        event.suppressed = isSo() ? short() : 0
        return event
    }

    mutating func ranges() -> SequenceRanges {
        var ranges = SequenceRanges()
        for _ in 0..<random.below(12) {
            let low = number()
            let (high, isOver) = low.addingReportingOverflow(number() >> UInt64(random.below(60)))
            ranges.insert(low...(isOver ? .max : high))
        }
        return ranges
    }

    mutating func gap() -> GapRecord {
        GapRecord(
            id: random.next(), epoch: pick(["6f2a", ""]), device: pick(["aq-1", "meter-2"]),
            stream: pick(Stream.allCases), from: signed(), to: signed(), ranges: ranges(),
            reason: pick(GapRecord.Reason.allCases), readings: optional { $0.number() >> 1 })
    }
}
