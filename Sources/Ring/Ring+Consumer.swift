// SPDX-License-Identifier: Apache-2.0
public import Synchronization

extension Ring {
    /// The end that takes. It may move to any thread, and only one at a time can hold it.
    ///
    /// `@unchecked`, because it holds a pointer to memory that another thread uses too. It is
    /// noncopyable and the only one to write the head, and reads only the slots between head and
    /// tail; the producer writes a slot again only after the head that frees it was stored with
    /// release.
    @safe @frozen
    public struct Consumer: ~Copyable, @unchecked Sendable {
        @usableFromInline let storage: Storage
        @usableFromInline let mask: UInt
        /// Where to read next: what the storage says too, without asking it.
        @usableFromInline var head: UInt
        /// Where the producer was when last looked; it has only moved on since.
        @usableFromInline var tail: UInt

        init(storage: Storage, mask: UInt, index: UInt) {
            self.storage = storage
            self.mask = mask
            head = index
            tail = index
        }

        @inlinable
        deinit { storage.leave() }

        /// Whether nothing waits now; something may by the time it is used.
        @inlinable
        public var isEmpty: Bool {
            mutating get { waiting(for: 1) == 0 }
        }

        /// How many elements wait, looking at where the producer is only if fewer than `wanted`
        /// are known to.
        @inlinable
        mutating func waiting(for wanted: UInt) -> UInt {
            let known = tail &- head
            if known >= wanted { return known }
            tail = unsafe storage.tail.pointee.load(ordering: .acquiring)
            return tail &- head
        }
    }
}
