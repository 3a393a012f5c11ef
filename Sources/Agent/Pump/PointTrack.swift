// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One point's latest reading, and what of it the hub was last told.
struct PointTrack: Sendable {
    var bits: UInt64 = 0
    var time = Instant(nanoseconds: 0)
    /// As the line gave it.
    var lineQuality = Quality.stale
    /// After the value was judged.
    var quality = Quality.stale
    /// Whether the scan under way has brought it.
    var isFresh = false
    /// Whether any has.
    var isKnown = false

    /// What was last told: nothing yet, or the value (NaN for none) with its bits and quality.
    private var told: (bits: UInt64, value: Double, quality: Quality)?

    /// Takes a reading; the value is judged only when it is another.
    mutating func take(_ reading: Reading, _ conversion: Conversion) {
        time = reading.time
        isFresh = true
        isKnown = true
        if reading.bits == bits, reading.quality == lineQuality { return }
        bits = reading.bits
        lineQuality = reading.quality
        quality =
            lineQuality == .good
            ? conversion.judge(conversion.value(ofBits: bits), lineQuality) : lineQuality
    }

    /// Whether it differs from what the hub was told by its deadband, or in quality.
    func hasNews(_ conversion: Conversion, deadband: Double) -> Bool {
        guard let told, told.quality == quality else { return true }
        guard quality.hasValue, told.bits != bits else { return false }
        guard deadband > 0, let value = conversion.value(ofBits: bits) else { return true }
        // A change of exactly the deadband counts, and 20.2 - 20.1 is 0.0999… in binary.
        let blur = value.blur + Double.maximum(value.double.ulp, told.value.ulp) + deadband.ulp
        return !((value.double - told.value).magnitude + blur < deadband)
    }

    mutating func tell(_ value: Value?) {
        told = (bits, value?.double ?? .nan, quality)
    }
}

/// What does not change about a point.
struct PointRule: Sendable {
    /// `"name":`
    let key: [UInt8]
    let conversion: Conversion
    let deadband: Double

    init(_ point: Point) {
        key = JSONWriter.encoded(key: point.name)
        conversion = Conversion(point)
        deadband = point.deadband.double
    }
}

extension Value {
    /// How far a float32 may stand from the decimal that it is printed as.
    fileprivate var blur: Double {
        if case .float32(let number) = self { Double(number.ulp) } else { 0 }
    }
}
