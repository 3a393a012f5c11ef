// SPDX-License-Identifier: Apache-2.0
public import Synchronization

extension Ring.Producer {
    /// Leaves one element for the consumer; false when the ring is full and it was refused.
    @inlinable
    public mutating func push(_ element: Element) -> Bool {
        guard room(for: 1) > 0 else { return false }
        unsafe (storage.slots + Int(bitPattern: tail & mask)).initialize(to: element)
        publish(1)
        return true
    }

    /// Leaves all the elements, which the consumer sees together, or none and answers false.
    @inlinable
    public mutating func push(all elements: Span<Element>) -> Bool {
        let count = UInt(bitPattern: elements.count)
        guard room(for: count) >= count else { return false }
        copy(elements, count)
        return true
    }

    /// Leaves as many of the first elements as fit, and says how many that were.
    @inlinable
    public mutating func push(prefix elements: Span<Element>) -> Int {
        let wanted = UInt(bitPattern: elements.count)
        let count = min(wanted, room(for: wanted))
        copy(elements, count)
        return Int(bitPattern: count)
    }

    /// Writes the first `count` elements, for which there is room, up to the last slot and then
    /// from the first.
    @inlinable
    mutating func copy(_ elements: Span<Element>, _ count: UInt) {
        let start = tail & mask
        let straight = Int(bitPattern: min(count, mask + 1 - start))
        let wrapped = Int(bitPattern: count) - straight
        let slots = unsafe storage.slots
        unsafe elements.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe (slots + Int(bitPattern: start)).initialize(from: first, count: straight)
            unsafe slots.initialize(from: first + straight, count: wrapped)
        }
        publish(count)
    }

    /// Lets the consumer see `count` more slots, after everything that was written to them.
    @inlinable
    mutating func publish(_ count: UInt) {
        tail &+= count
        unsafe storage.tail.pointee.store(tail, ordering: .releasing)
    }
}
