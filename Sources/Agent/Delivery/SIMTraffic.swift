// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub

/// What packets cost on a mobile network, in bytes: rather too much than too little.
package enum SIMTraffic {
    /// Headers of a segment: IPv6 40 (RFC 8200, 3), TCP 20 (RFC 9293, 3.1), its timestamps 12
    /// (RFC 7323, 3.2).
    static let headers = 40 + 20 + 12
    /// What TLS 1.3 adds to a record: header 5, content type 1, tag 16 (RFC 8446, 5.2).
    static let encryption = 5 + 1 + 16
    /// Bytes of a packet in one segment: IPv6 guarantees 1,280 with headers (RFC 8200, 5).
    static let segment = 1_280 - headers - encryption
    /// PUBACK of MQTT 5 with a reason code and without properties.
    static let acknowledgement = 6
    /// PINGREQ and PINGRESP, two bytes each, TCP's acknowledgement, and TCP's own probe and its
    /// answer: both wait for the same silence.
    package static let ping = 2 * (2 + encryption + headers) + headers + 2 * headers
    /// Name, TCP, TLS 1.3 with certificates on both sides, CONNECT with a will, SUBSCRIBE, and
    /// their answers: two chains of two certificates are some 5 kB.
    package static let session = 8 * 1_024
    /// An attempt that met nobody: a name's query and five SYN (Linux sends as many in 20 s), with
    /// their answers.
    package static let attempt = 1_024
    /// How long nothing is sent until a ping is: `Connection.keepAlive`.
    package static let silence = Nanoseconds.seconds(20)

    /// A PUBLISH of so many bytes and its PUBACK: each segment is acknowledged by TCP, the last one
    /// together with the PUBACK, which is acknowledged as well.
    package static func exchange(_ packet: Int) -> Int {
        let segments = (packet + segment - 1) / segment
        return packet + acknowledgement + (segments + 1) * encryption
            + (2 * segments + 1) * headers
    }

    /// An attempt at a session that failed so.
    static func cost(of fault: HubFault) -> Int {
        switch fault {
        case .nameNotFound, .nameServerSilent, .unreachable, .timedOut(.connecting): attempt
        default: session
        }
    }
}
