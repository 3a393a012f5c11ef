// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

@Suite struct `Hostile files` {
    struct Flood: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var code: String
        var bytes: @Sendable () -> [UInt8]

        init(_ name: String, _ code: String, _ text: @escaping @Sendable () -> String) {
            testDescription = name
            self.code = code
            bytes = { Array(text().utf8) }
        }
    }

    /// As large as a file may be, minus some.
    static let size = Document.byteLimit - 1_000

    static let floods: [Flood] = [
        Flood("10 MB", "too-large") { String(repeating: "a: 1 # \n", count: 1_250_000) },
        Flood("10,000 brackets", "too-deep") { String(repeating: "[", count: 10_000) },
        Flood("a megabyte of brackets", "too-deep") { String(repeating: "[", count: size) },
        Flood("a megabyte of braces", "too-deep") { String(repeating: "{a: ", count: size / 4) },
        Flood("10,000 dashes", "too-deep") { String(repeating: "- ", count: 10_000) },
        Flood("10,000 questions", "too-deep") { String(repeating: "? ", count: 10_000) },
        Flood("1,400 indented lines", "too-deep") {
            (0..<1_400).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        },
        Flood("half a million elements", "too-many") {
            "a: [" + String(repeating: "1,", count: size / 2) + "]"
        },
        Flood("a quarter of a million empty lists", "too-many") {
            "a: [" + String(repeating: "[],", count: size / 4) + "]"
        },
        Flood("60,000 directives", "not-supported") {
            (0..<60_000).map { "%TAG !\($0)\n" }.joined()
        },
        Flood("directives after the document", "not-supported") {
            "a: 1\n...\n" + (0..<50_000).map { "%TAG !a\($0)! x\n" }.joined()
        },
        Flood("one key 30,000 times", "duplicate-key") {
            String(repeating: "a: 1\n", count: 30_000)
        },
        Flood("30,000 unknown keys", "unknown-key") {
            (0..<30_000).map { "gatewax\($0): 1\n" }.joined()
        },
        Flood("a text of a megabyte", "unknown-key") {
            "a: \"" + String(repeating: "x", count: size) + "\""
        },
        Flood("a key of a megabyte", "syntax") {
            String(repeating: "x", count: size - 10) + ": 1"
        },
        Flood("billion laughs", "not-supported") {
            "a: &a [x,x]\n" + (0..<20).map { "b\($0): &b\($0) [*a,*a]\n" }.joined()
        },
        Flood("1,600,000 devices in 6,300 entries", "too-many") {
            let buses = (0..<7).map { bus in
                "  - id: b\(bus)\n    tcp: {host: h\(bus)}\n    devices:\n"
                    + (0..<900).map {
                        "    - {id: \"d\(bus)-\($0)-{unit-id}\", profile: p, unit-id: 0-255, "
                            + "domain: e}\n"
                    }.joined()
            }
            return (Sample.gateway.split(separator: "buses:").first ?? "") + "buses:\n"
                + buses.joined()
        },
    ]

    /// Against a good file read beside it: how long a second of work takes is the machine's matter.
    @Test(arguments: floods)
    func `a flood takes little more work than a large gateway`(_ flood: Flood) throws {
        let folder = Folder()
        let path = folder.write("tram.yaml", flood.bytes())
        let start = processorTime()
        let outcome = Reader.configuration(at: path)
        let took = processorTime() - start
        #expect(took < 10 * largeGatewayTime())
        #expect(outcome.value == nil)
        #expect(outcome.problems.contains { $0.code == flood.code })
        #expect((1...100).contains(outcome.problems.count))
        #expect(outcome.count >= outcome.problems.count)
    }

    @Test(.enabled(if: !isUnderAddressSanitizer, "its bookkeeping is memory, too"))
    func `all floods together stay below 32 MB`() async {
        await #expect(processExitsWith: .success) {
            resetPeakMemory()
            let before = peakMemory()
            let folder = Folder()
            for (number, flood) in `Hostile files`.floods.enumerated() {
                folder.write("\(number).yaml", flood.bytes())
            }
            // What it took to make the floods is not the reader's.
            resetPeakMemory()
            for number in `Hostile files`.floods.indices {
                _ = Reader.configuration(at: "\(folder.path)/\(number).yaml")
            }
            let grown = peakMemory() - before
            precondition(before > 0 && grown > 0 && grown < 32_000_000)
        }
    }

    @Test func `a pipe, a directory and a missing file are told apart`() {
        let folder = Folder()
        #expect(Reader.configuration(at: folder.path).problems.first?.code == "cannot-read")
        #expect(Reader.configuration(at: "/dev/zero").problems.first?.code == "cannot-read")
        let missing = Reader.configuration(at: "\(folder.path)/none.yaml").problems.first
        #expect(missing?.text.en == "no such file")
    }

    @Test func `a file cut at any byte is refused or says less`() throws {
        let site = Site()
        let bytes = Array(Sample.gateway.utf8)
        let whole = try #require(read(bytes, site).value)
        for end in bytes.indices {
            let outcome = read(Array(bytes[..<end]), site)
            #expect((outcome.value == nil) == (outcome.errors > 0))
            if let value = outcome.value, end < bytes.count - 1 {
                #expect(value != whole, "cut at \(end)")
            }
        }
    }

    @Test(arguments: 0..<8)
    func `2,500 mutations neither crash nor hang`(_ seed: Int) {
        let site = Site()
        var random = SplitMix(seed: UInt64(seed))
        for round in 0..<1_250 {
            let mutated = mutate(Array(Sample.gateway.utf8), &random)
            let outcome = read(mutated, site)
            #expect((outcome.value == nil) == (outcome.errors > 0), "seed \(seed), \(round)")
            let profile = mutate(Array(Sample.profile.utf8), &random)
            let path = site.folder.write("small.yaml", profile)
            let read = Reader.profile(at: path)
            #expect((read.value == nil) == (read.errors > 0), "seed \(seed), \(round)")
        }
    }

    /// Processor time in seconds that reading as many devices as a gateway may have takes.
    private func largeGatewayTime() -> Double {
        let devices = (0..<DeviceSection.limit).map {
            "      - {id: d\($0), profile: small, unit-id: \($0 % 200 + 1), domain: env}\n"
        }
        let buses = stride(from: 0, to: devices.count, by: 200).map {
            "  - id: b\($0)\n    tcp: {host: h\($0)}\n    devices:\n"
                + devices[$0..<$0 + 200].joined()
        }
        let before = Sample.gateway.split(separator: "buses:").first ?? ""
        let spool = "spool: {size: 64GB}\n"  // otherwise it is told that so much does not fit
        let bytes = Array((before + spool + "buses:\n" + buses.joined()).utf8)
        let site = Site()
        let start = processorTime()
        let outcome = read(bytes, site)
        let took = processorTime() - start
        #expect(outcome.value?.devices.count == DeviceSection.limit && outcome.problems == [])
        return took
    }

    private func read(_ bytes: [UInt8], _ site: borrowing Site) -> Outcome<Configuration> {
        Reader.configuration(
            at: site.folder.write("tram.yaml", bytes), profiles: [site.folder.path + "/profiles"],
            machineID: site.folder.path + "/machine-id")
    }

    /// One to four changes: a byte altered, added or lost, a part repeated or moved.
    private func mutate(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        let marks = Array("{}[]:-?&*!|>'\"%@`#,\n \t0x19\u{0}é".utf8)
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: at)
            case 2: bytes.removeSubrange(at..<end)
            case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
            default: bytes[at] = marks.randomElement(using: &random) ?? 0
            }
        }
        return bytes
    }
}
