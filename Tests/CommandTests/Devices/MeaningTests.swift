// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

/// What simulated devices of the whole library hold is read as they mean it: without a process, for
/// many devices and moments.
@Suite struct MeaningTests {
    static let seeds: Range<UInt64> = 0..<8

    /// Some second of the year that the devices were switched on in, and of the next.
    private static func moment(_ seed: UInt64) -> Double {
        var random = SplitMix(seed: seed)
        return 1_767_225_600 + Double(random.next() % 63_000_000)
    }

    @Test(arguments: SimulatedLibrary.makes)
    func `every point is read as it is meant, is good, and fits its bits`(_ make: Make) {
        let model = make.model
        for seed in Self.seeds {
            var reading = SimulatedReading(make.profile, model, seed: seed)
            var before: [String: Meaning] = [:]
            for later in [0, 1, 59, 1_800] {
                let (values, meanings) = reading.read(at: Self.moment(seed) + Double(later))
                for (point, value) in zip(make.profile.points, values) where point.access != .write
                {
                    let meaning = meanings[point.name]
                    let problem = problem(point, value, meaning, reading.model)
                    if let problem {
                        Issue.record("\(point.name), seed \(seed), \(later) s: \(problem)")
                        return
                    }
                    guard point.kind == .counter, let now = meaning?.number,
                        let last = before[point.name]?.number
                    else { continue }
                    #expect(now >= last, "\(point.name), seed \(seed)")
                }
                before = meanings
            }
        }
    }

    private func problem(
        _ point: Point, _ value: SimulatedReading.Value, _ meaning: Meaning?, _ model: ProfileModel
    ) -> String? {
        guard let meaning else {
            return value.isPresent ? "nothing is meant by \(value.printed ?? "nothing")" : nil
        }
        let read = value.printed ?? "nothing"
        guard meaning.agrees(with: read, point) else { return "\(read), meant \(meaning)" }
        guard value.quality == .good else { return "\(read) is \(value.quality.code)" }
        guard let told = model.value(of: point.name), let shown = meaning.number else { return nil }
        // A raw word that is a sentinel cannot be shown: its neighbour is.
        let step = (model.step(of: point.name) ?? 0) * (point.sentinels.isEmpty ? 0.501 : 1.501)
        let coarse = abs(told) * (point.encoding == .float16 ? 0x1p-11 : 2e-6)
        return abs(shown - told) <= step + coarse ? nil : "\(shown) shown of \(told)"
    }

    @Test func `every point is there in one make at least`() {
        // A profile that does not check is none, and would be missed nowhere else.
        #expect(SimulatedLibrary.profiles.map(\.id) == SimulatedLibrary.ids)
        for profile in SimulatedLibrary.profiles {
            let makes = SimulatedLibrary.makes.filter { $0.profile.id == profile.id }
            let names = makes.reduce(into: Set<String>()) { names, make in
                var reading = SimulatedReading(profile, make.model, seed: 1)
                names.formUnion(reading.read(at: Self.moment(1)).meanings.keys)
            }
            let lacking = profile.points.filter { $0.access != .write }.map(\.name)
                .filter { !names.contains($0) }
            #expect(lacking.isEmpty, "\(profile.id)")
        }
    }

    @Test func `most points move in a day`() {
        var (moving, all) = (0, 0)
        for make in SimulatedLibrary.makes where make.favourite == nil {
            var reading = SimulatedReading(make.profile, make.model, seed: 5)
            let seen = [0, 21_000, 43_211].map {
                reading.read(at: Self.moment(5) + $0).meanings
            }
            for point in make.profile.points where point.kind == .gauge || point.kind == .counter {
                // What a device has not, a consumer's export and what was set do not move.
                all += 1
                if Set(seen.map { $0[point.name] }).count > 1 { moving += 1 }
            }
        }
        #expect(moving * 100 >= all * 80, "\(moving) of \(all)")
    }
}
