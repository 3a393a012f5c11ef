// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Tells when somebody opens or closes a file or a device (inotify(7)).
package struct FileWatch: ~Copyable, Sendable {
    package enum Change: Hashable, Sendable {
        case opened, closed
    }

    /// An event on a file, which has no name behind it: descriptor, mask, cookie, length.
    private static let size = 16
    /// Events that are read at a time.
    private static let room = 64

    private let descriptor: Descriptor

    package init(_ path: String) throws(SystemFault) {
        let watch = Descriptor(
            owning: try check("inotify_init1") {
                inotify_init1(CInt(O_NONBLOCK) | CInt(O_CLOEXEC))
            })
        try check("inotify_add_watch", path) {
            unsafe inotify_add_watch(
                watch.number, path, UInt32(IN_OPEN | IN_CLOSE_WRITE | IN_CLOSE_NOWRITE))
        }
        descriptor = watch
    }

    /// Readable when there is a change.
    package var number: CInt { descriptor.number }

    /// What has happened since the last call, in its order. Several of a kind right behind one
    /// another may be told as one.
    package func changes() throws(SystemFault) -> [Change] {
        var changes: [Change] = []
        var events = [UInt8](repeating: 0, count: Self.size * Self.room)
        while case .bytes(let count) = try descriptor.read(into: &events, at: 0) {
            for start in stride(from: 0, to: count - count % Self.size, by: Self.size) {
                // The kernel's kinds that we ask for lie in the mask's lowest byte.
                let mask = CInt(events[start + 4])
                if mask & IN_OPEN != 0 { changes.append(.opened) }
                if mask & (IN_CLOSE_WRITE | IN_CLOSE_NOWRITE) != 0 { changes.append(.closed) }
            }
        }
        return changes
    }
}
