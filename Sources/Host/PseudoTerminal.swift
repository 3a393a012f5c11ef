// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// A serial line that exists only in the kernel: we are the device's end, whoever opens `path` is
/// the client's. Raw; the baud rate set on it changes nothing.
package struct PseudoTerminal: ~Copyable, Sendable {
    /// Our end, non-blocking.
    package let device: Descriptor
    /// The other end's name, /dev/pts/N.
    package let path: String
    /// Kept open so that our end sees no hang-up while no client is there.
    private let client: Descriptor

    package init() throws(SystemFault) {
        var name = [CChar](repeating: 0, count: 64)
        var slave: CInt = -1
        let master = try check("posix_openpt") {
            unsafe clinux_open_pty(&slave, &name, name.count)
        }
        device = Descriptor(owning: master)
        client = Descriptor(owning: slave)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Drops what we have written and no client has read.
    package func flush() { tcflush(client.number, TCIFLUSH) }
}
