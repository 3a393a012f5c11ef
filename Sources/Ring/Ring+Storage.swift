// SPDX-License-Identifier: Apache-2.0
public import Synchronization  // public: its atomics are inlined into the ring's users

extension Ring {
    /// The memory that both ends share, in one block:
    ///
    ///     0    where the producer will write next; written by the producer only
    ///     128  where the consumer will read next; written by the consumer only
    ///     136  how many ends are left; touched when one goes
    ///     256  the slots
    ///
    /// 128 bytes apart, because AArch64 cores have lines of up to 128 bytes and x86 ones fetch
    /// pairs of 64: a word in the other's line would travel with every push.
    @safe @frozen @usableFromInline
    struct Storage {
        @usableFromInline let base: UnsafeMutableRawPointer

        @inlinable
        static var line: Int { 128 }

        init(slots: Int, index: UInt) {
            precondition(MemoryLayout<Element>.alignment <= Self.line)
            let bytes = 2 * Self.line + slots * MemoryLayout<Element>.stride
            unsafe base = .allocate(byteCount: bytes, alignment: Self.line)
            unsafe Self.place(index, at: base)
            unsafe Self.place(index, at: base + Self.line)
            unsafe Self.place(2, at: base + Self.line + MemoryLayout<Atomic<UInt>>.stride)
        }

        private static func place(_ value: UInt, at place: UnsafeMutableRawPointer) {
            unsafe place.bindMemory(to: Atomic<UInt>.self, capacity: 1)
                .initialize(to: Atomic(value))
        }

        /// Where the producer will write next.
        @inlinable
        var tail: UnsafeMutablePointer<Atomic<UInt>> {
            unsafe base.assumingMemoryBound(to: Atomic<UInt>.self)
        }

        /// Where the consumer will read next.
        @inlinable
        var head: UnsafeMutablePointer<Atomic<UInt>> {
            unsafe (base + Self.line).assumingMemoryBound(to: Atomic<UInt>.self)
        }

        @inlinable
        var slots: UnsafeMutablePointer<Element> {
            unsafe (base + 2 * Self.line).assumingMemoryBound(to: Element.self)
        }

        /// Called by each end as it goes; the second one frees the block. Acquire and release, so
        /// that everything the first end did has happened before.
        @usableFromInline
        func leave() {
            let ends = unsafe head + 1
            let left = unsafe ends.pointee.subtract(1, ordering: .acquiringAndReleasing).newValue
            if left == 0 { unsafe base.deallocate() }
        }
    }
}
