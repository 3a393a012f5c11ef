// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct SentinelTests {
    private func point(
        _ encoding: Encoding, _ sentinels: [(UInt64, Quality)], scale: String = "1"
    ) -> Point {
        var point = FieldTests.point(encoding, scale: scale)
        point.sentinels = sentinels.map { Sentinel(raw: $0.0, quality: $0.1) }
        return point
    }

    @Test func `a sentinel is compared before sign, scale and limits`() {
        var signed = point(
            .int16, [(0x8000, .faultSensorBreak), (0x7FFF, .faultNotFitted)], scale: "0.1")
        signed.range = Limits(low: decimal("-40"), high: decimal("80"))
        signed.span = Limits(low: decimal("-50"), high: decimal("90"))
        let judged: [(UInt64, Quality)] = [
            (0x8000, .faultSensorBreak), (0x7FFF, .faultNotFitted), (0x7FFE, .faultSpan),
            (0x8001, .faultSpan), (0x00FA, .good), (0xFE34, .suspectRange),
        ]
        for (bits, quality) in judged { #expect(signed.judge(ofBits: bits) == quality) }
    }

    @Test func `every encoding can have them`() {
        let words: [(Encoding, UInt64)] = [
            (.bool, 0xFFFF), (.uint8, 0xFF), (.int8, 0x80), (.uint16, 0xFFFF), (.int16, 0x7FFF),
            (.uint32, 0xFFFF_FFFF), (.int32, 0x7FFF_FFFF), (.uint64, .max), (.int64, 1 << 63),
            (.float16, 0x7E00), (.float32, 0x7FC0_0000), (.float64, 0x7FF8_0000_0000_0000),
            (.bcd, 0xEEEE),
        ]
        #expect(Set(words.map(\.0)) == Set(Encoding.allCases.filter { !$0.isText }))
        for (encoding, word) in words {
            let point = point(encoding, [(word, .faultNotAvailable)])
            #expect(point.judge(ofBits: word) == .faultNotAvailable, "\(encoding)")
            #expect(point.judge(ofBits: 0) == .good, "\(encoding)")
        }
    }

    @Test func `eight of them each keep their reason`() {
        let all = Sentinel.reasons.prefix(8).enumerated().map { (UInt64(0xFFF8 + $0), $1) }
        let generator = point(.uint16, all)
        for (word, quality) in all { #expect(generator.judge(ofBits: word) == quality) }
        #expect(generator.judge(ofBits: 0xFFF7) == .good)
    }

    @Test func `a reason is a fault, a word of its own and no number`() {
        #expect(Set(Sentinel.reasons.map(\.reason)).count == Sentinel.reasons.count)
        for quality in Sentinel.reasons {
            #expect(quality.code == "fault/\(quality.reason)")
            #expect(!quality.hasValue)
        }
        let others: [Quality] = [.faultNotANumber, .faultSpan, .faultReported]
        for quality in Quality.allCases where quality.class == .fault {
            #expect(Sentinel.reasons.contains(quality) != others.contains(quality))
        }
    }

    @Test func `a number that is not listed is suspect and keeps its value`() {
        for (encoding, listed, bits): (Encoding, [Int64], [(UInt64, Quality)]) in [
            (.uint16, [0, 3], [(0, .good), (3, .good), (1, .suspectEnum), (.max, .suspectEnum)]),
            (.int16, [-1], [(0xFFFF, .good), (1, .suspectEnum)]),
            (.uint32, [4_294_967_295], [(0xFFFF_FFFF, .good), (0, .suspectEnum)]),
            (.bcd, [12], [(0x12, .good), (12, .faultNotANumber), (0x13, .suspectEnum)]),
            (.bool, [1], [(1, .good), (0, .suspectEnum)]),
        ] {
            var state = point(encoding, [])
            state.bits = encoding == .bool ? BitField("3") : nil
            state.kind = .state
            state.enumeration = listed.map { EnumEntry(number: $0, text: Text(en: "a", vi: "b")) }
            for (bits, quality) in bits {
                #expect(state.judge(ofBits: bits) == quality, "\(encoding) \(bits)")
            }
        }
        #expect(Quality.suspectEnum.hasValue && Quality.suspectEnum.code == "suspect/enum")
    }

    @Test func `a sentinel goes before what is listed`() {
        var state = point(.uint16, [(0xFFFF, .faultNotReady)])
        state.enumeration = [EnumEntry(number: 1, text: Text(en: "a", vi: "b"))]
        #expect(state.judge(ofBits: 0xFFFF) == .faultNotReady)
        #expect(state.judge(ofBits: 2) == .suspectEnum)
        #expect(state.judge(ofBits: 1) == .good)
    }
}
