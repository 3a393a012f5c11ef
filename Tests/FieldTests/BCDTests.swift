// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct BCDTests {
    static let numbers: [(UInt64, String, String)] = [
        (UInt64(0), "1", "0"), (0x1234, "1", "1234"), (0x9999, "0.01", "99.99"),
        (0x0042, "0.1", "4.2"), (0x1234_5678, "1", "12345678"),
        (0x9999_9999_9999_9999, "1", "9999999999999999"),
        (0x1000_0000_0000_0000, "0.001", "1000000000000.000"),
    ]

    @Test(arguments: numbers)
    func `each four bits are a digit`(_ bits: UInt64, _ scale: String, _ text: String) throws {
        #expect(printed(try #require(point(.bcd, scale: scale).value(ofBits: bits))) == text)
    }

    @Test func `a digit above nine in any place is not a number`() {
        let conversion = Conversion(point(.bcd))
        for place in 0..<16 {
            for digit in UInt64(10)...15 {
                let bits = digit << UInt64(place * 4)
                #expect(conversion.value(ofBits: bits) == nil)
                #expect(conversion.judge(ofBits: bits) == .faultNotANumber)
            }
        }
    }

    @Test func `a number reads as its own digits in base sixteen`() {
        var random = SplitMix(seed: 201)
        let conversion = Conversion(point(.bcd))
        for _ in 0..<5_000 {
            let number = random.next() % 10_000_000_000_000_000
            guard let bits = UInt64("\(number)", radix: 16) else { continue }
            let exact = Value.decimal(Decimal(mantissa: Int128(number)))
            if conversion.value(ofBits: bits) != exact { Issue.record("\(number)") }
        }
    }

    @Test func `a scale that carries it away leaves no value`() {
        let far = point(.bcd, scale: "999999999999999999e18", offset: "1e-18")
        #expect(far.value(ofBits: 0x9999_9999_9999_9999) == nil)
    }
}
