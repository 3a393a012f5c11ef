// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto

extension Handle {
    /// TLS as `EncryptionContext` has it, the hub's certificate and name verified; never without.
    func encrypt(_ connection: Connection, _ address: Address) throws(HubFault) {
        let notes = unsafe Unmanaged.passUnretained(inbox).toOpaque()
        let context = unsafe try EncryptionContext.make(
            connection, address.host, notes: notes, onVerify)
        try set(MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0)
        // The library holds it from here on.
        try check(
            unsafe mosquitto_void_option(
                client, MOSQ_OPT_SSL_CTX, UnsafeMutableRawPointer(context.pointer)), or: .noMemory)
    }
}

/// Agrees with what OpenSSL found, and keeps its reason, which the handshake's error does not tell.
private func onVerify(_ isGood: CInt, _ found: OpaquePointer?) -> CInt {
    guard isGood == 0, let found = unsafe found else { return isGood }
    guard let inbox = unsafe EncryptionContext.notes(of: found) else { return 0 }
    let words = EncryptionContext.words(unsafe X509_STORE_CTX_get_error(found))
    unsafe Unmanaged<Inbox>.fromOpaque(inbox).takeUnretainedValue().doubt = words
    return 0
}
