// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Bus

@Suite struct CapturesTests {
    private static func add(
        _ ring: Captures, _ kind: CaptureRecord.Kind, _ bytes: [UInt8], at time: Int64
    ) {
        ring.add(kind, bytes, bytes.indices, on: 1, at: Instant(nanoseconds: time))
        // A neighbour, whose bytes are nobody else's.
        ring.add(.sent, [0xEE], 0..<1, on: 0, at: Instant(nanoseconds: 1))
    }

    @Test(arguments: 1...20)
    func `the newest records are there, whole and in order`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let ring = try Captures(lines: 3, of: 1_000)
        var all: [CaptureRecord] = []
        for number in 0..<Int.random(in: 1...2_000, using: &random) {
            let bytes = (0..<Int.random(in: 0...260, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let kind = CaptureRecord.Kind.allCases.randomElement(using: &random) ?? .up
            let time = Int64.random(in: 0...Int64.max, using: &random)
            Self.add(ring, kind, bytes, at: time)
            all.append(
                CaptureRecord(
                    number: UInt64(number), kind: kind, time: Instant(nanoseconds: time),
                    bytes: bytes))
        }
        let kept = ring.records(of: 1, from: 0, atMost: .max)
        #expect(kept == Array(all.suffix(kept.count)))
        // What is left out would not have fitted.
        let filled = kept.reduce(0) { $0 + $1.bytes.count + 11 }
        let next = all.dropLast(kept.count).last.map { $0.bytes.count + 11 } ?? .max
        #expect(filled <= 8 * 1_024 && (next == .max || filled + next > 8 * 1_024))
        // The same by pages.
        var (pages, from) = ([CaptureRecord](), UInt64(0))
        while true {
            let page = ring.records(of: 1, from: from, atMost: 700)
            guard let last = page.last else { break }
            pages += page
            from = last.number + 1
        }
        #expect(pages == kept)
    }

    @Test func `a range of a buffer is kept, not all of it`() throws {
        let ring = try Captures(lines: 1, of: 1)
        ring.add(.received, [1, 2, 3, 4, 5], 1..<4, on: 0, at: Instant(nanoseconds: 9))
        #expect(ring.records(of: 0, from: 0, atMost: 1).map(\.bytes) == [[2, 3, 4]])
        #expect(ring.records(of: 0, from: 1, atMost: 1).isEmpty)
    }
}
