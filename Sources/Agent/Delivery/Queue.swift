// SPDX-License-Identifier: Apache-2.0

/// First in, first out, on an array whose front is not moved each time. What is taken is let go of
/// at once, and its place soon after, also when nothing is ever emptied.
struct Queue<Element: Sendable>: Sendable {
    /// Elements for which room is always kept.
    private static var smallRoom: Int { 16 }
    /// nil before `head`.
    private var slots: [Element?] = []
    private var head = 0

    var isEmpty: Bool { head == slots.count }
    var count: Int { slots.count - head }
    var first: Element? { head < slots.count ? slots[head] : nil }

    mutating func append(_ element: Element) { slots.append(element) }

    mutating func popFirst() -> Element? {
        guard head < slots.count else { return nil }
        let element = slots[head]
        slots[head] = nil
        head += 1
        // Moving the rest costs less than the elements taken since the last time. What a burst
        // has taken is given back.
        if head == slots.count {
            slots.removeAll(keepingCapacity: slots.capacity <= Self.smallRoom)
            head = 0
        } else if head * 2 >= slots.count {
            slots.removeFirst(head)
            head = 0
        }
        return element
    }

    func forEach(_ body: (Element) -> Void) {
        for index in head..<slots.count { if let element = slots[index] { body(element) } }
    }

    /// Takes out all elements that are meant; whether there was any.
    mutating func remove(where isMeant: (Element) -> Bool) -> Bool {
        let count = slots.count
        // Places before `head` stay.
        slots.removeAll { $0.map(isMeant) ?? false }
        return slots.count < count
    }

    /// Changes the first element that is meant; false if there is none.
    mutating func change(
        first isMeant: (Element) -> Bool, _ body: (inout Element) -> Void
    ) -> Bool {
        for index in head..<slots.count {
            guard var element = slots[index], isMeant(element) else { continue }
            body(&element)
            slots[index] = element
            return true
        }
        return false
    }
}
