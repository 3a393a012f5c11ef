// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// A stream socket that waits for connections of this machine's programs at a path (unix(7)). The
/// path goes with it.
package struct LocalListener: ~Copyable, Sendable {
    private let socket: Descriptor
    private let path: String

    /// What a thread polls for reading.
    package var descriptor: CInt { socket.number }

    private init(_ socket: consuming Descriptor, _ path: String) {
        self.socket = socket
        self.path = path
    }

    deinit { File.remove(path) }

    /// Listens at the path, for all users: who may do what is decided by `Peer`, with an answer
    /// that says so. The socket of a process that was killed is replaced (EADDRINUSE: somebody
    /// listens on it, or it is no socket; EACCES: no right to the folder).
    package static func open(at path: String) throws(SystemFault) -> LocalListener {
        let socket = try LocalSocket.make(path)
        let address = try LocalAddress(path)
        do throws(SystemFault) {
            try bind(socket.number, address, path)
        } catch  where error.number == EADDRINUSE && isAbandoned(path) {
            File.remove(path)
            try bind(socket.number, address, path)
        }
        let listener = LocalListener(socket, path)
        try check("chmod", path) { unsafe chmod(path, 0o666) }
        try check("listen", path) { listen(listener.descriptor, backlog) }
        return listener
    }

    /// The next connection that waits, non-blocking; nil if none does. A fault (no descriptor
    /// free) leaves it waiting: try again later, not at once.
    package func accept() throws(SystemFault) -> Descriptor? {
        let number = clinux_accept(socket.number)
        if number >= 0 { return Descriptor(owning: number) }
        switch errno {
        case EAGAIN, EINTR, ECONNABORTED: return nil
        default: throw .now("accept")
        }
    }

    private static func bind(
        _ number: CInt, _ address: LocalAddress, _ path: String
    ) throws(SystemFault) {
        try check("bind", path) { unsafe address.withPointer { unsafe Glibc.bind(number, $0, $1) } }
    }

    /// Whether it is a socket on which nobody listens any more.
    private static func isAbandoned(_ path: String) -> Bool {
        var found = stat()
        guard unsafe lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFSOCK else {
            return false
        }
        do throws(SystemFault) {
            _ = try LocalSocket.connect(to: path)
            return false
        } catch {
            return error.number == ECONNREFUSED
        }
    }

    /// Connections that the kernel holds for us until we accept them.
    private static let backlog: CInt = 16
}
