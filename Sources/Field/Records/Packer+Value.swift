// SPDX-License-Identifier: Apache-2.0

/// Which case of a value follows, in the low four bits of the byte before it.
private enum Form: UInt8 {
    case none = 0
    case off, on, decimal, float16, float32, float64, computed
    /// Computed, with the digits that almost all have.
    case computedShort
}

extension Packer {
    /// The form's number, below 16. What is no number has none.
    static func form(of value: Value?) -> UInt8 {
        let form: Form =
            switch value {
            case nil: .none
            case .bool(let on): on ? .on : .off
            case .decimal: .decimal
            case .float16(let number): number.isFinite ? .float16 : .none
            case .float32(let number): number.isFinite ? .float32 : .none
            case .float64(let number): number.isFinite ? .float64 : .none
            case .computed(let number, let digits):
                !number.isFinite
                    ? .none : digits == Value.float32Digits ? .computedShort : .computed
            }
        return form.rawValue
    }

    /// What stands behind the byte with the form.
    mutating func content(of value: Value?) {
        guard let value, let form = Form(rawValue: Self.form(of: value)) else { return }
        switch (form, value) {
        case (.decimal, .decimal(let number)): decimal(number)
        case (.float16, .float16(let number)): word(UInt64(number.bitPattern), bytes: 2)
        case (.float32, .float32(let number)): word(UInt64(number.bitPattern), bytes: 4)
        case (.float64, .float64(let number)), (.computedShort, .computed(let number, _)):
            word(number.bitPattern, bytes: 8)
        case (.computed, .computed(let number, let digits)):
            byte(UInt8(clamping: digits))
            word(number.bitPattern, bytes: 8)
        default: break
        }
    }

    /// A value with its form before it.
    mutating func value(_ value: Value?) {
        byte(Self.form(of: value))
        content(of: value)
    }

    mutating func decimal(_ number: Decimal) {
        signed(Int64(number.exponent))
        signed(number.mantissa)
    }
}

extension Unpacker {
    /// The value behind a form: nil for bytes that are none, `.some(nil)` for none.
    mutating func content(ofForm form: UInt8) -> Value?? {
        guard let form = Form(rawValue: form) else { return nil }
        switch form {
        case .none: return .some(nil)
        case .off: return .bool(false)
        case .on: return .bool(true)
        case .decimal: return decimal().map(Value.decimal)
        case .float16:
            let number = word(bytes: 2).map {
                Float16(bitPattern: UInt16(truncatingIfNeeded: $0))
            }
            return number.flatMap { $0.isFinite ? .float16($0) : nil }
        case .float32:
            let number = word(bytes: 4).map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }
            return number.flatMap { $0.isFinite ? .float32($0) : nil }
        case .float64: return double().map(Value.float64)
        case .computedShort:
            return double().map { .computed($0, digits: Value.float32Digits) }
        case .computed:
            guard let digits = byte(), (1...17).contains(digits), digits != Value.float32Digits
            else { return nil }
            return double().map { .computed($0, digits: Int(digits)) }
        }
    }

    mutating func value() -> Value?? {
        guard let form = byte() else { return nil }
        return content(ofForm: form)
    }

    mutating func decimal() -> Decimal? {
        guard let exponent = signed(), let mantissa = longSigned(),
            let place = Int(exactly: exponent), Decimal.exponents.contains(place)
        else { return nil }
        return Decimal(mantissa: mantissa, exponent: place)
    }

    private mutating func double() -> Double? {
        word(bytes: 8).map { Double(bitPattern: $0) }.flatMap { $0.isFinite ? $0 : nil }
    }
}
