// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Field

/// What registers may hold, found by what is expected of them.
@Suite struct SolverTests {
    private static func range(_ low: String, _ high: String) throws -> Limits {
        Limits(low: try #require(Decimal(low)), high: try #require(Decimal(high)))
    }

    private static func shown(_ reading: RegisterReading) -> String {
        switch reading.content {
        case .number(let value): "\(reading.first) \(value.printed) \(reading.snippet)"
        case .text(let text): "\(reading.first) '\(text)' \(reading.snippet)"
        case .bits(let bits): "\(reading.first) \(bits) \(reading.snippet)"
        }
    }

    /// Figures worked out by hand, and from IEEE 754: 230.1 is 43 66 19 9A.
    @Test(
        arguments: [
            ([0x4366, 0x199A], "207", "253", "0 230.1 as: float32"),
            ([0x199A, 0x4366], "207", "253", "0 230.1 as: float32, order: CDAB"),
            ([0x9A19, 0x6643], "207", "253", "0 230.1 as: float32, order: DCBA"),
            ([0x6643, 0x9A19], "207", "253", "0 230.1 as: float32, order: BADC"),
            ([0x08FD], "207", "253", "0 230.1 as: uint16, scale: 0.1"),
            ([0xFD08], "229", "231", "0 230.1 as: uint16, order: BA, scale: 0.1"),
            ([0xFF33], "-30", "0", "0 -20.5 as: int16, scale: 0.1"),
            ([0x0000, 0xEA60], "59", "61", "0 60.000 as: uint32, scale: 0.001"),
            ([0xEA60, 0x0000], "59", "61", "0 60.000 as: uint32, order: CDAB, scale: 0.001"),
            ([0x0000, 0x0000, 0x0001, 0x86A0], "999", "1001", "0 1000.00 as: uint64, scale: 0.01"),
            ([0x406C, 0xC333, 0x3333, 0x3333], "207", "253", "0 230.1 as: float64"),
            (
                [0x3333, 0x3333, 0xC333, 0x406C], "207", "253",
                "0 230.1 as: float64, order: GHEFCDAB"
            ),
            ([0x5B31], "229", "231", "0 230.1 as: float16"),
            ([0x1234, 0x5678], "12345678", "12345678", "0 12345678 as: bcd, length: 2"),
            ([0x1234, 0x5678, 0x9012], "1e11", "2e11", "0 123456789012 as: bcd, length: 3"),
            ([0x17E6], "23", "23", "0 23 as: uint8, half: high"),
            ([0x17E6], "-26", "-26", "0 -26 as: int8, half: low"),
            ([0x0096], "150000", "150000", "0 150000 as: uint16, scale: 1000"),
            ([0x3FC0, 0x0000], "1500", "1500", "0 1500 as: float32, scale: 1000"),
            ([0, 0, 0x4366, 0x199A, 0, 0, 0], "207", "253", "2 230.1 as: float32"),
        ] as [([UInt16], String, String, String)])
    func `what is expected comes first`(
        words: [UInt16], low: String, high: String, best: String
    ) throws {
        let solver = Solver(words, expecting: try Self.range(low, high))
        #expect(solver.readings.first.map(Self.shown) == best)
        #expect(solver.readings.first?.isExpected == true)
        let order = solver.readings.map(\.isExpected)
        #expect(order == order.sorted { $0 && !$1 }, "what is not expected stands behind")
    }

    @Test(
        arguments: [
            ([0x4142, 0x2D37, 0x3700], "0 'AB-77' as: string, length: 3"),
            ([0x4241, 0x372D, 0x0037], "0 'AB-77' as: string, length: 3, order: BA"),
            ([0x22C6], "0 2024-05-16 as: date, layout: days-2000"),
            ([0x5930, 0x0817, 0x0524], "0 '2024-05-17T08:30:59'"),
            ([0x8004], "0 [2, 15] as: bool, bits: 2"),
        ] as [([UInt16], String)])
    func `days, words and bits are found`(words: [UInt16], reading: String) {
        let all = Solver(words).readings.map(Self.shown)
        #expect(
            all.contains {
                $0.replacing("'", with: "").hasPrefix(reading.replacing("'", with: ""))
            },
            "\(all)")
    }

    /// What a snippet says, a profile's point decodes to what was shown.
    @Test func `every number is what its point makes of the registers`() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<200 {
            let words = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                UInt16.random(in: 0...0xFFFF, using: &random)
            }
            let high = Decimal(mantissa: Int128(Int.random(in: 1...100_000, using: &random)))
            let solver = Solver(words, expecting: Limits(low: .one, high: high))
            for reading in solver.readings {
                guard case .number(let value) = reading.content else { continue }
                let part = words[reading.registers].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
                let bits = reading.point.field.of(reading.point.order.bits(part.span, at: 0))
                let found = try #require(reading.point.value(ofBits: bits))
                #expect(abs(found.double - value.double) <= abs(value.double) * 1e-6)
                let isInside = Limits(low: .one, high: high).contains(value.double)
                if reading.isExpected { #expect(isInside) }
            }
        }
    }

    @Test func `two readings of one place that come to the same are one`() {
        let numbers = Solver([0x0005]).readings.compactMap { reading -> Double? in
            if case .number(let value) = reading.content { value.double } else { nil }
        }
        #expect(numbers.count == Set(numbers).count)
        #expect(numbers.first == 5)
    }

    @Test func `any words are taken, and no more than a bound`() throws {
        #expect(Solver([]).readings.isEmpty)
        var random = SplitMix(seed: 5)
        let words = (0..<300).map { _ in UInt16.random(in: 0...0xFFFF, using: &random) }
        let range = try Self.range("-1e18", "1e18")
        let solver = Solver(words, expecting: range)
        #expect(solver.readings.count == Solver.mostReadings)
        #expect(solver.readings.allSatisfy { $0.registers.upperBound <= Solver.mostWords })
        let letters = Solver(Array(repeating: 0x4141, count: 300))
        #expect(letters.readings.allSatisfy { $0.registers.upperBound <= Solver.mostWords })
    }

    @Test func `the ends of the range belong to it, as they are printed`() throws {
        for (word, low, high) in [(UInt16(2_070), "207", "208"), (2_530, "252", "253")] {
            let readings = Solver([word], expecting: try Self.range(low, high)).readings
            #expect(readings.first?.snippet == "as: uint16, scale: 0.1")
        }
        // The float32 nearest to 0.1 is a little above it.
        let readings = Solver([0x3DCC, 0xCCCD], expecting: try Self.range("0.05", "0.1")).readings
        #expect(readings.first?.snippet == "as: float32")
    }
}
