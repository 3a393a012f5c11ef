// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct TallyTests {
    /// One sample: its bits, or why there are none.
    struct Sample: Sendable {
        var bits: UInt64 = 0
        var quality = Quality.good
        static func value(_ number: Int64) -> Self { Self(bits: UInt64(bitPattern: number)) }
        static func float(_ number: Float) -> Self { Self(bits: UInt64(number.bitPattern)) }
        static let lost = Self(quality: .commTimeout)
    }

    /// What windows of these samples say, one text a window.
    private func told(_ point: Point, _ windows: [[Sample]]) -> [String] {
        let (rule, conversion) = (TallyRule(point), Conversion(point))
        var tally = Tally()
        var time: Int64 = 0
        return windows.map { samples in
            for sample in samples {
                time += 1_000
                _ = tally.take(
                    sample.bits, sample.quality, at: Instant(nanoseconds: time * 1_000_000), rule,
                    conversion)
            }
            defer { tally.begin(rule) }
            var writer = JSONWriter()
            let sum = tally.sum(of: 3, rule, conversion) { $0.nanoseconds / 1_000_000 }
            writer.sum(sum)
            let text = String(decoding: writer.bytes, as: UTF8.self)
            expectStored(sum, saysThat: text)
            return text
        }
    }

    /// What is stored of a window and read back prints the same.
    private func expectStored(_ sum: WindowSum, saysThat text: String) {
        let stored = StoredRecord(packed: StoredRecord(.window([sum])).packed)
        guard case .window(let sums) = stored?.content, sums.count == 1 else {
            Issue.record("not read back: \(sum)")
            return
        }
        var writer = JSONWriter()
        writer.sum(sums[0])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        #expect(sums[0] == sum)
    }

    private func gauge(
        _ quantity: String, _ encoding: Encoding = .float32, scale: String = "1"
    ) -> Point {
        var gauge = point(encoding, scale: scale)
        gauge.quantity = quantity
        return gauge
    }

    private func counter(_ encoding: Encoding, scale: String = "1", modulus: String? = nil) -> Point
    {
        var counter = point(encoding, scale: scale)
        counter.kind = .counter
        counter.modulus = modulus.map(decimal)
        return counter
    }

    @Test func `extremes and the last keep their digits, the mean has seven`() {
        let point = gauge("pm2_5", .uint16, scale: "0.1")
        #expect(
            told(point, [[312, 298, 331, 312].map(Sample.value)]) == [
                #"{"n":4,"due":4,"min":29.8,"max":33.1,"mean":31.325,"last":31.2}"#
            ])
        let third = gauge("pm2_5", .int16)
        #expect(
            told(third, [[1, 1, -1].map(Sample.value)]) == [
                #"{"n":3,"due":3,"min":-1,"max":1,"mean":0.3333333,"last":-1}"#
            ])
    }

    @Test func `a wind vane at 350 and 10 degrees averages 0`() {
        let vane = gauge("wind_direction")
        #expect(
            told(
                vane,
                [
                    [.float(350), .float(10)], [.float(10), .float(350)],
                    [.float(355), .float(357)],
                ])
                == [
                    #"{"n":2,"due":2,"mean":0,"last":10}"#, #"{"n":2,"due":2,"mean":0,"last":350}"#,
                    #"{"n":2,"due":2,"mean":356,"last":357}"#,
                ])
        #expect(
            told(vane, [[.float(0), .float(180)]]) == [#"{"n":2,"due":2,"mean":null,"last":180}"#],
            "opposite winds have no direction")
    }

    /// Two levels L and L + 10: 10 lg((1 + 10) / 2) = 7.403627 above the lower one.
    @Test func `two sound levels average by energy`() {
        #expect(
            told(gauge("sound_level", .uint16, scale: "0.1"), [[600, 700].map(Sample.value)]) == [
                #"{"n":2,"due":2,"min":60.0,"max":70.0,"mean":67.40363,"last":70.0}"#
            ])
        #expect(
            told(gauge("sound_level"), [[.float(60), .float(60)]]) == [
                #"{"n":2,"due":2,"min":60,"max":60,"mean":60,"last":60}"#
            ])
    }

    @Test func `what has no mean is told without one`() {
        #expect(
            told(gauge("power_factor"), [[.float(-0.5), .float(0.5)]]) == [
                #"{"n":2,"due":2,"min":-0.5,"max":0.5,"last":0.5}"#
            ])
    }

    @Test func `the profile's word on the mean goes before the quantity's`() {
        var point = gauge("sound_level")
        point.mean = .linear
        #expect(told(point, [[.float(60), .float(70)]])[0].contains(#""mean":65,"#))
    }

    @Test func `failed reads are due and do not count`() {
        let samples = (0..<60).map { $0 % 3 == 0 ? Sample.lost : .value(20) }
        #expect(
            told(gauge("co2", .uint16), [samples, [.lost], []]) == [
                #"{"n":40,"due":60,"min":20,"max":20,"mean":20,"last":20}"#, #"{"n":0,"due":1}"#,
                #"{"n":0,"due":0}"#,
            ])
    }

    @Test func `the quality is that of what counts, without any the failure`() {
        let point = gauge("co2", .uint16)
        let (rule, conversion) = (TallyRule(point), Conversion(point))
        func quality(_ samples: [Quality]) -> Quality {
            var tally = Tally()
            for quality in samples {
                _ = tally.take(1, quality, at: Instant(nanoseconds: 0), rule, conversion)
            }
            return tally.quality
        }
        #expect(quality([.good, .commTimeout]) == .good)
        #expect(quality([.suspectRange, .good]) == .suspectRange)
        #expect(quality([.commTimeout, .faultNotANumber]) == .faultNotANumber)
        #expect(quality([]) == .stale)
    }

    @Test func `a counter tells what was added since the window before`() {
        #expect(
            told(
                counter(.uint32, scale: "0.01"),
                [[100, 150].map(Sample.value), [160, 175].map(Sample.value), [], [.value(200)]])
                == [
                    #"{"n":2,"due":2,"last":1.50,"delta":null}"#,
                    #"{"n":2,"due":2,"last":1.75,"delta":0.25}"#, #"{"n":0,"due":0}"#,
                    // The base is of 4 s, two windows ago.
                    #"{"n":1,"due":1,"last":2.00,"delta":0.25,"since":4000}"#,
                ])
    }

    @Test func `a rollover is reckoned with, an exchange is not guessed at`() {
        let meter = counter(.uint16, modulus: "10000")
        #expect(
            told(meter, [[.value(9_990)], [.value(9_998), .value(5)], [.value(20)]]) == [
                #"{"n":1,"due":1,"last":9990,"delta":null}"#,
                #"{"n":2,"due":2,"last":5,"delta":15,"reset":"rollover"}"#,
                #"{"n":1,"due":1,"last":20,"delta":15}"#,
            ])
        #expect(
            told(meter, [[.value(5_000)], [.value(3)], [.value(10)]]) == [
                #"{"n":1,"due":1,"last":5000,"delta":null}"#,
                #"{"n":1,"due":1,"last":3,"delta":null,"reset":"unknown"}"#,
                #"{"n":1,"due":1,"last":10,"delta":7}"#,
            ])
        let plain = told(counter(.uint16), [[.value(65_530)], [.value(2)]])
        #expect(plain[1].contains(#""delta":null,"reset":"unknown""#), "no modulus is known")
    }

    @Test func `an exchange is found also where the new meter soon shows more`() {
        let meter = counter(.uint32)
        let windows = told(meter, [[.value(500)], [.value(510), .value(0), .value(700)]])
        #expect(windows[1] == #"{"n":3,"due":3,"last":700,"delta":null,"reset":"unknown"}"#)
    }

    @Test func `counters are exact where a float64 is not, and floats are rounded`() {
        let big = Int64(1) << 60
        let exact = told(counter(.uint64), [[.value(big)], [.value(big + 1)]])
        #expect(exact[1] == #"{"n":1,"due":1,"last":1152921504606846977,"delta":1}"#)
        let float = told(counter(.float32), [[.float(460.1)], [.float(460.3)]])
        #expect(float[1] == #"{"n":1,"due":1,"last":460.3,"delta":0.1999817}"#)
    }

    @Test func `a state tells its last value and how often it changed`() {
        var door = point(.bool, table: .discrete)
        door.kind = .state
        #expect(
            told(door, [[1, 0, 0, 1].map(Sample.value), [0, 0].map(Sample.value), [.lost]]) == [
                #"{"n":4,"due":4,"last":true,"changes":2}"#,
                #"{"n":2,"due":2,"last":false,"changes":1}"#, #"{"n":0,"due":1}"#,
            ])
    }

    @Test func `means agree with a plain reckoning over random samples`() {
        var random = SplitMix(seed: 7)
        for _ in 0..<200 {
            let values = (0..<(1 + random.below(500))).map { _ in Int64(random.below(60_000)) }
            let point = gauge("co2", .uint16, scale: "0.1")
            let text = told(point, [values.map(Sample.value)])[0]
            let json = try? JSON(parsing: Array(text.utf8))
            let mean = Double(values.reduce(0, +)) / Double(values.count) / 10
            guard case .number(let said)? = json?["mean"], let number = Double(said) else {
                Issue.record("no mean: \(text)")
                continue
            }
            #expect((number - mean).magnitude <= 5.1e-7 * mean.magnitude + 1e-9, "\(text)")
            #expect(json?["n"]?.integer == Int64(values.count))
        }
    }

    @Test func `a tally takes 48 bytes at most`() { #expect(MemoryLayout<Tally>.stride <= 48) }
}
