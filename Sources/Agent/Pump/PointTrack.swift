// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One point's latest reading, and what of it the hub was last told. 40 bytes in this order of its
/// parts, because there is one for every point of the gateway.
struct PointTrack: Sendable {
    /// Its rule in the pump's table.
    private(set) var rule: Int32
    /// Its device's number; a gateway has a thousand at most.
    private(set) var device: UInt16
    /// Which of its device's rounds brings it, `noRound` if none does.
    private(set) var round: UInt8
    var care = Care.none
    var bits: UInt64 = 0
    var time = Instant(nanoseconds: 0)
    /// What was last told, where there is a quality.
    private var toldBits: UInt64 = 0
    /// Its entry among what is watched, negative if nothing is.
    private(set) var watch: Int32
    /// As the line gave it.
    var lineQuality = Quality.stale
    /// After the value was judged.
    var quality = Quality.stale
    private var toldQuality: Quality?
    private var flags = Flags()

    /// What a reading needs beyond being taken.
    enum Care: UInt8, Sendable {
        case none
        /// A look at how long the device has been on.
        case warmUp
        /// Other points say what it is: it is worked out at its round's end.
        case dependent
    }

    /// In one byte: as five they would make each point eight bytes longer.
    private struct Flags: OptionSet {
        var rawValue: UInt8 = 0

        static let fresh = Self(rawValue: 1)
        static let known = Self(rawValue: 2)
        static let personal = Self(rawValue: 4)
        static let lacking = Self(rawValue: 8)
        static let marked = Self(rawValue: 16)
    }

    /// Whether the scan under way has brought it.
    var isFresh: Bool {
        get { flags[.fresh] }
        set { flags[.fresh] = newValue }
    }

    /// Whether any has.
    var isKnown: Bool {
        get { flags[.known] }
        set { flags[.known] = newValue }
    }

    var isPersonal: Bool {
        get { flags[.personal] }
        set { flags[.personal] = newValue }
    }

    /// Whether it has no value, or the hub was not told yet that it has one again.
    var isLacking: Bool {
        get { flags[.lacking] }
        set { flags[.lacking] = newValue }
    }

    /// Whether somebody works on its device.
    private(set) var isMarked: Bool {
        get { flags[.marked] }
        set { flags[.marked] = newValue }
    }

    init(rule: Int32, device: UInt16, round: UInt8, watch: Int32 = -1) {
        self.rule = rule
        self.device = device
        self.round = round
        self.watch = watch
    }

    /// It is the point that the other one was.
    mutating func goOn(from old: PointTrack) {
        let (rule, device, watch) = (rule, device, watch)
        self = old
        (self.rule, self.device, self.watch) = (rule, device, watch)
    }

    /// Of a point that is read only when somebody asks, or that this device does not have.
    static let noRound = UInt8.max

    /// Whether it is not to be waited for.
    var isUnasked: Bool { round == Self.noRound }

    /// Whether a complete record need not wait for it.
    var isToldOrNever: Bool { isKnown || isUnasked || isPersonal }

    /// Whether this round of its device has brought it; any of its rounds for nil. What is worked
    /// out is so at any round's end that brings what it is made of, and told there.
    func isFresh(from round: UInt8?) -> Bool {
        isFresh && (round == nil || self.round == round || care == .dependent)
    }

    /// Takes a reading; the value is judged only when it is another.
    mutating func take(_ reading: Reading, _ conversion: Conversion) {
        time = reading.time
        isFresh = true
        isKnown = true
        if reading.bits == bits, reading.quality == lineQuality { return }
        bits = reading.bits
        lineQuality = reading.quality
        quality = marked(lineQuality == .good ? conversion.judge(ofBits: bits) : lineQuality)
    }

    /// Takes what was worked out and judged, as a value of this round.
    mutating func take(_ result: Reading, asOf home: UInt8) {
        (time, bits) = (result.time, result.bits)
        (lineQuality, quality) = (result.quality, marked(result.quality))
        (isFresh, isKnown) = (true, true)
        round = home
    }

    /// From its next reading on, values are marked, or are not any more; that one is judged,
    /// whatever it is. What was told of the last one stays true.
    mutating func mark(_ on: Bool) {
        isMarked = on
        // No line says so.
        lineQuality = .calibratingMaintenance
    }

    /// A value of a device that somebody works on is none of the place that it measures.
    private func marked(_ judged: Quality) -> Quality {
        isMarked && judged.hasValue ? .calibratingMaintenance : judged
    }

    /// This device does not have it: what is made of it has no value either.
    mutating func leave() {
        bits = 0
        (lineQuality, quality) = (.faultNotFitted, .faultNotFitted)
        (isFresh, isKnown) = (false, false)
        round = Self.noRound
    }

    /// Whether it differs from what the hub was told by its deadband, or in quality.
    func hasNews(_ conversion: Conversion, deadband: Double) -> Bool {
        guard toldQuality == quality else { return true }
        guard quality.hasValue, toldBits != bits else { return false }
        guard deadband > 0, let value = conversion.value(ofBits: bits),
            let old = conversion.value(ofBits: toldBits)
        else { return true }
        // A change of exactly the deadband counts, and 20.2 - 20.1 is 0.0999… in binary.
        let blur = value.blur + Double.maximum(value.double.ulp, old.double.ulp) + deadband.ulp
        return !((value.double - old.double).magnitude + blur < deadband)
    }

    mutating func tell() { (toldBits, toldQuality) = (bits, quality) }
}

extension Value {
    /// How far a short float may stand from the decimal that it is printed as.
    fileprivate var blur: Double {
        switch self {
        case .float16(let number): Double(number.ulp)
        case .float32(let number): Double(number.ulp)
        default: 0
        }
    }
}
