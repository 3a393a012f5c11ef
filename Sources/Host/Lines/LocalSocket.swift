// SPDX-License-Identifier: Apache-2.0
internal import CLinux
package import Field
internal import Glibc

/// Connections to a program of this machine (unix(7)).
package enum LocalSocket {
    /// Connects to whoever listens at the path; the connection is non-blocking. EAGAIN: too many
    /// wait there already, also after so long; ECONNREFUSED: nobody listens any more.
    package static func connect(
        to path: String, patience: Nanoseconds = .zero
    ) throws(SystemFault) -> Descriptor {
        let socket = try make(path)
        let number = socket.number
        let address = try LocalAddress(path)
        guard patience > .zero else { return try connect(socket, address, path) }
        // The kernel waits for a place only where a call may block (unix(7), SO_SNDTIMEO).
        var limit = timeval(
            tv_sec: Int(patience.milliseconds / 1_000),
            tv_usec: Int(patience.milliseconds % 1_000) * 1_000)
        try check("setsockopt") {
            unsafe setsockopt(
                number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        try socket.setNonblocking(false)
        let connected = try connect(socket, address, path)
        try connected.setNonblocking()
        return connected
    }

    /// Whether somebody listens at the path, as far as this user can find out.
    package static func isServed(_ path: String) -> Bool {
        do throws(SystemFault) {
            _ = try connect(to: path)
            return true
        } catch {
            return error.number == EAGAIN
        }
    }

    private static func connect(
        _ socket: consuming Descriptor, _ address: LocalAddress, _ path: String
    ) throws(SystemFault) -> Descriptor {
        let number = socket.number
        try check("connect", path) {
            unsafe address.withPointer { unsafe Glibc.connect(number, $0, $1) }
        }
        return socket
    }

    static func make(_ path: String) throws(SystemFault) -> Descriptor {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        return Descriptor(
            owning: try check("socket", path) { socket(AF_UNIX, CInt(flags), 0) })
    }
}

/// A path as the kernel takes it: at most 107 bytes (ENAMETOOLONG beyond), and never empty, which
/// would ask for a name outside the file system.
struct LocalAddress: Sendable {
    private var address = sockaddr_un()
    private var length = socklen_t(MemoryLayout<sockaddr_un>.size)

    /// As sd_notify(3) has it: a whole path, or `@` and a name outside the file system.
    init(notifying path: String) throws(SystemFault) {
        guard path.hasPrefix("/") || path.hasPrefix("@") && path != "@" else {
            throw SystemFault(call: "sendto", number: EAFNOSUPPORT, subject: path)
        }
        try self.init(path)
        guard path.hasPrefix("@") else { return }
        // Of such a name the first byte is 0, and all counts up to the end that is told.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0[0] = 0 }
        let head = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        length = socklen_t(head + path.utf8.count)
    }

    init(_ path: String) throws(SystemFault) {
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else {
            throw SystemFault(call: "connect", number: ENAMETOOLONG, subject: path)
        }
        guard !bytes.isEmpty, !bytes.contains(0) else {
            throw SystemFault(call: "connect", number: EINVAL, subject: path)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    }

    func withPointer(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        unsafe withUnsafePointer(to: address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, length)
            }
        }
    }
}
