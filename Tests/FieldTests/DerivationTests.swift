// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Field

@Suite struct `Points made of other points` {
    typealias Sample = Derivation.Sample

    private func named(
        _ name: String, _ encoding: Encoding = .int16, scale: String = "1",
        _ change: (inout Dependence) -> Void = { _ in }
    ) -> Point {
        var point = point(encoding, scale: scale)
        point.name = name
        change(&point.dependence)
        return point
    }

    /// What a device's points print, `-` for one that it does not have, the quality's code for
    /// one without a value.
    private func results(_ points: [Point], _ words: [Int64?]) -> [String] {
        let derivation = Derivation(points: points)
        let outcomes = derivation.outcomes(
            of: words.map {
                Sample(
                    bits: UInt64(bitPattern: $0 ?? 0), quality: $0 == nil ? .commTimeout : .good)
            })
        return outcomes.enumerated().map { index, outcome in
            guard outcome.isPresent else { return "-" }
            guard outcome.quality.hasValue else { return outcome.quality.code }
            let value = derivation.conversion(of: index).value(ofBits: outcome.bits)
            return value.map(printed) ?? "none"
        }
    }

    @Test func `a device whose points stand alone has no step`() {
        #expect(Derivation(points: [named("a"), named("b")]).isEmpty)
        #expect(results([named("a"), named("b", scale: "0.1")], [3, 5]) == ["3", "0.5"])
    }

    @Test func `sums, differences and products of decimals are exact`() {
        let points = [
            named("a", scale: "0.1"), named("b", .uint32, scale: "0.001"), named("c", .uint64),
            named("sum") { $0.formula = .sum(["a", "b", "a"]) },
            named("difference") { $0.formula = .difference(["a", "b", "c"]) },
            named("product") { $0.formula = .product(["a", "b"]) },
        ]
        #expect(
            results(points, [1, 2, 3, nil, nil, nil])
                == ["0.1", "0.002", "3", "0.202", "-2.902", "0.0002"])
        // 2^53 + 1 is no float64; of its 19 digits 17 are kept.
        #expect(
            results(points, [0, 0, 9_007_199_254_740_993, nil, nil, nil])[4]
                == "-9007199254740993.0")
    }

    @Test func `what is made of a float has its digits`() {
        let points = [
            named("a", .float32), named("b", .float64), named("c", scale: "0.1"),
            named("short") { $0.formula = .sum(["a", "c"]) },
            named("long") { $0.formula = .product(["b", "c"]) },
        ]
        let bits = [Int64(Float(0.1).bitPattern), Int64(bitPattern: (1 / 3.0).bitPattern), 2]
        #expect(results(points, bits + [nil, nil])[3...] == ["0.3", "0.0666666666666667"])
    }

    @Test func `a power of ten, a factor and a unit come from other points`() {
        let points = [
            named("exponent"), named("ratio", scale: "0.5"), named("setting"),
            named("scaled", scale: "0.1") { $0.exponent = "exponent" },
            named("times") { $0.factor = "ratio" },
            named("unit") {
                $0.unit = .init(
                    point: "setting",
                    factors: [
                        .init(number: 0, factor: .one),
                        .init(number: 1, factor: decimal("0.001")),
                    ])
            },
            named("all") {
                $0.exponent = "exponent"
                $0.factor = "ratio"
                $0.formula = nil
            },
            named("float", .float32) { $0.exponent = "exponent" },
        ]
        let float = Int64(Float(1.1).bitPattern)
        #expect(
            results(points, [-2, 3, 1, 12_345, 7, 5, 10, float])[3...]
                == ["12.345", "10.5", "0.005", "0.150", "0.011"])
        #expect(
            results(points, [2, 3, 2, 12_345, 7, 5, 10, float])[3...]
                == ["123450", "10.5", "fault/invalid", "1500", "110"])
        #expect(
            results(points, [99, nil, nil, 1, 1, 1, 1, float])[3...]
                == [
                    "fault/not-a-number", "comm/timeout", "comm/timeout", "comm/timeout",
                    "fault/not-a-number",
                ])
    }

    @Test func `a chain is worked out in whichever order it is written`() {
        let points = [
            named("d") { $0.formula = .sum(["c", "c"]) },
            named("c") { $0.formula = .sum(["b", "b"]) },
            named("b") { $0.exponent = "a" },
            named("a"),
        ]
        let derivation = Derivation(points: points)
        #expect(derivation.steps.map(\.point) == [2, 1, 0])
        #expect(derivation.steps.map(\.needs) == [[3], [2], [1]])
        #expect(derivation.steps.map(\.isMade) == [false, true, true])
        #expect(results(points, [nil, nil, 5, 1]) == ["200", "100", "50", "1"])
    }

    @Test func `a thousand points in a chain are no trouble, in a circle they have no step`() {
        var chain = (0..<1_000).map { index in
            named("p\(index)") { $0.formula = .sum(["p\(index + 1)"]) }
        }
        chain[999] = named("p999")
        #expect(Derivation(points: chain).steps.count == 999)
        chain[999].dependence.formula = .sum(["p0"])
        #expect(Derivation(points: chain).isEmpty)
        #expect(DependenceGraph(chain).circles.count == 1_000)
        let tail = chain + [named("tail") { $0.formula = .sum(["p0"]) }]
        #expect(DependenceGraph(tail).circles == Set(0..<1_000))
    }

    @Test func `another point says whether a value is good`() {
        let points = [
            named("status"),
            named("value") { $0.trust = .init(point: "status", good: [0, 2]) },
        ]
        #expect(results(points, [0, 7])[1] == "7")
        #expect(results(points, [2, 7])[1] == "7")
        #expect(results(points, [1, 7])[1] == "fault/reported")
        #expect(results(points, [nil, 7])[1] == "comm/timeout")
        #expect(results(points, [1, nil])[1] == "comm/timeout")
    }

    @Test func `another firmware has no such point`() {
        let points = [
            named("version", scale: "0.1"),
            named("new") { $0.condition = .init(point: "version", test: .atLeast(4)) },
            named("second") { $0.condition = .init(point: "version", test: .equals(2)) },
        ]
        #expect(results(points, [40, 7, 8])[1...] == ["7", "-"])
        #expect(results(points, [39, 7, 8])[1...] == ["-", "-"])
        #expect(results(points, [20, 7, 8])[1...] == ["-", "8"])
        #expect(results(points, [nil, 7, 8])[1...] == ["comm/timeout", "comm/timeout"])
    }

    @Test func `the worst quality goes on, and limits judge the value worked out`() {
        var points = [
            named("a", scale: "0.1"), named("b") { $0.exponent = "e" }, named("e"),
            named("sum") { $0.formula = .sum(["a", "b"]) },
        ]
        points[0].range = Limits(low: .zero, high: .one)
        points[1].range = Limits(low: .zero, high: decimal("10"))
        points[1].span = Limits(low: .zero, high: decimal("100"))
        func qualities(_ words: [Int64]) -> [String] {
            Derivation(points: points)
                .outcomes(of: words.map { Sample(bits: UInt64($0), quality: .good) })
                .map(\.quality.code)
        }
        #expect(qualities([10, 1, 1, 0]) == ["good", "good", "good", "good"])
        #expect(qualities([11, 1, 1, 0]) == ["suspect/range", "good", "good", "suspect/range"])
        #expect(qualities([10, 2, 1, 0]) == ["good", "suspect/range", "good", "suspect/range"])
        #expect(qualities([10, 2, 2, 0]) == ["good", "fault/span", "good", "fault/span"])
    }
}

@Suite struct `Decimals that are worked with` {
    @Test(arguments: [
        ("0", "0"), ("1", "1"), ("-1", "-1"), ("0.1", "0.1"), ("-12345.678", "-12345.678"),
        ("144115188075855871", "144115188075855871"),
        ("-144115188075855871", "-144115188075855871"),
        ("144115188075855872", "144115188075855870"), ("999999999999999999", "1000000000000000000"),
        ("1e18", "1000000000000000000"), ("1e-18", "0.000000000000000001"),
    ])
    func `lie in 64 bits, with at least 17 digits`(_ text: String, _ back: String) throws {
        let bits = try #require(decimal(text).packed)
        #expect(printed(.decimal(Decimal(packed: bits))) == back)
    }

    @Test func `any bits are some decimal`() {
        var random = SplitMix(seed: 1)
        for _ in 0..<10_000 {
            let bits = random.next()
            #expect(Decimal.exponents.contains(Decimal(packed: bits).exponent))
        }
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3", "-0.1", "0.02"), ("1", "0.00", "1.00", "1.00", "0.00"),
        ("-5", "1e3", "995", "-1005", "-5000"),
        ("1e-18", "1e-18", "0.000000000000000002", "0.000000000000000000", "0.000000000000000000"),
    ])
    func `add, subtract and multiply exactly`(
        _ a: String, _ b: String, _ sum: String, _ difference: String, _ product: String
    ) throws {
        let (a, b) = (decimal(a), decimal(b))
        #expect(try printed(.decimal(#require(a.plus(b)))) == sum)
        #expect(try printed(.decimal(#require(a.minus(b)))) == difference)
        #expect(try printed(.decimal(#require(a.times(b)))) == product)
    }

    @Test func `beyond 127 bits there is no result`() {
        let huge = Decimal(mantissa: .max)
        #expect(huge.plus(.one) == nil)
        #expect(Decimal(mantissa: .min).minus(.one) == nil)
        #expect(huge.minus(Decimal(mantissa: .min)) == nil)
        #expect(huge.times(decimal("2")) == nil)
        #expect(huge.shifted(by: 19) == nil)
        #expect(huge.packed == nil)
        #expect(Decimal(mantissa: .max, exponent: -18).packed != nil)
        #expect(Decimal.one.shifted(by: 37) == nil)
    }
}
