// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// IEEE 754 binary16: one bit of sign, five of exponent (bias 15), ten of fraction.
@Suite struct Float16Tests {
    /// Values and shortest decimals by another implementation.
    static let patterns: [(UInt64, String)] = [
        (UInt64(0x0000), "0"), (0x8000, "-0"), (0x3C00, "1"), (0xC000, "-2"), (0x5640, "100"),
        (0x3555, "0.3333"), (0x7BFF, "65504"), (0xFBFF, "-65504"), (0x2E66, "0.1"),
        (0x4248, "3.14"), (0x4D0C, "20.19"), (0x3C01, "1.001"), (0x3BFF, "0.9995"),
        (0x0001, "6e-08"), (0x03FF, "6.1e-05"), (0x0400, "6.104e-05"),
    ]

    @Test(arguments: patterns)
    func `a float16 is the shortest decimal that reads back`(
        _ bits: UInt64, _ text: String
    ) throws {
        let value = try #require(point(.float16).value(ofBits: bits))
        let published = try #require(Double(printed(value)))
        #expect(Float16(published).bitPattern == UInt16(bits))
        #expect(published == Double(text))
    }

    @Test(arguments: ["1", "0.1"])
    func `an exponent of all ones is no value`(_ scale: String) {
        for bits: UInt64 in [0x7C00, 0xFC00, 0x7E00, 0x7C01, 0xFE00, 0xFFFF] {
            #expect(point(.float16, scale: scale).value(ofBits: bits) == nil)
        }
    }

    /// The formula of the standard, without the compiler's own type.
    private static func value(_ bits: UInt64) -> Double? {
        let exponent = Int(bits >> 10 & 31)
        let fraction = Double(bits & 1023)
        if exponent == 31 { return nil }
        let magnitude =
            exponent == 0
            ? fraction / 16_777_216
            : Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1_024)
        return bits >> 15 == 1 ? -magnitude : magnitude
    }

    @Test func `every pattern has the value of the standard's formula`() {
        let plain = Conversion(point(.float16))
        for bits in UInt64(0)...0xFFFF where plain.value(ofBits: bits)?.double != Self.value(bits) {
            Issue.record("\(bits)")
        }
    }

    @Test func `scaled it has at most seven digits`() throws {
        let tenfold = point(.float16, scale: "10", offset: "-40")
        #expect(printed(try #require(tenfold.value(ofBits: 0x4D0C))) == "161.875")
        let tenth = point(.float16, scale: "10")
        #expect(printed(try #require(tenth.value(ofBits: 0x2E66))) == "0.9997559")
    }
}
