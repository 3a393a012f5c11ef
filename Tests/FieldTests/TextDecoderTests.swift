// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Field

@Suite struct `Texts of a device` {
    private func decoder(
        _ encoding: Encoding, order: String = "AB", _ change: (inout Point) -> Void = { _ in }
    ) throws -> TextDecoder {
        var point = Point(
            name: "p", table: .holding, address: 0, encoding: encoding,
            order: ByteOrder(order), quantity: "other")
        point.kind = .text
        change(&point)
        return try #require(TextDecoder(point))
    }

    /// As registers hold it, two bytes each.
    private func words(_ bytes: [UInt8]) -> [UInt16] {
        stride(from: 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16($0 + 1 < bytes.count ? bytes[$0 + 1] : 0)
        }
    }

    private func words(_ text: String) -> [UInt16] { words(Array(text.utf8)) }

    @Test(arguments: [
        ("AB12", "AB12"), ("AB1\0", "AB1"), ("AB\0\0ZZ", "AB"), ("  AB  ", "AB"),
        ("\0AB1", nil), ("    ", nil), ("Trạm đo", "Trạm đo"), ("a\tb ", nil), ("a\u{202E}b", nil),
    ])
    func `padding is no part of a string, and what is not printable is none`(
        _ text: String, _ expected: String?
    ) throws {
        #expect(try decoder(.string).text(words(text)) == expected)
    }

    @Test func `memory that was never written is no text`() throws {
        let string = try decoder(.string)
        #expect(string.text([0xFFFF, 0xFFFF]) == nil)
        #expect(string.text([0x4142, 0xFFFF]) == "AB")
        #expect(string.text([0xC328, 0x4142]) == nil)
        #expect(string.text([]) == nil)
    }

    @Test func `letters lie either way in a register, or one in each`() throws {
        #expect(try decoder(.string, order: "BA").text([0x4241, 0x0043]) == "ABC")
        #expect(try decoder(.string) { $0.half = .low }.text([0x41, 0x42, 0, 0x43]) == "AB")
        #expect(try decoder(.string) { $0.half = .high }.text([0x4100, 0x4200]) == "AB")
    }

    @Test func `a text ends after 64 bytes, between characters`() throws {
        let string = try decoder(.string)
        #expect(string.text(words(String(repeating: "a", count: 80)))?.count == 64)
        let long = "a" + String(repeating: "ế", count: 30)
        let text = try #require(string.text(words(long)))
        #expect(text.utf8.count == 64 && long.hasPrefix(text))
    }

    @Test func `any words are a bounded text or none`() throws {
        var random = SplitMix(seed: 7)
        let decoders = [
            try decoder(.string), try decoder(.string, order: "BA"),
            try decoder(.date) { $0.layout = .bcdClock },
            try decoder(.date) { $0.layout = .days2000 },
        ]
        for _ in 0..<5_000 {
            let words = (0..<random.below(66)).map { _ in UInt16(truncatingIfNeeded: random.next())
            }
            for decoder in decoders {
                #expect((decoder.text(words)?.utf8.count ?? 1) <= TextDecoder.mostBytes)
            }
        }
    }

    /// Days by Python: `date(2000, 1, 1) + timedelta(days)`.
    @Test(arguments: [
        (0, "2000-01-01"), (59, "2000-02-29"), (60, "2000-03-01"), (366, "2001-01-01"),
        (8_902, "2024-05-16"), (36_524, "2099-12-31"), (36_584, "2100-03-01"),
        (65_535, "2179-06-06"),
    ])
    func `days since 2000 are dates`(_ days: UInt16, _ text: String) throws {
        #expect(try decoder(.date) { $0.layout = .days2000 }.text([days]) == text)
    }

    @Test func `a clock of decimal digits is a time`() throws {
        let clock = try decoder(.date, order: "BA") { $0.layout = .bcdClock }
        #expect(clock.text([0x3059, 0x1708, 0x2405]) == "2024-05-17T08:30:59")
        #expect(clock.text([0x3059, 0x2908, 0x2402]) == "2024-02-29T08:30:59")
        for wrong: [UInt16] in [
            [0x3060, 0x1708, 0x2405], [0x3A59, 0x1708, 0x2405], [0x3059, 0x1724, 0x2405],
            [0x3059, 0x2908, 0x2302], [0x3059, 0x1708, 0x2413], [0x3059, 0x0008, 0x2405],
            [0x3059, 0x1708], [],
        ] { #expect(clock.text(wrong) == nil) }
    }

    @Test func `a number has no text`() {
        #expect(TextDecoder(point(.uint16)) == nil)
    }
}

@Suite struct `Values in forms of their own` {
    /// Quadrants of Schneider's DOCA0005EN, power factor register.
    @Test(
        arguments: [
            (0, "0"), (0.5, "0.5"), (1, "1"), (1.25, "0.75"), (2, "0"), (-0.25, "-0.25"),
            (-1, "-1"),
            (-1.5, "-0.5"), (-2, "0"), (2.5, nil), (-2.001, nil), (.nan, nil), (.infinity, nil),
        ] as [(Float, String?)])
    func `a power factor is unfolded`(_ register: Float, _ text: String?) {
        var folded = point(.float32)
        folded.powerFactor = .fourQuadrant
        let value = folded.value(ofBits: UInt64(register.bitPattern))
        #expect(value.map(printed) == text)
    }

    @Test func `a truth value can be the other way round`() {
        var contact = point(.bool)
        contact.isInverted = true
        #expect(contact.value(ofBits: 0) == .bool(true))
        #expect(contact.value(ofBits: 1) == .bool(false))
        #expect(Conversion(contact).number(ofBits: 0) == 1)
    }

    @Test(arguments: [
        (WordOrder.abcd, "AB", "ABCD", "ABCDEF", "ABCDEFGH"),
        (.cdab, "AB", "CDAB", "EFCDAB", "GHEFCDAB"), (.badc, "BA", "BADC", "BADCFE", "BADCFEHG"),
        (.dcba, "BA", "DCBA", "FEDCBA", "HGFEDCBA"),
    ])
    func `a profile's order is meant for every width`(
        _ order: WordOrder, _ two: String, _ four: String, _ six: String, _ eight: String
    ) {
        #expect([2, 4, 6, 8].map { order.order($0).letters } == [two, four, six, eight])
    }

    @Test(arguments: [
        ("1", "3", "0.333333333"), ("2", "3", "0.666666667"), ("-2", "3", "-0.666666667"),
        ("1", "8", "0.125"), ("10", "2", "5"), ("0", "7", "0"), ("1.5", "0.3", "5"),
        ("1e3", "-8", "-125"),
    ])
    func `a quotient is exact where it ends`(_ a: String, _ b: String, _ text: String) throws {
        let quotient = try #require(decimal(a).divided(by: decimal(b)))
        #expect(printed(.decimal(quotient)) == text)
        #expect(decimal(a).divided(by: .zero) == nil)
    }
}
