// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

/// Every device of the library, simulated and identified: what Devices/README.md tells.
@Suite struct IdentifyLibraryTests {
    enum Outcome: String, CaseIterable {
        case rightAndSure = "right and sure"
        case first = "right and not sure, named first"
        case listed = "right and not sure, among those named"
        case missed = "not named"
        case wrongAndSure = "wrong and sure"

        init(_ verdict: Identification.Verdict, _ id: String) {
            switch verdict {
            case .sure(let candidate):
                self = candidate.profile.id == id ? .rightAndSure : .wrongAndSure
            case .unsure(let all):
                let place = all.firstIndex { $0.profile.id == id }
                self = place.map { $0 == 0 ? .first : .listed } ?? .missed
            case .unknown, .silent: self = .missed
            }
        }
    }

    static let seeds: [UInt64] = [1, 2, 15]

    /// Three maps of two values that nobody can tell apart.
    static let twins = [
        "xy-md02", "th-transmitter-humidity-first", "th-transmitter-temperature-first",
    ]

    @Test(arguments: IdentifyBench.Outside.allCases)
    func `no device is taken for another one for sure`(outside: IdentifyBench.Outside) {
        var matrix: [Outcome: Int] = [:]
        var told: [Outcome: Set<String>] = [:]
        var asked = 0
        for profile in IdentifyBench.library {
            for seed in Self.seeds {
                let unit = UInt8(seed * 16 + 1)
                let bench = IdentifyBench(profile, unit: unit, outside, seed: seed)
                let identification = bench.identified(unit: unit)
                let outcome = Outcome(identification.verdict, profile.id)
                matrix[outcome, default: 0] += 1
                told[outcome, default: []].insert(profile.id)
                asked = max(asked, identification.asked)
                if Self.twins.contains(profile.id) {
                    #expect(outcome != .rightAndSure, "\(profile.id), seed \(seed)")
                }
            }
        }
        for outcome in Outcome.allCases {
            let names =
                outcome == .first ? "" : told[outcome, default: []].sorted().joined(separator: " ")
            print("\(outside.rawValue) | \(outcome.rawValue) | \(matrix[outcome] ?? 0) | \(names)")
        }
        print("\(outside.rawValue) | questions at most | \(asked)")
        let all = IdentifyBench.library.count * Self.seeds.count
        #expect(matrix[.wrongAndSure, default: 0] == 0, "\(told[.wrongAndSure] ?? [])")
        let right = matrix[.rightAndSure, default: 0] + matrix[.first, default: 0]
        #expect(right * 10 >= all * 7, "\(right) of \(all) are named first")
        #expect(matrix[.missed, default: 0] * 10 <= all, "\(told[.missed] ?? [])")
    }

    /// Whoever has marks of its own is surely told from a sibling whose marks say otherwise.
    @Test(
        arguments: IdentifyBench.library.filter { !$0.marks.isEmpty },
        IdentifyBench.Outside.allCases)
    func `a sibling with another code is not taken for it`(
        profile: Profile, outside: IdentifyBench.Outside
    ) {
        for seed in Self.seeds {
            var sibling = profile
            sibling.marks = profile.marks.map(\.another)
            let bench = IdentifyBench(sibling, unit: 33, outside, seed: seed)
            if case .sure(let candidate) = bench.identified(unit: 33).verdict {
                Issue.record("taken for \(candidate.profile.id)")
            }
        }
    }

    // MARK: Look-alikes that the library does not have

    static let strangers = [
        "humidity and temperature where XY-MD02 has the other", "an SDM630 with its words swapped",
        "its address everywhere", "0xFFFF everywhere", "one number everywhere",
        "another number with each read", "a counter in each register",
        "its unit id everywhere", "a SunSpec meter of another model", "a silent one that is there",
    ]

    @Test(arguments: strangers.indices)
    func `who only looks like a device of the library is never sure`(number: Int) throws {
        for seed in Self.seeds {
            let bench = try Self.stranger(number, seed)
            let verdict = bench.identified(unit: 33).verdict
            if case .sure(let candidate) = verdict {
                Issue.record("\(Self.strangers[number]) is taken for \(candidate.profile.id)")
            }
        }
    }

    private static func stranger(_ number: Int, _ seed: UInt64) throws -> IdentifyBench {
        switch number {
        case 0:
            var twin = try named("xy-md02")
            twin.marks = []
            for index in twin.points.indices { twin.points[index].address ^= 3 }
            return IdentifyBench(twin, unit: 33, seed % 2 == 0 ? .zeros : .exceptions, seed: seed)
        case 1:
            var meter = try named("eastron-sdm630")
            meter.marks = []
            for index in meter.points.indices {
                meter.points[index].order = ByteOrder("CDAB") ?? .big(4)
            }
            return IdentifyBench(meter, unit: 33, seed % 2 == 0 ? .zeros : .exceptions, seed: seed)
        case 2: return filled { address, _ in UInt16(address) }
        case 3: return filled { _, _ in 0xFFFF }
        case 4: return filled { _, _ in [601, 1_649, 0x5375][Int(seed % 3)] }
        case 5:
            return filled { address, read in
                UInt16(truncatingIfNeeded: address &* 7_919 &+ read &* 31)
            }
        case 6: return filled { _, read in UInt16(truncatingIfNeeded: read) }
        case 7: return filled { address, _ in address % 2 == 1 ? 33 : 0 }
        case 8:
            var meter = try named("sunspec-203")
            meter.marks = [.models([213])]
            return IdentifyBench(meter, unit: 33, seed % 2 == 0 ? .zeros : .exceptions, seed: seed)
        default: return IdentifyBench { request in [request[0] | 0x80, 2] }
        }
    }

    private static func named(_ id: String) throws -> Profile {
        try #require(IdentifyBench.library.first { $0.id == id })
    }

    /// All registers of all tables, by their address and the number of the read.
    private static func filled(_ word: @escaping (Int, Int) -> UInt16) -> IdentifyBench {
        var reads = 0
        return IdentifyBench { request in
            guard request[0] <= 4 else { return [request[0] | 0x80, 1] }
            reads += 1
            let first = Int(request[1]) << 8 | Int(request[2])
            let count = Int(request[3]) << 8 | Int(request[4])
            let words = (first..<first + count).map { word($0, reads) }
            guard request[0] > 2 else {
                return [request[0], UInt8((count + 7) / 8)]
                    + [UInt8](repeating: UInt8(words[0] & 0xFF), count: (count + 7) / 8)
            }
            return [request[0], UInt8(count * 2)]
                + words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }
}

extension IdentityMark {
    /// As a sibling of the device has it.
    fileprivate var another: Self {
        switch self {
        case .register(let point, .codes(let codes)):
            .register(point, .codes([Self.free(of: codes)]))
        case .register(let point, .text): .register(point, .text("ZZ"))
        case .register: self
        case .serverID: .serverID("ZZ")
        case .object(let number, _): .object(number, "ZZ")
        case .models: .models([64_000])
        }
    }

    /// A code near these that is none of them.
    private static func free(of codes: [UInt64]) -> UInt64 {
        let near = (1...UInt64(codes.count + 1)).map { (codes.first ?? 0) ^ $0 }
        return near.first { !codes.contains($0) } ?? 0
    }
}
