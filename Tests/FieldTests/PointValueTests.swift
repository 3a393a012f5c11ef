// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// Raw bits of a point, and the text that the hub gets for them.
@Suite struct PointValueTests {
    static let integers: [(Encoding, UInt64, String)] = [
        (Encoding.bool, UInt64(0), "false"), (.bool, 1, "true"), (.bool, 0xFF00, "true"),
        (.uint8, 255, "255"), (.int8, 0x7F, "127"), (.int8, 0x80, "-128"), (.int8, 0xFF, "-1"),
        (.uint16, 0, "0"), (.uint16, 65_535, "65535"),
        (.int16, 0x7FFF, "32767"), (.int16, 0x8000, "-32768"), (.int16, 0xFFFF, "-1"),
        (.uint32, 0xFFFF_FFFF, "4294967295"), (.int32, 0x8000_0000, "-2147483648"),
        (.int32, 0x7FFF_FFFF, "2147483647"), (.int32, 0xFFFF_FFFF, "-1"),
        (.uint64, .max, "18446744073709551615"), (.uint64, 1 << 53 + 1, "9007199254740993"),
        (.int64, .max, "-1"), (.int64, 1 << 63, "-9223372036854775808"),
        (.int64, 1 << 63 - 1, "9223372036854775807"),
        (.int64, 1 << 53 + 1, "9007199254740993"),
    ]

    @Test(arguments: integers)
    func `an integer is exact`(_ encoding: Encoding, _ bits: UInt64, _ text: String) throws {
        #expect(printed(try #require(point(encoding).value(ofBits: bits))) == text)
    }

    static let float32s: [(Float, String)] = [
        (Float(0), "0"), (-0.0, "-0"), (1, "1"), (0.1, "0.1"), (230.1, "230.1"), (-40, "-40"),
        (16_777_216, "16777216"), (.leastNonzeroMagnitude, "1e-45"),
        (.leastNormalMagnitude, "1.1754944e-38"), (.greatestFiniteMagnitude, "3.4028235e+38"),
        (1.0 / 3, "0.33333334"),
    ]

    @Test(arguments: float32s)
    func `a float32 is the shortest decimal that reads back`(_ raw: Float, _ text: String) throws {
        let value = point(.float32).value(ofBits: UInt64(raw.bitPattern))
        #expect(printed(try #require(value)) == text)
    }

    static let float64s: [(Double, String)] = [
        (0.1, "0.1"), (-0.0, "-0"), (31.200000000000003, "31.200000000000003"),
        (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        (9_007_199_254_740_992, "9007199254740992"),
    ]

    @Test(arguments: float64s)
    func `a float64 is the shortest decimal that reads back`(_ raw: Double, _ text: String) throws {
        #expect(printed(try #require(point(.float64).value(ofBits: raw.bitPattern))) == text)
    }

    @Test(arguments: ["1", "0.1"])
    func `what is not a number is no value`(_ scale: String) {
        for raw: Float in [.nan, .signalingNaN, .infinity, -.infinity, -.nan] {
            let point = point(.float32, scale: scale)
            #expect(point.value(ofBits: UInt64(raw.bitPattern)) == nil)
        }
        for raw: Double in [.nan, .signalingNaN, .infinity, -.infinity, -.nan] {
            #expect(point(.float64, scale: scale).value(ofBits: raw.bitPattern) == nil)
        }
    }

    static let scaled: [(Encoding, UInt64, String, String, String)] = [
        (Encoding.uint16, UInt64(312), "0.1", "0", "31.2"), (.uint16, 310, "0.1", "0", "31.0"),
        (.int16, 65_486, "0.1", "0", "-5.0"), (.int16, 65_531, "0.1", "0", "-0.5"),
        (.int16, 0, "0.1", "0", "0.0"), (.uint16, 0, "0.001", "0", "0.000"),
        (.uint16, 5, "-0.1", "0", "-0.5"), (.int16, 65_531, "-0.1", "0", "0.5"),
        (.uint16, 0, "-0.1", "0", "0.0"), (.uint16, 0, "1", "-40", "-40"),
        (.uint16, 65, "1", "-40", "25"), (.uint16, 653, "0.1", "-40", "25.3"),
        (.uint16, 400, "0.1", "-40", "0.0"), (.uint16, 312, "1", "0.25", "312.25"),
        (.uint16, 1, "0.5", "0.125", "0.625"), (.uint16, 312, "10", "0", "3120"),
        (.uint16, 312, "1e1", "0", "3120"), (.uint16, 0, "1e1", "0", "0"),
        (.uint16, 312, "1.0", "0", "312.0"), (.uint16, 312, "1", "0.0", "312"),
        (.uint16, 3, "1e3", "0.5", "3000.5"), (.uint16, 3, "1e18", "1", "3000000000000000001"),
        (.uint32, 0xFFFF_FFFF, "0.001", "0", "4294967.295"),
        (.uint64, .max, "0.001", "0", "18446744073709551.615"),
        (.int64, 1 << 63, "1e-18", "0", "-9.223372036854775808"),
        (.uint64, .max, "1e18", "0", "18446744073709551615000000000000000000"),
    ]

    @Test(arguments: scaled)
    func `an integer is scaled in decimal`(
        _ encoding: Encoding, _ bits: UInt64, _ scale: String, _ offset: String, _ text: String
    ) throws {
        let value = point(encoding, scale: scale, offset: offset).value(ofBits: bits)
        #expect(printed(try #require(value)) == text)
    }

    static let scaledFloat32s: [(Float, String, String, String)] = [
        (Float(31.2), "10", "0", "312"), (0.1, "0.1", "0", "0.01"), (100, "0.1", "0", "10"),
        (25.5, "1", "-40", "-14.5"), (1.0 / 3, "1000", "0", "333.3333"),
        (3e38, "10", "0", "3e39"), (.leastNonzeroMagnitude, "0.1", "0", "1.401298e-46"),
        (-0.0, "2", "0", "0"),
        (5, "0.1", "-0.5", "0"), (0.0001, "1", "0", "0.0001"),
    ]

    @Test(arguments: scaledFloat32s)
    func `a scaled float32 has at most seven digits`(
        _ raw: Float, _ scale: String, _ offset: String, _ text: String
    ) throws {
        let point = point(.float32, scale: scale, offset: offset)
        let value = try #require(point.value(ofBits: UInt64(raw.bitPattern)))
        #expect(try parsedDouble(printed(value)) == parsedDouble(text))
        #expect(printed(value).filter(\.isNumber).count <= 10)
    }

    private func parsedDouble(_ text: String) throws -> Double { try #require(Double(text)) }

    static let scaledFloat64s: [(Double, String, String)] = [
        (312.0, "0.1", "31.2"), (0.1, "3", "0.3"), (1e308, "0.1", "1e307"), (2, "0.5", "1"),
    ]

    @Test(arguments: scaledFloat64s)
    func `a scaled float64 has at most fifteen digits`(
        _ raw: Double, _ scale: String, _ text: String
    ) throws {
        let value = point(.float64, scale: scale).value(ofBits: raw.bitPattern)
        #expect(printed(try #require(value)) == text)
    }

    @Test func `what the scale carries away is no value`() {
        let long = point(.uint64, scale: "999999999999999999e3", offset: "0.001")
        #expect(long.value(ofBits: .max) == nil)
        #expect(point(.float64, scale: "10").value(ofBits: (1e308).bitPattern) == nil)
        #expect(point(.float64, scale: "1e18").value(ofBits: (-1e300).bitPattern) == nil)
        #expect(point(.uint64, scale: "1e18", offset: "1e-18").value(ofBits: .max) == nil)
    }

    @Test func `no bits whatever bring an encoding down`() {
        var random = SplitMix(seed: 3)
        let scales = ["1", "0.1", "-0.001", "1e18", "1e-18", "999999999999999999", "0"]
        for _ in 0..<20_000 {
            let encoding = Encoding.allCases[random.below(Encoding.allCases.count)]
            let point = point(
                encoding, scale: scales[random.below(7)], offset: scales[random.below(7)])
            // Wider than the encoding: what is above its width must not trap either.
            guard let value = point.value(ofBits: random.next()) else { continue }
            if value.double.isNaN { Issue.record("\(point) gave \(value)") }
        }
    }
}
