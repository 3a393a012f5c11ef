// SPDX-License-Identifier: Apache-2.0

extension Point {
    /// The value that raw bits stand for, nil if they are none (NaN, infinity, or a number that
    /// its scale carries beyond 127 bits).
    package func value(ofBits bits: UInt64) -> Value? {
        switch encoding {
        case .bool: .bool(bits != 0)
        case .float32: floatValue(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .float64: doubleValue(Double(bitPattern: bits))
        default: integer(ofBits: bits).scaled(by: scale, plus: offset).map(Value.decimal)
        }
    }

    /// The raw integer, sign-extended from the encoding's width.
    private func integer(ofBits bits: UInt64) -> Decimal {
        let raw: Int128 =
            switch encoding {
            case .int16: Int128(Int16(truncatingIfNeeded: bits))
            case .int32: Int128(Int32(truncatingIfNeeded: bits))
            case .int64: Int128(Int64(bitPattern: bits))
            default: Int128(bits)
            }
        return Decimal(mantissa: raw)
    }

    private func floatValue(_ raw: Float) -> Value? {
        guard raw.isFinite else { return nil }
        if isScaled { return computed(Double(raw), digits: Value.float32Digits) }
        return .float32(raw)
    }

    private func doubleValue(_ raw: Double) -> Value? {
        guard raw.isFinite else { return nil }
        if isScaled { return computed(raw, digits: Value.float64Digits) }
        return .float64(raw)
    }

    private func computed(_ raw: Double, digits: Int) -> Value? {
        let value = raw * scale.double + offset.double
        return value.isFinite ? .computed(value, digits: digits) : nil
    }

    /// What a read of this point came to: the line's own quality where the read failed, else the
    /// value judged by what it can be and by the profile's range.
    package func judge(_ value: Value?, _ quality: Quality) -> Quality {
        guard quality == .good else { return quality }
        guard let value else { return .faultNotANumber }
        if let span, !span.contains(value) { return .faultSpan }
        if let range, !range.contains(value) { return .suspectRange }
        return .good
    }
}

extension Limits {
    /// Judged as it is printed: a float32 of 0.1 is 0.10000000149 and not above a limit of 0.1.
    package func contains(_ value: Value) -> Bool {
        if contains(value.double) { return true }
        var text: [UInt8] = []
        text.append(value: value)
        return Double(String(decoding: text, as: UTF8.self)).map(contains) ?? false
    }
}
