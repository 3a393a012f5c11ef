// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// Floats as they were read: the shortest decimal that reads back to the same bits.
@Suite struct FloatPrintTests {
    @Test func `a float32 of any bits reads back to them`() {
        var random = SplitMix(seed: 10)
        var tried = 0
        while tried < 100_000 {
            let number = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            guard number.isFinite else { continue }
            tried += 1
            let text = printed(.float32(number))
            if Float(text)?.bitPattern != number.bitPattern { Issue.record("\(number): \(text)") }
            if text.hasSuffix(".0") { Issue.record("\(text) has a zero too many") }
            if (try? parsed(text)) != .number(text) { Issue.record("\(text) is not JSON") }
            if significant(text) > 9 { Issue.record("\(text) is too long") }
        }
    }

    @Test func `a float64 of any bits reads back to them`() {
        var random = SplitMix(seed: 11)
        var tried = 0
        while tried < 50_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            tried += 1
            let text = printed(.float64(number))
            if Double(text)?.bitPattern != number.bitPattern { Issue.record("\(number): \(text)") }
            if text.hasSuffix(".0") { Issue.record("\(text) has a zero too many") }
            if (try? parsed(text)) != .number(text) { Issue.record("\(text) is not JSON") }
        }
    }

    /// Readings of sensors are short decimals; what went through a float32 must look so again.
    @Test func `a short decimal that went through a float32 is the same text`() {
        for tenths in 0..<20_000 {
            let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
            guard let number = Float(text) else { continue }
            if printed(.float32(number)) != text { Issue.record("\(text) changed") }
        }
    }

    /// Digits without leading zeros, point and exponent.
    private func significant(_ text: String) -> Int {
        text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.count
    }
}
