// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc

/// What the service manager is told: datagrams of lines `NAME=value` to the socket that it names
/// in the environment, as sd_notify(3) describes them.
///
/// A class, because the socket closes with the last of those that hold it.
package final class ServiceManager: Sendable {
    /// How long the manager does without a sign of life; nil: it wants none.
    package let watchdog: Nanoseconds?
    private let socket: Descriptor
    private let address: LocalAddress

    /// Shorter and longer times are taken for these.
    static let watchdogs = Nanoseconds.milliseconds(100)...Nanoseconds.seconds(86_400)

    /// The one that the environment names; nil where nobody wants to be told. What it is named by
    /// is taken out of the environment, so that no child takes it for its own. Before the first
    /// thread starts.
    package static func take() throws(SystemFault) -> ServiceManager? {
        let path = Environment.take("NOTIFY_SOCKET")
        let period = Environment.take("WATCHDOG_USEC")
        let process = Environment.take("WATCHDOG_PID")
        guard let path, !path.isEmpty else { return nil }
        let isOurs = process == nil || process == "\(getpid())"
        return try ServiceManager(path, isOurs ? period.flatMap(Int64.init) : nil)
    }

    /// `path`: of a socket, or `@` and a name outside the file system; nothing else is one.
    init(_ path: String, _ microseconds: Int64?) throws(SystemFault) {
        address = try LocalAddress(notifying: path)
        let flags = SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue
        socket = Descriptor(
            owning: try check("socket", path) { Glibc.socket(AF_UNIX, CInt(flags), 0) })
        watchdog = microseconds.flatMap { count in
            count > 0 ? Self.time(microseconds: count) : nil
        }
    }

    private static func time(microseconds: Int64) -> Nanoseconds {
        let most = watchdogs.upperBound.count / 1_000
        return max(watchdogs.lowerBound, .microseconds(min(microseconds, most)))
    }

    /// Tells it, without waiting; false while it has no room for more.
    package func tell(_ text: String) throws(SystemFault) -> Bool {
        let bytes = Array(text.utf8)
        let number = socket.number
        let flags = CInt(MSG_NOSIGNAL | MSG_DONTWAIT)
        do throws(SystemFault) {
            try check("sendto", "NOTIFY_SOCKET") {
                unsafe address.withPointer { peer, length in
                    CInt(unsafe sendto(number, bytes, bytes.count, flags, peer, length))
                }
            }
            return true
        } catch {
            guard error.number == EAGAIN || error.number == ENOBUFS else { throw error }
            return false
        }
    }
}
