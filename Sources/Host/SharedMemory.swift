// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Bytes that are mapped when they are first written, and are no heap: for what is kept in case
/// somebody asks. why: `@unchecked`, as the mapping is reached through this value alone, which has
/// one owner; it may move to another thread, and never be on two.
@safe package struct SharedMemory: ~Copyable, @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    package let count: Int

    /// Zeros.
    package init(count: Int) throws(SystemFault) {
        precondition(count > 0)
        let base = unsafe mmap(
            nil, count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let base = unsafe base, unsafe base != MAP_FAILED else {
            throw SystemFault(call: "mmap", number: errno)
        }
        unsafe self.base = unsafe base
        self.count = count
    }

    deinit { _ = unsafe munmap(base, count) }

    /// Writes `bytes[range]` from this place on.
    package mutating func copy(_ bytes: [UInt8], _ range: Range<Int>, to place: Int) {
        precondition(place >= 0 && place + range.count <= count)
        guard !range.isEmpty else { return }
        unsafe bytes[range].withUnsafeBytes { source in
            guard let first = source.baseAddress else { return }
            unsafe (base + place).copyMemory(from: first, byteCount: source.count)
        }
    }

    /// The byte at this place.
    package subscript(_ place: Int) -> UInt8 {
        get {
            precondition(place >= 0 && place < count)
            return unsafe base.load(fromByteOffset: place, as: UInt8.self)
        }
        set {
            precondition(place >= 0 && place < count)
            unsafe base.storeBytes(of: newValue, toByteOffset: place, as: UInt8.self)
        }
    }
}
