// SPDX-License-Identifier: Apache-2.0
public import Synchronization

extension Ring {
    /// The end that pushes. It may move to any thread, and only one at a time can hold it.
    ///
    /// `@unchecked`, because it holds a pointer to memory that another thread uses too. It is
    /// noncopyable and the only one to write the tail and the slots between tail and head; the
    /// consumer reads a slot only after the tail that covers it was stored with release.
    @safe @frozen
    public struct Producer: ~Copyable, @unchecked Sendable {
        @usableFromInline let storage: Storage
        @usableFromInline let capacity: UInt
        @usableFromInline let mask: UInt
        /// Where to write next: what the storage says too, without asking it.
        @usableFromInline var tail: UInt
        /// Where the consumer was when last looked. It has only moved on since, so that room seen
        /// once is room, and the other core's line is fetched once a lap at best.
        @usableFromInline var head: UInt

        init(storage: Storage, capacity: UInt, mask: UInt, index: UInt) {
            self.storage = storage
            self.capacity = capacity
            self.mask = mask
            tail = index
            head = index
        }

        @inlinable
        deinit { storage.leave() }

        /// How many elements fit now; more may fit by the time it is used, never fewer.
        @inlinable
        public var free: Int {
            mutating get { Int(room(for: .max)) }
        }

        /// How many elements fit, looking at where the consumer is only if fewer than `wanted`
        /// are known to.
        @inlinable
        mutating func room(for wanted: UInt) -> UInt {
            let known = capacity &- (tail &- head)
            if known >= wanted { return known }
            head = unsafe storage.head.pointee.load(ordering: .acquiring)
            return capacity &- (tail &- head)
        }
    }
}
