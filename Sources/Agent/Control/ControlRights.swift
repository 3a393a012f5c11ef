// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Who may ask what, by what the kernel says of them: root and the service's own user anything,
/// the group `tram-admin` too, the group `tram` what changes nothing.
struct ControlRights: Hashable, Sendable {
    enum Right: Int, Sendable {
        case read, change
    }

    /// The service's own user.
    var owner: UInt32
    /// The groups' numbers, nil where this machine has none of the name.
    var readers: UInt32?
    var admins: UInt32?

    static func ofMachine() -> Self {
        Self(
            owner: Peer.ownUser, readers: Peer.number(ofGroup: "tram"),
            admins: Peer.number(ofGroup: "tram-admin"))
    }

    /// The most that they may do, nil for nothing.
    func right(of peer: Peer) -> Right? {
        if peer.user == 0 || peer.user == owner { return .change }
        if let admins, peer.groups.contains(admins) { return .change }
        if let readers, peer.groups.contains(readers) { return .read }
        return nil
    }

    func check(_ peer: Peer, _ needed: Right) throws(ControlRefusal) {
        guard let right = right(of: peer) else { throw .notPermitted }
        guard right.rawValue >= needed.rawValue else { throw .notAllowed }
    }
}
