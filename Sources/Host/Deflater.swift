// SPDX-License-Identifier: Apache-2.0
internal import CZlib

/// Raw deflate (RFC 1951) by zlib, a piece at a time. Its memory is taken with the first piece and
/// kept: some 24 KiB for a window of 2 KiB.
///
/// A class, because zlib's state must stay where it is.
@safe
package final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private let window: CInt
    private let memory: CInt
    private var isReady = false

    /// `window`: how far back repetitions are found, as a power of two, 9 to 15; `memory`: 1 to 9.
    package init(window: Int = 11, memory: Int = 4) {
        precondition((9...15).contains(window) && (1...9).contains(memory))
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        self.window = CInt(window)
        self.memory = CInt(memory)
    }

    deinit {
        if isReady { unsafe deflateEnd(stream) }
        unsafe stream.deallocate()
    }

    /// The bytes deflated; nil where that makes them no shorter, or there is no memory for it.
    package func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 1, begin() else { return nil }
        var deflated = [UInt8](repeating: 0, count: bytes.count - 1)
        let isDone = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe deflated.withUnsafeMutableBufferPointer { target in
                // zlib does not write to what it reads.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                return unsafe deflate(stream, Z_FINISH) == Z_STREAM_END
            }
        }
        guard isDone else { return nil }
        deflated.removeLast(unsafe Int(stream.pointee.avail_out))
        return deflated
    }

    private func begin() -> Bool {
        if isReady { return unsafe deflateReset(stream) == Z_OK }
        isReady = unsafe czlib_deflate_begin(stream, window, memory) == Z_OK
        return isReady
    }
}

/// The way back, and zlib's sum.
package enum Inflation {
    /// What was deflated; nil for what is not all of a stream, has something behind it, or comes
    /// to more than `limit` bytes: no more than that is ever held.
    package static func inflated(_ bytes: [UInt8], atMost limit: Int) -> [UInt8]? {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        defer { unsafe stream.deallocate() }
        guard unsafe czlib_inflate_begin(stream) == Z_OK else { return nil }
        defer { unsafe inflateEnd(stream) }
        return unsafe bytes.withUnsafeBufferPointer { source in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(source.count)
            return unsafe inflated(stream, guess: source.count * 4, limit)
        }
    }

    /// Room grows with what comes.
    private static func inflated(
        _ stream: UnsafeMutablePointer<z_stream>, guess: Int, _ limit: Int
    ) -> [UInt8]? {
        var inflated = [UInt8](repeating: 0, count: min(max(guess, 256), limit))
        var count = 0
        while true {
            let result = unsafe inflated.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + count }
                unsafe stream.pointee.avail_out = UInt32(target.count - count)
                return unsafe inflate(stream, Z_NO_FLUSH)
            }
            count = unsafe inflated.count - Int(stream.pointee.avail_out)
            if result == Z_STREAM_END {
                inflated.removeLast(inflated.count - count)
                return unsafe stream.pointee.avail_in == 0 ? inflated : nil
            }
            guard result == Z_OK, count == inflated.count, count < limit else { return nil }
            inflated += [UInt8](repeating: 0, count: min(count, limit - count))
        }
    }

    /// CRC-32 (ISO 3309) of the bytes behind those of another sum.
    package static func sum(_ bytes: [UInt8], after sum: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe UInt32(truncatingIfNeeded: crc32(UInt(sum), $0.baseAddress, UInt32($0.count)))
        }
    }
}
