// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Agent

/// What the log says of devices and hubs that do not answer: once, and once that it is over.
@Suite struct SilenceTests {
    private static let silent = SilenceLog.News.silent(place: 3, code: "comm/timeout")

    private static func back(_ rounds: Int, _ seconds: Int64) -> SilenceLog.News {
        .back(place: 3, rounds: rounds, time: .seconds(seconds))
    }

    /// A round each second: whether it fails, and what is told.
    private func told(_ fails: [Bool], _ quality: Quality = .commTimeout) -> [SilenceLog.News] {
        var log = SilenceLog()
        for (second, fails) in fails.enumerated() {
            let now = instant(Int64(second) * 1_000)
            if fails { log.fail(3, quality, at: now) } else { log.answer(3, at: now) }
        }
        return log.takeNews()
    }

    private func rounds(_ count: Int, _ fails: Bool) -> [Bool] {
        [Bool](repeating: fails, count: count)
    }

    @Test func `a thousand rounds in vain are two lines`() {
        #expect(told(rounds(1_000, true)) == [Self.silent])
        #expect(
            told(rounds(1_000, true) + rounds(60, false)) == [Self.silent, Self.back(1_000, 999)])
        #expect(told(rounds(1_000, true) + rounds(59, false)) == [Self.silent])
    }

    @Test func `a lost poll is no line, and one that comes and goes is two`() {
        #expect(told([true, false, true, false, true, false]).isEmpty)
        let flapping = (0..<500).flatMap { _ in [true, true, false] }
        #expect(told(flapping) == [Self.silent])
        #expect(
            told(flapping + rounds(60, false)) == [Self.silent, Self.back(1_000, 1_498)])
    }

    @Test func `of a line without a link only the line is told`() {
        #expect(told(rounds(10, true) + rounds(100, false), .commDisconnected).isEmpty)
    }

    @Test func `it is told once, each device for itself`() {
        var log = SilenceLog()
        for place in [1, 2, 1, 2] as [Int32] { log.fail(place, .commGarbled, at: instant(0)) }
        #expect(
            log.takeNews()
                == [1, 2].map { .silent(place: $0, code: Quality.commGarbled.code) })
        #expect(log.takeNews().isEmpty)
        log.answer(1, at: instant(60_000))
        #expect(log.takeNews() == [.back(place: 1, rounds: 2, time: .zero)])
    }

    @Test func `attempts at the hub are told for each reason, and when they have doubled`() {
        var log = AttemptLog()
        func told(_ attempts: ClosedRange<Int>, _ code: String) -> [Int] {
            attempts.filter { log.fails($0, code) }
        }
        #expect(told(1...1_000, "refused") == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
        #expect(told(1_001...1_023, "unreachable") == [1_001])
        #expect(log.succeeds() == 1_023)
        #expect(log.succeeds() == 0)
        #expect(told(1...3, "refused") == [1, 2])
    }
}
