// SPDX-License-Identifier: Apache-2.0

/// A point's way from raw bits to a value, worked out once, because it is walked for every
/// reading.
package struct Conversion: Sendable {
    private enum Path: Sendable {
        case bool(inverted: Bool)
        case float16
        case float32
        case float64
        case scaledFloat16
        case scaledFloat32
        case scaledFloat64
        /// raw × factor + offset, all × 10^exponent; in 64 bits where that cannot overflow.
        case narrow(factor: Int64, offset: Int64, exponent: Int)
        case wide
        /// Some bits of a word, of which the highest is a sign.
        case signed(width: Int)
        case bcd
        /// A float that is a power factor in four quadrants.
        case fourQuadrant(digits: Int)
        /// Worked out before: see `Form`.
        case packed
        case computed(digits: Int)
        /// Words, which are no numbers.
        case none
    }

    private var path: Path
    private let encoding: Encoding
    private let scale: Decimal
    private let offset: Decimal
    private let scaleDouble: Double
    private let offsetDouble: Double
    private let span: ClosedRange<Double>?
    private let range: ClosedRange<Double>?

    package init(_ point: Point) {
        encoding = point.encoding
        scale = point.scale
        offset = point.offset
        scaleDouble = point.scale.double
        offsetDouble = point.offset.double
        span = point.span?.closedRange
        range = point.range?.closedRange
        path =
            switch point.encoding {
            case .bool: .bool(inverted: point.isInverted)
            case _ where point.powerFactor == .fourQuadrant: Self.foldedPath(point)
            case .float16: point.isScaled ? .scaledFloat16 : .float16
            case .float32: point.isScaled ? .scaledFloat32 : .float32
            case .float64: point.isScaled ? .scaledFloat64 : .float64
            case .bcd: .bcd
            case .string, .date: .none
            case _ where point.encoding.isSigned && point.bits != nil: .signed(width: point.width)
            default: Self.integerPath(point)
            }
    }

    private static func foldedPath(_ point: Point) -> Path {
        .fourQuadrant(
            digits: point.encoding == .float64 ? Value.float64Digits : Value.float32Digits)
    }

    /// Of what was worked out with other points, scale and offset in it already.
    init(_ point: Point, _ form: Form) {
        self.init(point)
        path =
            switch form {
            case .decimal: .packed
            case .float(let digits): .computed(digits: digits)
            }
    }

    /// The 64-bit path wherever no raw value of the encoding can overflow it.
    private static func integerPath(_ point: Point) -> Path {
        let exponent =
            point.offset.isZero
            ? point.scale.exponent : min(point.scale.exponent, point.offset.exponent)
        guard point.encoding.bytes <= 4,
            let zero = Decimal.zero.scaled(by: point.scale, plus: point.offset),
            let one = Decimal.one.scaled(by: point.scale, plus: point.offset),
            zero.exponent == exponent, one.exponent == exponent,
            let offset = Int64(exactly: zero.mantissa),
            let factor = Int64(exactly: one.mantissa - zero.mantissa),
            factor.magnitude < 1 << 30, offset.magnitude < 1 << 61
        else { return .wide }
        return .narrow(factor: factor, offset: offset, exponent: exponent)
    }

    /// The value that raw bits stand for, nil if they are none (NaN, infinity, a digit above 9, or
    /// a number that its scale carries beyond 127 bits).
    package func value(ofBits bits: UInt64) -> Value? {
        switch path {
        case .bool(let inverted): return .bool((bits != 0) != inverted)
        case .float16:
            let raw = Float16(bitPattern: UInt16(truncatingIfNeeded: bits))
            return raw.isFinite ? .float16(raw) : nil
        case .float32:
            let raw = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            return raw.isFinite ? .float32(raw) : nil
        case .float64:
            let raw = Double(bitPattern: bits)
            return raw.isFinite ? .float64(raw) : nil
        case .scaledFloat16:
            let raw = Float16(bitPattern: UInt16(truncatingIfNeeded: bits))
            return computed(Double(raw), digits: Value.float32Digits)
        case .scaledFloat32:
            let raw = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            return computed(Double(raw), digits: Value.float32Digits)
        case .scaledFloat64:
            return computed(Double(bitPattern: bits), digits: Value.float64Digits)
        case .narrow(let factor, let offset, let exponent):
            let mantissa = narrowInteger(bits) * factor + offset
            return .decimal(Decimal(mantissa: Int128(mantissa), exponent: exponent))
        case .wide:
            return scaled(wideInteger(bits))
        case .signed(let width):
            let spare = UInt64(64 - width)
            return scaled(Int128(Int64(bitPattern: bits << spare) >> Int64(spare)))
        case .bcd: return decimalDigits(bits).flatMap(scaled)
        case .fourQuadrant(let digits):
            return folded(bits).map { .computed($0, digits: digits) }
        case .packed: return .decimal(Decimal(packed: bits))
        case .computed(let digits):
            let number = Double(bitPattern: bits)
            return number.isFinite ? .computed(number, digits: digits) : nil
        case .none: return nil
        }
    }

    /// The value that raw bits stand for as a float64, for sums and comparisons; not a number
    /// where they are none.
    package func number(ofBits bits: UInt64) -> Double {
        switch path {
        case .narrow: Double(narrowInteger(bits)) * scaleDouble + offsetDouble
        case .bool(let inverted): (bits != 0) != inverted ? 1 : 0
        case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .float64, .computed: Double(bitPattern: bits)
        case .float16, .scaledFloat16, .scaledFloat32, .scaledFloat64, .wide,
            .signed, .bcd, .fourQuadrant, .packed, .none:
            value(ofBits: bits)?.double ?? .nan
        }
    }

    /// Writes the value that raw bits stand for, null if they are none.
    package func write(_ bits: UInt64, to writer: inout JSONWriter) {
        if case .narrow(let factor, let offset, let exponent) = path {
            // Most values: no need of 128 bits.
            writer.decimal(narrowInteger(bits) * factor + offset, exponent: exponent)
        } else if let value = value(ofBits: bits) {
            writer.value(value)
        } else {
            writer.null()
        }
    }

    /// The raw integer of at most 32 bits.
    private func narrowInteger(_ bits: UInt64) -> Int64 {
        switch encoding {
        case .int8: Int64(Int8(truncatingIfNeeded: bits))
        case .int16: Int64(Int16(truncatingIfNeeded: bits))
        case .int32: Int64(Int32(truncatingIfNeeded: bits))
        default: Int64(UInt32(truncatingIfNeeded: bits))
        }
    }

    private func wideInteger(_ bits: UInt64) -> Int128 {
        switch encoding {
        case .int64: Int128(Int64(bitPattern: bits))
        case .uint64: Int128(bits)
        default: Int128(narrowInteger(bits))
        }
    }

    private func scaled(_ raw: Int128) -> Value? {
        Decimal(mantissa: raw).scaled(by: scale, plus: offset).map(Value.decimal)
    }

    /// Quadrant 4 counts from 1 to 2 what stands for 1 to 0, quadrant 2 the same below zero; there
    /// is nothing beyond.
    private func folded(_ bits: UInt64) -> Double? {
        let raw =
            switch encoding {
            case .float16: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
            case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
            default: Double(bitPattern: bits)
            }
        let number = raw * scaleDouble + offsetDouble
        guard number.magnitude <= 2 else { return nil }
        return number.magnitude <= 1 ? number : (number < 0 ? -2 : 2) - number
    }

    /// Sixteen digits of four bits each, nil if one is above 9.
    private func decimalDigits(_ bits: UInt64) -> Int128? {
        var number: UInt64 = 0
        for place: UInt64 in stride(from: 60, through: 0, by: -4) {
            let digit = bits >> place & 15
            guard digit <= 9 else { return nil }
            number = number * 10 + digit
        }
        return Int128(number)
    }

    private func computed(_ raw: Double, digits: Int) -> Value? {
        let value = raw * scaleDouble + offsetDouble
        return value.isFinite ? .computed(value, digits: digits) : nil
    }

    /// As `judge(_:_:)` for a read that the line calls good.
    package func judge(ofBits bits: UInt64) -> Quality {
        // Most points: an integer without limits is always a value.
        if case .narrow = path, span == nil, range == nil { return .good }
        return judge(value(ofBits: bits), .good)
    }

    /// What a read of this point came to: the line's own quality where the read failed, else the
    /// value judged by what it can be and by the profile's range.
    package func judge(_ value: Value?, _ quality: Quality) -> Quality {
        guard quality == .good else { return quality }
        guard let value else { return .faultNotANumber }
        if let span, !span.holds(value) { return .faultSpan }
        if let range, !range.holds(value) { return .suspectRange }
        return .good
    }
}

extension ClosedRange<Double> {
    /// Judged as it is printed: a float32 of 0.1 is 0.10000000149 and not above a limit of 0.1.
    fileprivate func holds(_ value: Value) -> Bool {
        contains(value.double) || contains(value.printedNumber)
    }
}

extension Limits {
    /// As float64; the ends of an interval may be turned around.
    fileprivate var closedRange: ClosedRange<Double> {
        min(low.double, high.double)...max(low.double, high.double)
    }
}
