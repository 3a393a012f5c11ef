// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct ConversionTests {
    private static let scales = [
        "1", "0.1", "-0.001", "10", "1e3", "1e-18", "1e18", "0", "0.0", "1073741823",
        "1073741824", "-1073741823e-9", "999999999999999999", "1.0",
    ]
    private static let offsets = [
        "0", "0.0", "-40", "0.25", "1e3", "1e-9", "-273.15", "1e18", "999999999999999999",
    ]

    /// Extremes of each width, and bits between.
    private static func bits(_ bytes: Int, _ random: inout SplitMix) -> UInt64 {
        let mask = UInt64.max >> UInt64(64 - bytes * 8)
        return switch random.below(4) {
        case 0: mask
        case 1: mask >> 1
        case 2: mask >> 1 + 1
        default: random.next() & mask
        }
    }

    private static func integer(_ encoding: Encoding, _ bits: UInt64) -> Int128 {
        if encoding.isHalf { return integer(bits & 0xFF, width: 8, encoding) }
        return integer(bits, width: encoding.bytes * 8, encoding)
    }

    private static func integer(_ bits: UInt64, width: Int, _ encoding: Encoding) -> Int128 {
        let isNegative = encoding.rawValue.hasPrefix("int") && bits >> UInt64(width - 1) == 1
        return isNegative ? Int128(bits) - (1 << width) : Int128(bits)
    }

    /// Whatever way is taken for speed, the number and its digits are those of exact arithmetic.
    @Test func `every integer comes out as exact arithmetic has it`() {
        var random = SplitMix(seed: 100)
        let encodings = Encoding.allCases.filter {
            $0 != .bool && $0 != .bcd && !$0.isFloat && !$0.isText
        }
        for _ in 0..<40_000 {
            let encoding = encodings[random.below(encodings.count)]
            let scale = Self.scales[random.below(Self.scales.count)]
            let offset = Self.offsets[random.below(Self.offsets.count)]
            let bits = Self.bits(encoding.isHalf ? 1 : encoding.bytes, &random)
            let exact = Decimal(mantissa: Self.integer(encoding, bits))
                .scaled(by: decimal(scale), plus: decimal(offset)).map(Value.decimal)
            let value = point(encoding, scale: scale, offset: offset).value(ofBits: bits)
            if value != exact { Issue.record("\(encoding) \(bits) × \(scale) + \(offset)") }
        }
    }

    /// The shortcuts for most values: the same text and verdict as by way of `Value`.
    @Test func `bits are written and judged as their value is`() {
        var random = SplitMix(seed: 101)
        for _ in 0..<20_000 {
            let encoding = Encoding.allCases[random.below(Encoding.allCases.count)]
            let scale = Self.scales[random.below(Self.scales.count)]
            let offset = Self.offsets[random.below(Self.offsets.count)]
            let bits = Self.bits(encoding.bytes, &random)
            let conversion = Conversion(point(encoding, scale: scale, offset: offset))
            let value = conversion.value(ofBits: bits)
            var writer = JSONWriter()
            conversion.write(bits, to: &writer)
            let text = String(decoding: writer.bytes, as: UTF8.self)
            if text != value.map(printed) ?? "null" {
                Issue.record("\(encoding) \(bits) × \(scale) + \(offset) is written \(text)")
            }
            #expect(conversion.judge(ofBits: bits) == conversion.judge(value, .good))
        }
    }
}
