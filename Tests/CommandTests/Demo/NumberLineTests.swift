// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// What is missing is told by numbers alone.
@Suite struct NumberLineTests {
    private func line(_ numbers: [Int64]) -> NumberLine {
        var line = NumberLine(epoch: "e")
        for number in numbers { line.take(number) }
        return line
    }

    @Test(
        arguments: [
            ([], 0, 0), ([1, 2, 3], 0, 0), ([3], 2, 0), ([1, 3, 2], 0, 0), ([1, 2, 2, 1, 3], 0, 2),
            ([1, 5], 3, 0), ([1, 5, 3], 2, 0), ([1, 5, 3, 2, 4], 0, 0), ([1, 5, 3, 3], 2, 1),
            ([1, 0, -7, 2], 0, 0), ([2, 4, 6, 8, 10], 5, 0), ([.max], .max - 1, 0),
            ([.max - 1, .max], .max - 2, 0),
        ] as [([Int64], Int64, Int)])
    func `gaps and repetitions are counted`(numbers: [Int64], missing: Int64, repeated: Int) {
        let line = line(numbers)
        #expect(line.missing == missing && line.repeated == repeated)
    }

    @Test(arguments: [1, 2, 3, 4, 5])
    func `in whatever order they come, it is as if they were counted`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let all = Array(Int64(1)...200)
        let came = all.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
        var order = came.shuffled(using: &random)
        order += came.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
        let line = line(order)
        let last = came.max() ?? 0
        #expect(line.missing == last - Int64(came.count))
        #expect(line.repeated == order.count - came.count)
    }

    @Test func `numbers that leap do not make it grow`() {
        var line = NumberLine(epoch: "e")
        var expected: Int64 = 0
        for step in 1...20_000 as ClosedRange<Int64> {
            line.take(step * 10)
            expected += 9
        }
        #expect(line.missing == expected)
        line.take(200_000 - 5)
        #expect(line.missing == expected - 1, "a late one of the last gaps")
        line.take(5)
        #expect(line.missing == expected - 1, "of the first gaps only the size is known")
    }
}
