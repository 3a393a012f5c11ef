// SPDX-License-Identifier: Apache-2.0
package import Host

/// Everything that can go wrong between us and a hub. The library's results, errno and the reason
/// codes of MQTT are translated into it once, here and in `HubFault+Library`.
package enum HubFault: Error, Hashable, Sendable {
    /// The text is not an address of a hub.
    case address(String, Address.Mistake)
    /// A user name over an open line, which the configuration does not allow.
    case plaintext(String)
    /// An open line beside encrypted ones, which the configuration does not allow.
    case downgrade(String)
    /// Not a topic, filter, user name or client id that MQTT can carry.
    case unusable(String)
    /// The CA's or our own certificate or key cannot be read or used.
    case credentials(String)

    /// The name service says that there is no such name.
    case nameNotFound(String)
    /// The name service does not answer.
    case nameServerSilent(String)
    /// No connection: the network's reason, which names the host.
    case unreachable(SystemFault)
    /// The TLS handshake failed; OpenSSL's words.
    case tls(String)
    /// The hub's certificate is not one that we trust, or not for this name; OpenSSL's words.
    case untrusted(String)
    /// The hub's answer to CONNECT: a reason code of MQTT 5 (0x80 and above), or 1 to 5 in 3.1.1.
    case refused(code: UInt8)
    /// The hub cannot do what delivery rests on (QoS 1).
    case unsupported

    /// A state's deadline has passed.
    case timedOut(Phase)
    /// The hub closed the connection without a word.
    case closed
    /// The hub sent DISCONNECT with this reason code.
    case dismissed(code: UInt8)
    /// Another client took our id (0x8E) for the second time in `Session.rivalSpan`: two gateways
    /// have one id.
    case rival
    /// The connection broke: the network's reason.
    case broken(SystemFault)
    /// What came is not MQTT of the version asked for, or not at this point.
    case protocolViolation
    /// More bytes in one packet than is allowed: ours for the hub, or the hub's for us.
    case oversize(bytes: Int, limit: Int)
    /// No memory for it.
    case noMemory
    /// A call of the system or the library that should not fail.
    case system(SystemFault)

    /// What a deadline was for.
    package enum Phase: String, Hashable, CaseIterable, Sendable {
        /// Name and TCP.
        case connecting
        /// TLS and the answer to CONNECT.
        case greeting
        /// The answer to a PUBLISH or SUBSCRIBE.
        case acknowledgement
        /// The answer to a PINGREQ.
        case keepAlive
    }

    /// A stable name for logs, the state file and scripts; never translated.
    package var code: String {
        switch self {
        case .address(_, let mistake): "hub-address-" + Self.hyphenated(mistake.rawValue)
        case .plaintext: "hub-plaintext"
        case .downgrade: "hub-downgrade"
        case .unusable: "hub-unusable"
        case .credentials: "hub-credentials"
        case .nameNotFound: "hub-name-not-found"
        case .nameServerSilent: "hub-name-server-silent"
        case .unreachable: "hub-unreachable"
        case .tls: "hub-tls"
        case .untrusted: "hub-untrusted"
        case .refused(let code): "hub-refused-" + Self.hex(code)
        case .unsupported: "hub-unsupported"
        case .timedOut(let phase): "hub-timed-out-" + Self.hyphenated(phase.rawValue)
        case .closed: "hub-closed"
        case .dismissed(let code): "hub-dismissed-" + Self.hex(code)
        case .rival: "hub-two-gateways-one-id"
        case .broken: "hub-broken"
        case .protocolViolation: "hub-protocol"
        case .oversize: "hub-oversize"
        case .noMemory: "hub-no-memory"
        case .system: "hub-system"
        }
    }

    /// A byte as the MQTT specification writes it: `0x8E`.
    static func hex(_ code: UInt8) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    private static func hyphenated(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}
