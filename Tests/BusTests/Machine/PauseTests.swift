// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("The pauses before a link is opened again")
struct PauseTests {
    static let longest: [(Link, Int64)] = [
        (Plant.tcp, 60), (Plant.converter(), 60), (Plant.serial(), 5),
    ]

    @Test("begin with none, grow with jitter, and start over after an answer", arguments: longest)
    func pauses(_ link: Link, _ longest: Int64) {
        var reconnect = Reconnect(link, seed: 7)
        for _ in 0..<2 {
            #expect(reconnect.next() == .zero)
            var limit = Nanoseconds.milliseconds(500)
            for _ in 0..<12 {
                let pause = reconnect.next()
                #expect(pause >= limit / 2 && pause <= limit)
                limit = min(limit * 2, .seconds(longest))
            }
            #expect(limit == .seconds(longest))
            reconnect.worked()
        }
    }

    @Test("differ from line to line")
    func jitter() {
        let second = (0..<UInt64(20)).map { seed in
            var reconnect = Reconnect(Plant.tcp, seed: seed)
            _ = reconnect.next()
            return reconnect.next()
        }
        #expect(Set(second).count == 20)
    }
}
