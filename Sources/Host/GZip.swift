// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Files that `gzip -d` reads (RFC 1952).
package enum GZip {
    /// Magic, deflate, no name, no time, made on Unix.
    private static let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3]

    /// Fails where that would make it no shorter, or there is no memory for it.
    package static func file(_ bytes: [UInt8]) throws(SystemFault) -> [UInt8] {
        guard let deflated = Deflater(window: 15, memory: 8).deflated(bytes) else {
            throw SystemFault(call: "deflate", number: ENOMEM)
        }
        let sum = Inflation.sum(bytes)
        return head + deflated + word(sum) + word(UInt32(truncatingIfNeeded: bytes.count))
    }

    private static func word(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
