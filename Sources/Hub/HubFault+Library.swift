// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Glibc
internal import Host

extension HubFault {
    /// What went wrong while connecting to `address`; errno as the library's call left it.
    static func connecting(_ result: CInt, _ number: CInt, _ address: Address) -> Self {
        switch result {
        case MOSQ_ERR_EAI.rawValue where number == EAI_AGAIN: .nameServerSilent(address.host)
        case MOSQ_ERR_EAI.rawValue: .nameNotFound(address.host)
        case MOSQ_ERR_ERRNO.rawValue where number != EPROTO:
            .unreachable(
                SystemFault(call: "connect", number: number, subject: address.description))
        default: using(result, number)
        }
    }

    /// What went wrong on a connection.
    static func using(_ result: CInt, _ number: CInt) -> Self {
        switch result {
        case MOSQ_ERR_NOMEM.rawValue: .noMemory
        case MOSQ_ERR_CONN_LOST.rawValue, MOSQ_ERR_NO_CONN.rawValue: .closed
        case MOSQ_ERR_KEEPALIVE.rawValue: .timedOut(.keepAlive)
        case MOSQ_ERR_TLS.rawValue: .tls("handshake")
        case MOSQ_ERR_ERRNO.rawValue where number == EPROTO: .tls("handshake")
        case MOSQ_ERR_ERRNO.rawValue where number != 0:
            .broken(SystemFault(call: "socket", number: number))
        case MOSQ_ERR_ERRNO.rawValue: .closed
        case MOSQ_ERR_QOS_NOT_SUPPORTED.rawValue: .unsupported
        default: .protocolViolation
        }
    }

    /// What a connection's end was about, as the library's callback tells it: one of its own
    /// results, or, from 0x80 on, the reason code of the hub's DISCONNECT.
    static func ended(_ result: CInt) -> Self {
        if let code = UInt8(exactly: result), code >= 0x80 { return .dismissed(code: code) }
        return result == 0 ? .closed : using(result, 0)
    }
}
