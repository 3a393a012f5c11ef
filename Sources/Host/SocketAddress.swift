// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// An IP address in numbers and a port, as the kernel takes them. Names are resolved elsewhere,
/// because that blocks.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    var family: CInt { CInt(storage.ss_family) }

    init(_ address: String, port: UInt16) throws(SystemFault) {
        var v4 = sockaddr_in()
        var v6 = sockaddr_in6()
        if unsafe inet_pton(AF_INET, address, &v4.sin_addr) == 1 {
            v4.sin_family = sa_family_t(AF_INET)
            v4.sin_port = port.bigEndian
            unsafe store(&v4, MemoryLayout<sockaddr_in>.size)
        } else if unsafe inet_pton(AF_INET6, address, &v6.sin6_addr) == 1 {
            v6.sin6_family = sa_family_t(AF_INET6)
            v6.sin6_port = port.bigEndian
            unsafe store(&v6, MemoryLayout<sockaddr_in6>.size)
        } else {
            throw SystemFault(call: "inet_pton", number: EINVAL, subject: address)
        }
    }

    /// The address that a socket is bound to.
    init(localOf number: CInt) throws(SystemFault) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        try check("getsockname") {
            unsafe withUnsafeMutablePointer(to: &storage) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe getsockname(number, $0, &length)
                }
            }
        }
        self.storage = storage
        self.length = length
    }

    var port: UInt16 {
        // The port stands at the same place in both families.
        unsafe withUnsafeBytes(of: storage) {
            UInt16(bigEndian: unsafe $0.load(fromByteOffset: 2, as: UInt16.self))
        }
    }

    func withPointer(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        unsafe withUnsafePointer(to: storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, length)
            }
        }
    }

    private mutating func store(_ address: UnsafeRawPointer, _ size: Int) {
        length = socklen_t(size)
        unsafe withUnsafeMutableBytes(of: &storage) {
            unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: size))
        }
    }
}
