// SPDX-License-Identifier: Apache-2.0
internal import CBoostRing

/// Boost's queue with one owner.
///
/// A class, because both threads of a round hold it. `@unchecked`, because it is a pointer to
/// C++; one thread calls `produce` and one `consume`, which is what the queue is made for.
@safe final class BoostRing: @unchecked Sendable {
    private let ring: OpaquePointer

    /// Nil when Boost's headers were not there at build time, or for an unknown record size.
    init?(record: Int) {
        guard let ring = unsafe boost_ring_create(record) else { return nil }
        unsafe self.ring = unsafe ring
    }

    deinit { unsafe boost_ring_destroy(ring) }

    func produce(_ count: UInt64, _ mode: boost_ring_mode) {
        unsafe boost_ring_produce(ring, count, mode)
    }

    func consume(_ count: UInt64, _ mode: boost_ring_mode) -> UInt64 {
        unsafe boost_ring_consume(ring, count, mode)
    }
}
