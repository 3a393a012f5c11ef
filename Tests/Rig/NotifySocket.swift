// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc
internal import Host

/// The socket of a service manager, as sd_notify(3) describes it: each datagram is a message.
///
///     let manager = try NotifySocket()
///     let agent = try Tram.start(["run", …], ["NOTIFY_SOCKET": manager.name])
///     #expect(try manager.next(within: .seconds(20))?.hasPrefix("READY=1") == true)
///
/// A class, because the socket and its folder go with it.
package final class NotifySocket {
    /// As `NOTIFY_SOCKET` has it.
    package let name: String
    private let directory: Directory
    private let socket: Descriptor

    /// `isAbstract`: a name outside the file system.
    package init(isAbstract: Bool = false) throws(RigFault) {
        directory = try Directory()
        let path = directory.file("notify")
        name = isAbstract ? "@" + path : path
        let kind = CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        socket = Descriptor(owning: Glibc.socket(AF_UNIX, kind, 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = (isAbstract ? [0] : []) + Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let head = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        let length = socklen_t(head + bytes.count)
        let number = socket.number
        let bound = unsafe withUnsafePointer(to: address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, length)
            }
        }
        guard bound == 0 else { throw .system(.now("bind", name)) }
    }

    /// The next message, waited for; nil if none came.
    package func next(within time: Nanoseconds) throws(RigFault) -> String? {
        let number = socket.number
        return try rig { () throws(SystemFault) in
            var polls = PollSet()
            polls.add(number, .readable)
            let end = Clock.now() + time
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                if case .bytes(let count) = try Descriptor.read(number, into: &buffer, at: 0) {
                    return String(decoding: buffer[..<count], as: UTF8.self)
                }
                guard Clock.now() < end else { return nil }
                try polls.wait(until: end)
            }
        }
    }

    /// All messages until one that begins so, that one among them; nil if it did not come.
    package func all(
        until beginning: String, within time: Nanoseconds = .seconds(60)
    ) throws(RigFault) -> [String]? {
        let end = Clock.now() + time
        var all: [String] = []
        while Clock.now() < end {
            guard let next = try next(within: end - Clock.now()) else { return nil }
            all.append(next)
            if next.hasPrefix(beginning) { return all }
        }
        return nil
    }
}
