// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// One point's readings in the window that is open. 48 bytes, because there is one for every point
/// of the gateway: what `a`, `b` and `c` hold depends on the rule's style.
package struct Tally: BitwiseCopyable, Sendable {
    /// What a counter did that is not counting on.
    package enum Step: Sendable {
        /// It passed its modulus.
        case rollover
        /// It was exchanged or set back: what it counted in between is not known.
        case reset
    }

    /// Samples that count: good ones and suspect ones.
    package private(set) var count: UInt32 = 0
    /// Samples planned.
    package private(set) var due: UInt32 = 0
    /// Came when their window had been closed.
    private var late: UInt16 = 0
    /// Of a state: how often it became another. Of a counter: how often it rolled over.
    private var changes: UInt16 = 0
    /// The last suspect quality among those that count.
    private var suspect = Quality.good
    /// Of the last sample that does not count.
    private var failure = Quality.stale
    private var flags = Flags()
    /// Bits of the last sample that counts.
    private var last: UInt64 = 0
    /// Gauge: bits of the minimum. Counter: bits of the base.
    private var a: UInt64 = 0
    /// Gauge: bits of the maximum. Counter: the base's time. Angle: the sum of sines.
    private var b: UInt64 = 0
    /// Gauge: the sum. Counter: the time of `last`. Angle: the sum of cosines.
    private var c: UInt64 = 0

    package init() {}

    /// In one byte: as four they would make each tally eight bytes longer.
    private struct Flags: OptionSet, BitwiseCopyable, Sendable {
        var rawValue: UInt8 = 0

        static let last = Self(rawValue: 1)
        static let base = Self(rawValue: 2)
        static let oldBase = Self(rawValue: 4)
        static let reset = Self(rawValue: 8)
    }

    /// Whether `last` holds a value, from this window or, for counters and states, before it.
    private var hasLast: Bool {
        get { flags[.last] }
        set { flags[.last] = newValue }
    }

    /// A counter: whether `a` holds the reading that the delta is counted from.
    private var hasBase: Bool {
        get { flags[.base] }
        set { flags[.base] = newValue }
    }

    /// A counter: whether that reading is older than the window before this one.
    private var isBaseOld: Bool {
        get { flags[.oldBase] }
        set { flags[.oldBase] = newValue }
    }

    private var wasReset: Bool {
        get { flags[.reset] }
        set { flags[.reset] = newValue }
    }

    package var isEmpty: Bool { due == 0 && late == 0 }

    /// What the record says of the point: of those samples that count the suspect ones, without
    /// any the last failure; good says nothing.
    package var quality: Quality { count == 0 ? failure : suspect }

    /// Samples that were planned and did not even come to a failed read.
    package mutating func miss(_ samples: UInt32) { due &+= samples }

    /// Samples that were planned while nothing was tried.
    package mutating func presume(_ samples: UInt32) {
        guard samples > 0 else { return }
        failure = .stale
        due &+= samples
    }

    /// A sample of a window that has been told.
    package mutating func takeLate() { late = late == .max ? late : late + 1 }

    /// Takes one reading; what a counter did, nil for counting on.
    package mutating func take(
        _ bits: UInt64, _ quality: Quality, at time: Instant, _ rule: TallyRule,
        _ conversion: Conversion
    ) -> Step? {
        due &+= 1
        guard quality.counts else {
            failure = quality
            return nil
        }
        if quality != .good { suspect = quality }
        var step: Step?
        switch rule.style {
        case .gauge(let mean): add(bits, mean, conversion)
        case .state: if hasLast, last != bits, changes < .max { changes += 1 }
        case .counter(let modulus):
            step = count(bits, modulus, conversion)
            c = UInt64(bitPattern: time.nanoseconds)
        }
        last = bits
        hasLast = true
        count &+= 1
        return step
    }

    private mutating func add(_ bits: UInt64, _ mean: Mean, _ conversion: Conversion) {
        let number = conversion.number(ofBits: bits)
        if mean == .circular {
            let angle = number * (.pi / 180)
            b = (Double(bitPattern: b) + sin(angle)).bitPattern
            c = (Double(bitPattern: c) + cos(angle)).bitPattern
            return
        }
        if count == 0 {
            (a, b) = (bits, bits)
        } else if number < conversion.number(ofBits: a) {
            a = bits
        } else if number > conversion.number(ofBits: b) {
            b = bits
        }
        let share = mean == .energy ? pow(10, number / 10) : number
        c = (Double(bitPattern: c) + share).bitPattern
    }

    private mutating func count(
        _ bits: UInt64, _ modulus: Decimal?, _ conversion: Conversion
    ) -> Step? {
        guard hasLast, bits != last else { return nil }
        let (old, new) = (conversion.number(ofBits: last), conversion.number(ofBits: bits))
        guard new < old else { return nil }
        // Near its end before and near its beginning after: it went round. Anything else is
        // another meter, or one that was set back.
        if let modulus = modulus?.double, old >= 0.9 * modulus, new <= 0.1 * modulus {
            if changes < .max { changes += 1 }
            return .rollover
        }
        wasReset = true
        return .reset
    }

    /// Begins the next window with what outlives the one that is told.
    package mutating func begin(_ rule: TallyRule) {
        let old = self
        self = Tally()
        failure = old.failure
        guard old.hasLast else { return }
        switch rule.style {
        case .gauge: break
        case .state: (last, hasLast) = (old.last, true)
        case .counter:
            (last, hasLast, hasBase) = (old.last, true, true)
            isBaseOld = old.count == 0
            (a, b, c) = (old.last, old.c, old.c)
        }
    }
}

extension Tally {
    /// A counter's last good reading before the window that is open; nil where there is none.
    package var base: (bits: UInt64, time: Instant)? {
        hasBase ? (a, Instant(nanoseconds: Int64(bitPattern: b))) : nil
    }

    /// Counts on from a reading of an earlier process.
    package mutating func resume(_ bits: UInt64, at time: Instant) {
        (last, a) = (bits, bits)
        (b, c) = (UInt64(bitPattern: time.nanoseconds), UInt64(bitPattern: time.nanoseconds))
        (hasLast, hasBase, isBaseOld) = (true, true, true)
    }

    /// The reading that is counted on from was taken at another time than `resume` was told.
    package mutating func rebase(at time: Instant) {
        // Nothing has been read since.
        if c == b { c = UInt64(bitPattern: time.nanoseconds) }
        b = UInt64(bitPattern: time.nanoseconds)
    }

    /// What is written of a counter.
    var counter: (base: UInt64?, since: Instant?, rounds: Int, wasReset: Bool) {
        let time = Instant(nanoseconds: Int64(bitPattern: b))
        return (hasBase ? a : nil, isBaseOld ? time : nil, changeCount, wasReset)
    }

    var changeCount: Int { Int(changes) }
    var lateCount: Int { Int(late) }
    /// Of a gauge, as bits.
    var extremes: (least: UInt64, most: UInt64) { (a, b) }
    var lastBits: UInt64 { last }

    /// The mean of a gauge that has samples; nil where there is none.
    func mean(_ mean: Mean) -> Double? {
        let (sines, sum) = (Double(bitPattern: b), Double(bitPattern: c))
        switch mean {
        case .linear: return sum / Double(count)
        case .energy: return 10 * log10(sum / Double(count))
        case .none: return nil
        case .circular:
            // Directions that cancel each other out have no mean.
            guard (sines * sines + sum * sum).squareRoot() / Double(count) > 1e-6 else {
                return nil
            }
            let angle = atan2(sines, sum) * (180 / .pi)
            // 360 for what is just below 0 would be another name of 0.
            let turned = angle < 0 ? angle + 360 : angle
            return turned >= 360 - 5e-5 ? 0 : turned
        }
    }
}
