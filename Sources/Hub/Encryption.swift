// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
package import Field
internal import Glibc
internal import Host

/// What a hub shows when TLS shakes hands with it: for tools that have to say why it is not
/// trusted. Nothing is sent over such a connection.
package struct Encryption: Hashable, Sendable {
    /// What is wrong with the hub's certificate.
    package enum Doubt: String, Hashable, CaseIterable, Sendable {
        case expired
        /// It counts from a later time on.
        case early = "not-yet-valid"
        /// Made out to another name or address.
        case name = "wrong-name"
        /// Signed by nobody whom we believe.
        case authority = "unknown-authority"
        case other
    }

    /// `TLSv1.3`
    package let version: String
    package let cipher: String
    package let certificate: Certificate?
    /// The authority at the end of the chain; nil when there are doubts.
    package let authority: String?
    /// Empty for a hub that we trust.
    package let doubts: [Doubt]
    /// OpenSSL's words for the first of them.
    package let words: String

    /// Shakes hands over a connection that stands, until the deadline or until `stop` is readable.
    package static func meet(
        _ socket: CInt, _ connection: Connection, _ address: Address, until deadline: Instant,
        stop: CInt
    ) throws(HubFault) -> Encryption {
        // A hub that hangs up while OpenSSL writes must not end us.
        try Library.start()
        let doubts = Doubts()
        let notes = unsafe Unmanaged.passUnretained(doubts).toOpaque()
        let context = unsafe try EncryptionContext.make(
            connection, address.host, notes: notes, onDoubt)
        guard let session = unsafe SSL_new(context.pointer) else { throw .noMemory }
        defer { unsafe SSL_free(session) }
        // Alive until the last certificate is judged.
        return try withExtendedLifetime(doubts) { () throws(HubFault) in
            unsafe SSL_set_fd(session, socket)
            unsafe address.host.withCString { name in
                _ = unsafe SSL_ctrl(
                    session, SSL_CTRL_SET_TLSEXT_HOSTNAME, CLong(TLSEXT_NAMETYPE_host_name),
                    UnsafeMutableRawPointer(mutating: name))
            }
            unsafe SSL_set_connect_state(session)
            try unsafe shake(session, socket, until: deadline, stop: stop)
            return unsafe Encryption(session, doubts)
        }
    }

    /// Our own certificate; nil where the gateway has none. A fault names the file that cannot be
    /// read or does not fit.
    package static func own(
        _ connection: Connection, _ address: Address
    ) throws(HubFault) -> Certificate? {
        guard connection.files.certificate != nil else { return nil }
        let context = unsafe try EncryptionContext.make(
            connection, address.host, notes: nil, onDoubt)
        return unsafe SSL_CTX_get0_certificate(context.pointer).map { unsafe Certificate($0) }
    }

    private init(_ session: OpaquePointer, _ found: Doubts) {
        version = unsafe String(cString: SSL_get_version(session))
        cipher = unsafe String(cString: SSL_CIPHER_get_name(SSL_get_current_cipher(session)))
        certificate = unsafe SSL_get0_peer_certificate(session).map { unsafe Certificate($0) }
        doubts = found.all
        words = found.words
        let chain = unsafe SSL_get0_verified_chain(session)
        let last = unsafe OPENSSL_sk_value(chain, OPENSSL_sk_num(chain) - 1)
        authority =
            found.all.isEmpty
            ? unsafe last.map { unsafe Certificate(OpaquePointer($0)).subject } : nil
    }

    private static func shake(
        _ session: OpaquePointer, _ socket: CInt, until deadline: Instant, stop: CInt
    ) throws(HubFault) {
        while true {
            ERR_clear_error()
            errno = 0
            let result = unsafe SSL_do_handshake(session)
            let number = errno
            if result == 1 { return }
            let wish: PollSet.Events
            switch unsafe SSL_get_error(session, result) {
            case SSL_ERROR_WANT_READ: wish = .readable
            case SSL_ERROR_WANT_WRITE: wish = .writable
            default: throw failure(number)
            }
            guard try isReady(socket, wish, until: deadline, stop: stop) else {
                throw .timedOut(.greeting)
            }
        }
    }

    private static func isReady(
        _ socket: CInt, _ wish: PollSet.Events, until deadline: Instant, stop: CInt
    ) throws(HubFault) -> Bool {
        var polls = PollSet()
        let peer = polls.add(socket, wish)
        polls.add(stop, .readable)
        do throws(SystemFault) {
            try polls.wait(until: deadline)
        } catch {
            throw .system(error)
        }
        return polls.isReady(peer) && Clock.now() < deadline
    }

    private static func failure(_ number: CInt) -> HubFault {
        let words = unsafe ERR_reason_error_string(ERR_peek_last_error())
        if let words = unsafe words { return .tls(unsafe String(cString: words)) }
        return number == 0 ? .closed : .broken(SystemFault(call: "socket", number: number))
    }
}

/// What the certificate check found.
///
/// A class, because OpenSSL holds a pointer to it. Used by one thread.
private final class Doubts {
    var all: [Encryption.Doubt] = []
    var words = ""

    func note(_ number: CInt) {
        let doubt: Encryption.Doubt =
            switch number {
            case X509_V_ERR_CERT_HAS_EXPIRED: .expired
            case X509_V_ERR_CERT_NOT_YET_VALID: .early
            case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .name
            case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
                X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
                X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
                .authority
            default: .other
            }
        if all.isEmpty { words = EncryptionContext.words(number) }
        if !all.contains(doubt) { all.append(doubt) }
    }
}

/// Notes what OpenSSL does not believe and lets it go on, so that the certificate can be shown.
private func onDoubt(_ isGood: CInt, _ found: OpaquePointer?) -> CInt {
    guard isGood == 0, let found = unsafe found,
        let notes = unsafe EncryptionContext.notes(of: found)
    else { return 1 }
    let number = unsafe X509_STORE_CTX_get_error(found)
    unsafe Unmanaged<Doubts>.fromOpaque(notes).takeUnretainedValue().note(number)
    return 1
}
