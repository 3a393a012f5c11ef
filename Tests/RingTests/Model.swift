// SPDX-License-Identifier: Apache-2.0
import Field

/// A ring beside the plainest queue that does the same; both are asked the same things.
struct Model {
    private let ring: Ends<Numbered>
    private let capacity: Int
    private var queue: [Numbered] = []
    private var next: UInt64 = 0
    /// What differed first, nil while nothing has.
    private(set) var difference: String?

    init(capacity: Int, startingAt index: UInt) {
        ring = Ends(capacity: capacity, startingAt: index)
        self.capacity = capacity
    }

    /// One call to either end, chosen by chance and compared.
    mutating func step(_ random: inout SplitMix) {
        let count = Int.random(in: 0...(capacity + 2), using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: push()
        case 1: push(all: count)
        case 2: push(prefix: count)
        case 3: pop()
        case 4, 5: drain(count)
        default: look()
        }
    }

    private var room: Int { capacity - queue.count }

    private mutating func push() {
        let fits = room > 0
        expect(ring.push(Numbered(next)) == fits, "push, \(room) fit")
        accept(fits ? 1 : 0)
    }

    private mutating func push(all count: Int) {
        let fits = count <= room
        expect(ring.push(all: upcoming(count)) == fits, "push(all:) of \(count), \(room) fit")
        accept(fits ? count : 0)
    }

    private mutating func push(prefix count: Int) {
        let fit = min(count, room)
        expect(ring.push(prefix: upcoming(count)) == fit, "push(prefix:) of \(count), \(room) fit")
        accept(fit)
    }

    private mutating func pop() {
        let expected = queue.first
        expect(ring.pop() == expected, "pop, \(queue.count) wait")
        queue = Array(queue.dropFirst())
    }

    private mutating func drain(_ limit: Int) {
        let expected = Array(queue.prefix(limit))
        let (count, runs) = ring.drain(atMost: limit)
        expect(
            count == expected.count && Array(runs.joined()) == expected && runs.count <= 2
                && !runs.contains([]),
            "drain(atMost: \(limit)), \(queue.count) wait")
        queue.removeFirst(expected.count)
    }

    private mutating func look() {
        expect(ring.free == room, "free, \(room) fit")
        expect(ring.isEmpty == queue.isEmpty, "isEmpty, \(queue.count) wait")
    }

    private func upcoming(_ count: Int) -> [Numbered] {
        (0..<UInt64(count)).map { Numbered(next + $0) }
    }

    private mutating func accept(_ count: Int) {
        queue += upcoming(count)
        next += UInt64(count)
    }

    private mutating func expect(_ holds: Bool, _ what: String) {
        if !holds && difference == nil { difference = what }
    }
}
