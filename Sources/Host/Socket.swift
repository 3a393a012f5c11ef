// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// A TCP socket that waits for connections on one local address.
package struct Listener: ~Copyable, Sendable {
    private let socket: Descriptor
    /// The port it got, also when it asked for any.
    package let port: UInt16

    /// What a thread polls for reading.
    package var descriptor: CInt { socket.number }

    /// Listens on an IPv4 or IPv6 address in numbers. Port 0: any that is free.
    package init(address: String, port: UInt16 = 0) throws(SystemFault) {
        let local = try SocketAddress(address, port: port)
        let socket = try Socket.make(local.family, subject: address)
        let number = socket.number
        // A port whose last connections are still being forgotten can be listened on at once.
        try Socket.enable(number, SOL_SOCKET, SO_REUSEADDR)
        // Accepted connections inherit it: one system call less each.
        try Socket.enable(number, CInt(IPPROTO_TCP), TCP_NODELAY)
        try check("bind", "\(address):\(port)") {
            unsafe local.withPointer { unsafe bind(number, $0, $1) }
        }
        try check("listen", address) { listen(number, Listener.backlog) }
        self.port = try SocketAddress(localOf: number).port
        self.socket = socket
    }

    /// The next connection that waits, non-blocking and without Nagle's delay; nil if none does.
    /// A fault (no descriptor free) leaves it waiting: try again later, not at once.
    package func accept() throws(SystemFault) -> Descriptor? {
        let number = clinux_accept(socket.number)
        if number >= 0 { return Descriptor(owning: number) }
        switch errno {
        // The client has gone again, or the network has: that connection's trouble, not ours.
        case EAGAIN, EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET,
            EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH, ETIMEDOUT:
            return nil
        default: throw .now("accept")
        }
    }

    /// Connections that the kernel holds for us until we accept them.
    private static let backlog: CInt = 128
}

/// TCP connections that we open.
package enum Socket {
    /// Begins to connect to an IPv4 or IPv6 address in numbers, without waiting. Once poll says
    /// writable, `outcome` tells whether there is a connection.
    package static func connect(
        address: String, port: UInt16
    ) throws(SystemFault) -> Descriptor {
        let peer = try SocketAddress(address, port: port)
        let socket = try make(peer.family, subject: address)
        try enable(socket.number, CInt(IPPROTO_TCP), TCP_NODELAY)
        let result = unsafe peer.withPointer { unsafe Glibc.connect(socket.number, $0, $1) }
        // An interrupted connect goes on by itself, like one in progress.
        guard result == 0 || errno == EINPROGRESS || errno == EINTR else {
            throw .now("connect", "\(address):\(port)")
        }
        return socket
    }

    /// Why the connection attempt failed; nothing is thrown if it did not.
    package static func outcome(_ socket: borrowing Descriptor) throws(SystemFault) {
        let number = socket.number
        var failed: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        try check("getsockopt") {
            unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &failed, &size)
        }
        if failed != 0 { throw SystemFault(call: "connect", number: failed) }
    }

    /// Writes to a socket, as much as goes without waiting. Unlike `Descriptor.write` it raises no
    /// SIGPIPE when the peer has gone, for processes that do not ignore that signal.
    package static func send(_ number: CInt, _ bytes: [UInt8]) throws(SystemFault)
        -> Descriptor.Transfer
    {
        try send(number, bytes, to: bytes.count)
    }

    /// As the other, for `bytes[start..<end]`.
    package static func send(
        _ number: CInt, _ bytes: [UInt8], from start: Int = 0, to end: Int
    ) throws(SystemFault) -> Descriptor.Transfer {
        precondition(start <= end && end <= bytes.count)
        while true {
            let count = unsafe bytes.withUnsafeBytes {
                guard let first = $0.baseAddress else { return 0 }
                return unsafe Glibc.send(number, first + start, end - start, CInt(MSG_NOSIGNAL))
            }
            if count >= 0 { return .bytes(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case ECONNRESET, EPIPE: return .closed
            default: throw .now("send")
            }
        }
    }

    fileprivate static func make(
        _ family: CInt, subject: String
    ) throws(SystemFault) -> Descriptor {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let number = try check("socket", subject) { socket(family, CInt(flags), 0) }
        return Descriptor(owning: number)
    }

    fileprivate static func enable(
        _ number: CInt, _ level: CInt, _ option: CInt
    ) throws(SystemFault) {
        var on: CInt = 1
        try check("setsockopt") {
            unsafe setsockopt(number, level, option, &on, socklen_t(MemoryLayout<CInt>.size))
        }
    }
}
