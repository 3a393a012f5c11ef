// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// An open file descriptor with one owner, closed when the owner lets go of it.
package struct Descriptor: ~Copyable, Sendable {
    package let number: CInt

    /// Takes over a descriptor that nobody else will close.
    package init(owning number: CInt) { self.number = number }

    deinit { close(number) }

    /// What a read or write without waiting came to.
    package enum Transfer: Hashable, Sendable {
        case bytes(Int)
        /// Nothing can be moved now; poll tells when.
        case wouldBlock
        /// The other end has closed.
        case closed
    }

    package func setNonblocking(_ on: Bool = true) throws(SystemFault) {
        try Descriptor.setNonblocking(number, on)
    }

    /// As the method, for a descriptor that a C library owns.
    package static func setNonblocking(_ number: CInt, _ on: Bool = true) throws(SystemFault) {
        try check("fcntl") { clinux_set_nonblocking(number, on) }
    }

    /// Reads at most `buffer.count - start` bytes into `buffer[start...]`, which keeps its size.
    package func read(into buffer: inout [UInt8], at start: Int) throws(SystemFault) -> Transfer {
        try Descriptor.read(number, into: &buffer, at: start)
    }

    /// Writes `bytes[start...]`, as much as goes without waiting.
    package func write(_ bytes: [UInt8], from start: Int = 0) throws(SystemFault) -> Transfer {
        try Descriptor.write(number, bytes, from: start, to: bytes.count)
    }

    /// As the method, for a descriptor that a C library owns.
    package static func read(
        _ number: CInt, into buffer: inout [UInt8], at start: Int
    ) throws(SystemFault) -> Transfer {
        precondition(start < buffer.count, "a read into a full buffer would look like a hang-up")
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(number, $0.baseAddress! + start, $0.count - start)
            }
            if count > 0 { return .bytes(count) }
            if count == 0 { return .closed }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case EIO, ECONNRESET, EPIPE: return .closed  // EIO: a pseudo-terminal's other end left
            default: throw .now("read")
            }
        }
    }

    /// As the method, for a descriptor that a C library owns: writes `bytes[start..<end]`.
    package static func write(
        _ number: CInt, _ bytes: [UInt8], from start: Int, to end: Int
    ) throws(SystemFault) -> Transfer {
        precondition(start <= end && end <= bytes.count)
        while true {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(number, $0.baseAddress! + start, end - start)
            }
            if count >= 0 { return .bytes(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case ECONNRESET, EPIPE, EIO: return .closed
            default: throw .now("write")
            }
        }
    }
}
