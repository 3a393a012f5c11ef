// SPDX-License-Identifier: Apache-2.0

/// How soon it makes sense to come back after a hub's refusal.
package enum Reserve: Hashable, CaseIterable, Sendable {
    /// As after any failure: an unreachable or restarting hub is soon there again.
    case none
    /// We came too often or were too many: not before a quarter of the longest wait (30 s).
    case crowd
    /// Somebody has to change something first. Who does so is there now, or will be long hence: the
    /// waits only grow, until they lie in the upper half of the longest (60 s).
    case person
}

extension HubFault {
    /// What this fault says about the next attempt. What one hub will not have another one may:
    /// with several addresses the next is tried as after any failure. A server that we are sent to
    /// (0x9C, 0x9D) is not followed: a hub's word is no reason to trust another one.
    package func reserve(addresses: Int) -> Reserve {
        let elsewhere = addresses > 1 ? Reserve.none : .person
        return switch self {
        case .rival, .credentials: .person
        case .unsupported, .untrusted: elsewhere
        case .refused(let code) where Self.crowds.contains(code),
            .dismissed(let code) where Self.crowds.contains(code):
            .crowd
        case .dismissed(code: 0x9C), .dismissed(code: 0x9D): elsewhere
        case .refused(let code): Self.stays(code) ? elsewhere : .none
        default: .none
        }
    }

    /// Busy; message rate, quota, connection rate.
    private static let crowds: Set<UInt8> = [0x89, 0x96, 0x97, 0x9F]

    /// Whether CONNECT will be answered with this code again until somebody changes something.
    private static func stays(_ code: UInt8) -> Bool {
        switch code {
        // 3.1.1: version, client id, password, not authorized. The same of MQTT 5.
        case 0x01, 0x02, 0x04, 0x05, 0x84...0x87: true
        // Banned, authentication method, another server.
        case 0x8A, 0x8C, 0x9C, 0x9D: true
        // The will's topic, size, format, retain, QoS.
        case 0x90, 0x95, 0x99, 0x9A, 0x9B: true
        default: false
        }
    }
}
