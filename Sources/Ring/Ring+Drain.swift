// SPDX-License-Identifier: Apache-2.0
public import Synchronization

extension Ring.Consumer {
    /// Takes the oldest element; nil when nothing waits.
    @inlinable
    public mutating func pop() -> Element? {
        guard waiting(for: 1) > 0 else { return nil }
        let element = unsafe storage.slots[Int(bitPattern: head & mask)]
        free(1)
        return element
    }

    /// Hands out at most `limit` of the oldest elements where they lie, in order, and says how
    /// many they were. `body` is called once, or twice when they wrap around the end of the
    /// storage, and not at all when nothing waits; the producer gets the slots back after each
    /// call, so that a slow body wants a small limit.
    @inlinable
    public mutating func drain(atMost limit: Int, _ body: (Span<Element>) -> Void) -> Int {
        precondition(limit >= 0, "a negative number of elements cannot be taken")
        let wanted = UInt(bitPattern: limit)
        let count = min(wanted, waiting(for: wanted))
        let straight = min(count, mask + 1 - (head & mask))
        if straight > 0 { hand(straight, body) }
        if count > straight { hand(count - straight, body) }
        return Int(bitPattern: count)
    }

    /// Shows `count` slots that lie side by side, then frees them.
    @inlinable
    mutating func hand(_ count: UInt, _ body: (Span<Element>) -> Void) {
        let first = unsafe storage.slots + Int(bitPattern: head & mask)
        let run = unsafe UnsafeBufferPointer(start: first, count: Int(bitPattern: count))
        unsafe body(run.span)
        free(count)
    }

    /// Gives `count` slots back to the producer, after everything that was read from them.
    @inlinable
    mutating func free(_ count: UInt) {
        head &+= count
        unsafe storage.head.pointee.store(head, ordering: .releasing)
    }
}
