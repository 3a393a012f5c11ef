// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Who is at the other end of a local socket, as the kernel saw them when they connected (unix(7)
/// SO_PEERCRED, socket(7) SO_PEERGROUPS): nothing they say about themselves.
package struct Peer: Hashable, Sendable {
    package var process: Int32
    package var user: UInt32
    /// The group they acted under, and their supplementary ones.
    package var groups: [UInt32]

    package init(process: Int32, user: UInt32, groups: [UInt32]) {
        self.process = process
        self.user = user
        self.groups = groups
    }

    package init(of socket: borrowing Descriptor) throws(SystemFault) {
        let number = socket.number
        var who: [UInt32] = [0, 0, 0]  // struct ucred: process, user, group
        var size = socklen_t(who.count * 4)
        try check("getsockopt") {
            unsafe getsockopt(number, SOL_SOCKET, SO_PEERCRED, &who, &size)
        }
        self.init(
            process: Int32(bitPattern: who[0]), user: who[1],
            groups: [who[2]] + (try Peer.groups(number)))
    }

    /// A user with more groups than fit is told how much room they need.
    private static func groups(_ number: CInt) throws(SystemFault) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 64)
        while true {
            var size = socklen_t(groups.count * 4)
            let result = unsafe getsockopt(number, SOL_SOCKET, SO_PEERGROUPS, &groups, &size)
            if result == 0 { return Array(groups.prefix(Int(size) / 4)) }
            guard errno == ERANGE, Int(size) / 4 > groups.count else { throw .now("getsockopt") }
            groups = [UInt32](repeating: 0, count: Int(size) / 4)
        }
    }

    /// The user of this process.
    package static var ownUser: UInt32 { getuid() }

    /// The number of a group of this machine, nil if it has none of that name (getgrnam_r(3)).
    package static func number(ofGroup name: String) -> UInt32? {
        var entry = unsafe group()
        var found: UnsafeMutablePointer<group>?
        // A group's entry lists its members.
        var room = [CChar](repeating: 0, count: 16_384)
        while room.count <= 1_048_576 {
            let failed = unsafe getgrnam_r(name, &entry, &room, room.count, &found)
            if failed != ERANGE { return unsafe found == nil ? nil : entry.gr_gid }
            room = [CChar](repeating: 0, count: room.count * 4)
        }
        return nil
    }

    /// The name of a group, its number where it has none (getgrgid_r(3)).
    package static func name(ofGroup number: UInt32) -> String {
        var entry = unsafe group()
        var found: UnsafeMutablePointer<group>?
        var room = [CChar](repeating: 0, count: 16_384)
        while room.count <= 1_048_576 {
            let failed = unsafe getgrgid_r(number, &entry, &room, room.count, &found)
            if failed == ERANGE {
                room = [CChar](repeating: 0, count: room.count * 4)
                continue
            }
            guard unsafe found != nil, let name = unsafe entry.gr_name else { break }
            return unsafe String(cString: name)
        }
        return "\(number)"
    }
}
