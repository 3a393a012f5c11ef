// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Field
internal import Glibc
internal import Host

/// What we ask of a hub over TLS, and who we are: TLS 1.2 or newer, a certificate that is good and
/// made out to the name or address that we asked for.
///
/// The library's own settings (2.0.11) offer no time to judge certificates at, and lend the session
/// when it may have judged them already. So it is handed a context that is complete.
@safe
struct EncryptionContext: ~Copyable {
    /// Valid while this is.
    let pointer: OpaquePointer

    /// OpenSSL's certificate check asks this about every certificate: its own judgement, and what
    /// it has found.
    typealias Judge = @convention(c) (CInt, OpaquePointer?) -> CInt

    private init(_ pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }

    deinit { unsafe SSL_CTX_free(pointer) }

    /// `notes`: what the judge finds with `notes(of:)`; it has to outlive every use of the context.
    static func make(
        _ connection: Connection, _ host: String, notes: UnsafeMutableRawPointer?,
        _ judge: Judge
    ) throws(HubFault) -> EncryptionContext {
        guard let made = unsafe SSL_CTX_new(TLS_client_method()) else { throw .noMemory }
        let context = unsafe EncryptionContext(made)
        let least = CLong(TLS1_2_VERSION)
        guard unsafe SSL_CTX_ctrl(made, SSL_CTRL_SET_MIN_PROTO_VERSION, least, nil) == 1 else {
            throw .tls("TLS 1.2")
        }
        // A quiet connection holds no buffers.
        unsafe SSL_CTX_ctrl(made, SSL_CTRL_MODE, CLong(SSL_MODE_RELEASE_BUFFERS), nil)
        unsafe SSL_CTX_set_ex_data(made, 0, notes)
        unsafe SSL_CTX_set_verify(made, SSL_VERIFY_PEER, judge)
        try context.trust(connection.files.authority)
        try context.identify(connection.files)
        try context.demand(host)
        if let floor = connection.timeFloor, Clock.wall() < floor {
            let seconds = time_t(floor.nanoseconds / 1_000_000_000)
            unsafe X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(made), seconds)
        }
        return context
    }

    /// The notes of the context in which a certificate is judged.
    static func notes(of found: OpaquePointer) -> UnsafeMutableRawPointer? {
        let index = SSL_get_ex_data_X509_STORE_CTX_idx()
        guard let session = unsafe X509_STORE_CTX_get_ex_data(found, index),
            let context = unsafe SSL_get_SSL_CTX(OpaquePointer(session))
        else { return nil }
        return unsafe SSL_CTX_get_ex_data(context, 0)
    }

    /// OpenSSL's words for why a certificate is not good.
    static func words(_ number: CInt) -> String {
        let words = unsafe X509_verify_cert_error_string(CLong(number))
        return unsafe words.map { unsafe String(cString: $0) } ?? ""
    }

    /// Whom we believe: the file's authorities, or the system's.
    private func trust(_ authority: String?) throws(HubFault) {
        guard let authority else {
            guard unsafe SSL_CTX_set_default_verify_paths(pointer) == 1 else { throw .noMemory }
            return
        }
        guard unsafe SSL_CTX_load_verify_locations(pointer, authority, nil) == 1 else {
            throw .credentials(authority)
        }
    }

    /// Who we are, to a hub that asks.
    private func identify(_ files: Connection.Files) throws(HubFault) {
        guard let certificate = files.certificate ?? files.key else { return }
        guard unsafe SSL_CTX_use_certificate_chain_file(pointer, certificate) == 1,
            let key = files.key
        else { throw .credentials(certificate) }
        // A key with a password fails instead of asking a terminal.
        unsafe SSL_CTX_set_default_passwd_cb(pointer) { _, _, _, _ in 0 }
        guard unsafe SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1,
            unsafe SSL_CTX_check_private_key(pointer) == 1
        else { throw .credentials(key) }
    }

    /// The hub's certificate has to be made out to the name or address that we asked for.
    private func demand(_ host: String) throws(HubFault) {
        let wanted = unsafe SSL_CTX_get0_param(pointer)
        if unsafe X509_VERIFY_PARAM_set1_ip_asc(wanted, host) == 1 { return }
        unsafe X509_VERIFY_PARAM_set_hostflags(
            wanted, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        guard unsafe X509_VERIFY_PARAM_set1_host(wanted, host, 0) == 1 else { throw .noMemory }
    }
}
