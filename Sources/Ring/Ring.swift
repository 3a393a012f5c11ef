// SPDX-License-Identifier: Apache-2.0

/// A bounded queue between exactly two threads, without locks: one pushes, one takes.
///
///     let ring = Ring<Reading>(capacity: 4_096)
///     let up = Handoff(ring.producer)     // moves into the thread that measures
///     var readings = ring.consumer        // stays here
///
/// The two ends are noncopyable, so that a second producer or consumer does not compile. Neither
/// end ever blocks, allocates or calls the kernel; a full ring refuses and the caller decides what
/// that means. What is pushed before the producer is gone can still be taken afterwards.
///
/// What it costs: one allocation of 256 bytes and `capacity` elements, rounded up to a power of
/// two of them, for as long as either end lives; and per push or pop one store that the other
/// core has to fetch. `push(all:)` and `drain(atMost:_:)` pay that once a batch.
///
/// Who should not use it: more than one sender (give each a ring of its own), elements with
/// references (a mailbox carries those), and a receiver that has to sleep until something comes:
/// the ring wakes nobody.
///
/// The type is `public` and inlinable, unlike the rest of the package, because the compiler
/// specialises generics across modules only then; unspecialised, it is three times slower.
@frozen
public struct Ring<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    /// The end that one thread pushes into.
    public let producer: Producer
    /// The end that one thread takes from.
    public let consumer: Consumer

    /// The most elements that a ring may be asked to hold.
    @inlinable
    public static var capacityLimit: Int { 1 << 24 }

    /// A ring that holds exactly `capacity` elements, at least one.
    @inlinable
    public init(capacity: Int) {
        self.init(capacity: capacity, startingAt: 0)
    }

    /// As `init(capacity:)`, with indices that begin at `index`: they count on for ever and wrap
    /// at the end of the machine word, which nobody can wait for.
    @usableFromInline
    package init(capacity: Int, startingAt index: UInt) {
        let slots = Self.slots(capacity)
        let storage = Storage(slots: slots, index: index)
        producer = Producer(
            storage: storage, capacity: UInt(capacity), mask: UInt(slots - 1), index: index)
        consumer = Consumer(storage: storage, mask: UInt(slots - 1), index: index)
    }

    /// Makes a ring and hands out its two ends. For another module: Swift 6.2.3 crashes where one
    /// takes a `Ring` apart. Indices begin at `index`, as above.
    public static func ends<Result>(
        capacity: Int, startingAt index: UInt = 0,
        _ body: (consuming Producer, consuming Consumer) -> Result
    ) -> Result {
        let slots = Self.slots(capacity)
        let storage = Storage(slots: slots, index: index)
        let (room, mask) = (UInt(capacity), UInt(slots - 1))
        return body(
            Producer(storage: storage, capacity: room, mask: mask, index: index),
            Consumer(storage: storage, mask: mask, index: index))
    }

    /// The power of two that holds `capacity` elements.
    private static func slots(_ capacity: Int) -> Int {
        precondition(
            (1...capacityLimit).contains(capacity), "a ring holds 1 to 16,777,216 elements")
        return capacity == 1 ? 1 : 1 << (Int.bitWidth - (capacity - 1).leadingZeroBitCount)
    }
}
