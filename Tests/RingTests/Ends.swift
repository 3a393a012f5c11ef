// SPDX-License-Identifier: Apache-2.0
import Ring

/// Both ends of a ring in one thread. A class, because expectations copy what they look at, and
/// ends cannot be copied.
final class Ends<Element: BitwiseCopyable & Sendable> {
    private var producer: Ring<Element>.Producer?
    private var consumer: Ring<Element>.Consumer?

    init(capacity: Int, startingAt index: UInt = 0) {
        Ring<Element>.ends(capacity: capacity, startingAt: index) {
            producer = .some($0)
            consumer = .some($1)
        }
    }

    func dropProducer() { producer = nil }
    func dropConsumer() { consumer = nil }

    func push(_ element: Element) -> Bool? { producer?.push(element) }
    func push(all elements: [Element]) -> Bool? { producer?.push(all: elements.span) }
    func push(prefix elements: [Element]) -> Int? { producer?.push(prefix: elements.span) }
    var free: Int? { producer?.free }

    func pop() -> Element? { consumer?.pop() ?? nil }
    var isEmpty: Bool? { consumer?.isEmpty }

    /// What the drain said and what it handed out, run by run; `during` is called in each.
    func drain(atMost limit: Int, during: () -> Void = {}) -> (count: Int?, runs: [[Element]]) {
        var runs: [[Element]] = []
        let count = consumer?.drain(atMost: limit) { run in
            runs.append(run.indices.map { run[$0] })
            during()
        }
        return (count, runs)
    }

    /// Where in memory the oldest element lies.
    func address() -> UInt? {
        var address: UInt?
        _ = consumer?.drain(atMost: 1) { run in
            address = unsafe run.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        }
        return address
    }
}
