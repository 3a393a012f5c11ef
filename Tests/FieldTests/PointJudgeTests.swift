// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct PointJudgeTests {
    /// Range 0 to 50, span -40 to 80.
    private func bounded(_ encoding: Encoding, scale: String = "1") -> Point {
        var point = point(encoding, scale: scale)
        point.range = Limits(low: decimal("0"), high: decimal("50"))
        point.span = Limits(low: decimal("-40"), high: decimal("80"))
        return point
    }

    static let judged: [(Int16, Quality)] = [
        (Int16(0), Quality.good), (50, .good), (25, .good), (-1, .suspectRange),
        (51, .suspectRange), (-40, .suspectRange), (80, .suspectRange), (-41, .faultSpan),
        (81, .faultSpan), (.min, .faultSpan), (.max, .faultSpan),
    ]

    @Test(arguments: judged)
    func `outside its range a value is suspect, outside its span a fault`(
        _ raw: Int16, _ quality: Quality
    ) {
        let point = bounded(.int16)
        let bits = UInt64(UInt16(bitPattern: raw))
        #expect(point.judge(point.value(ofBits: bits), .good) == quality)
    }

    @Test func `without limits every number is good`() {
        let plain = point(.int64)
        for bits: UInt64 in [0, 1 << 63, .max] {
            #expect(plain.judge(plain.value(ofBits: bits), .good) == .good)
        }
    }

    @Test func `what is not a number is a fault, with limits or without`() {
        for plain in [point(.float32), bounded(.float32), bounded(.float32, scale: "0.1")] {
            for raw: Float in [.nan, .infinity, -.infinity] {
                let value = plain.value(ofBits: UInt64(raw.bitPattern))
                #expect(plain.judge(value, .good) == .faultNotANumber)
            }
        }
    }

    @Test func `the line's own quality goes first`() {
        for quality in Quality.allCases where quality != .good {
            #expect(bounded(.int16).judge(nil, quality) == quality)
            #expect(bounded(.int16).judge(.bool(true), quality) == quality)
        }
    }

    /// 0.1 read as a float32 is 0.100000001490…, 3 × 0.1 is 0.30000000000000004: what is printed
    /// as the limit is not beyond it.
    @Test func `a float that prints as the limit is within it`() {
        for (raw, scale, limit): (Float, String, String) in [
            (0.1, "1", "0.1"), (3, "0.1", "0.3"), (60.1, "1", "60.1"), (3.1, "10", "31"),
            (-0.1, "1", "-0.1"), (-3, "0.1", "-0.3"), (8_388_609, "0.1", "838860.9"),
        ] {
            var point = point(.float32, scale: scale)
            let value = point.value(ofBits: UInt64(raw.bitPattern))
            point.range = Limits(low: decimal(limit), high: decimal(limit))
            #expect(point.judge(value, .good) == .good, "\(raw) × \(scale)")
            point.span = point.range
            #expect(point.judge(value, .good) == .good, "\(raw) × \(scale)")
        }
    }

    @Test func `the next float above a limit is beyond it`() {
        var point = point(.float32)
        point.range = Limits(low: .zero, high: decimal("0.1"))
        let above = point.value(ofBits: UInt64(Float(0.1).nextUp.bitPattern))
        #expect(point.judge(above, .good) == .suspectRange)
    }

    @Test func `each quality has a code, its class first`() {
        var codes: Set<String> = []
        for quality in Quality.allCases {
            codes.insert(quality.code)
            #expect(quality.code.split(separator: "/")[0] == quality.class.rawValue)
            #expect(quality.hasValue == !["fault", "comm", "stale"].contains(quality.class.rawValue))
        }
        #expect(codes.count == Quality.allCases.count)
    }
}
