// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Field
internal import Glibc
internal import Host

extension Handle {
    /// TLS 1.2 or newer, the hub's certificate and name verified; never without.
    ///
    /// The library's own settings (2.0.11) offer no time to judge certificates at, and lend the
    /// session when it may have judged them already. So it is handed a context that is complete.
    func encrypt(_ connection: Connection, _ address: Address) throws(HubFault) {
        guard let context = unsafe SSL_CTX_new(TLS_client_method()) else { throw .noMemory }
        // The library holds it from here on.
        defer { unsafe SSL_CTX_free(context) }
        let least = CLong(TLS1_2_VERSION)
        guard unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, least, nil) == 1 else {
            throw .tls("TLS 1.2")
        }
        // A quiet connection holds no buffers.
        unsafe SSL_CTX_ctrl(context, SSL_CTRL_MODE, CLong(SSL_MODE_RELEASE_BUFFERS), nil)
        try unsafe trust(context, connection.files.authority)
        try unsafe identify(context, connection.files)
        try unsafe demand(context, address.host)
        if let floor = connection.timeFloor, Clock.wall() < floor {
            let seconds = time_t(floor.nanoseconds / 1_000_000_000)
            unsafe X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context), seconds)
        }
        try set(MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0)
        try check(
            unsafe mosquitto_void_option(
                client, MOSQ_OPT_SSL_CTX, UnsafeMutableRawPointer(context)), or: .noMemory)
    }

    /// Whom we believe: the file's authorities, or the system's.
    private func trust(_ context: OpaquePointer, _ authority: String?) throws(HubFault) {
        guard let authority else {
            guard unsafe SSL_CTX_set_default_verify_paths(context) == 1 else { throw .noMemory }
            return
        }
        guard unsafe SSL_CTX_load_verify_locations(context, authority, nil) == 1 else {
            throw .credentials(authority)
        }
    }

    /// Who we are, to a hub that asks.
    private func identify(
        _ context: OpaquePointer, _ files: Connection.Files
    ) throws(HubFault) {
        guard let certificate = files.certificate ?? files.key else { return }
        guard unsafe SSL_CTX_use_certificate_chain_file(context, certificate) == 1,
            let key = files.key
        else { throw .credentials(certificate) }
        // A key with a password fails instead of asking a terminal.
        unsafe SSL_CTX_set_default_passwd_cb(context) { _, _, _, _ in 0 }
        guard unsafe SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1,
            unsafe SSL_CTX_check_private_key(context) == 1
        else { throw .credentials(key) }
    }

    /// The hub's certificate has to be good, and made out to the name or address that we asked for.
    private func demand(_ context: OpaquePointer, _ host: String) throws(HubFault) {
        unsafe SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(inbox).toOpaque())
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER, onVerify)
        let wanted = unsafe SSL_CTX_get0_param(context)
        if unsafe X509_VERIFY_PARAM_set1_ip_asc(wanted, host) == 1 { return }
        unsafe X509_VERIFY_PARAM_set_hostflags(
            wanted, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        guard unsafe X509_VERIFY_PARAM_set1_host(wanted, host, 0) == 1 else { throw .noMemory }
    }
}

/// Agrees with what OpenSSL found, and keeps its reason, which the handshake's error does not tell.
private func onVerify(_ isGood: CInt, _ found: OpaquePointer?) -> CInt {
    guard isGood == 0, let found = unsafe found else { return isGood }
    let index = SSL_get_ex_data_X509_STORE_CTX_idx()
    guard let session = unsafe X509_STORE_CTX_get_ex_data(found, index),
        let context = unsafe SSL_get_SSL_CTX(OpaquePointer(session)),
        let inbox = unsafe SSL_CTX_get_ex_data(context, 0)
    else { return 0 }
    let reason = unsafe X509_verify_cert_error_string(CLong(X509_STORE_CTX_get_error(found)))
    let words = unsafe reason.map { unsafe String(cString: $0) } ?? ""
    unsafe Unmanaged<Inbox>.fromOpaque(inbox).takeUnretainedValue().doubt = words
    return 0
}
