// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Glibc

extension Handle {
    /// TLS 1.2 or newer, the hub's certificate and name verified; never without.
    func encrypt(_ files: Connection.Files) throws(HubFault) {
        for path in [files.authority, files.certificate, files.key] {
            guard let path else { continue }
            guard unsafe access(path, R_OK) == 0 else { throw .credentials(path) }
        }
        if files.authority == nil { try set(MOSQ_OPT_TLS_USE_OS_CERTS, 1) }
        if files.authority != nil || files.certificate != nil {
            try check(
                unsafe setFiles(client, files),
                or: .credentials(files.certificate ?? files.authority ?? ""))
        }
        // 1 is SSL_VERIFY_PEER; the name is checked unless one asks for it not to be.
        try check(
            unsafe mosquitto_tls_opts_set(client, 1, "tlsv1.2", nil),
            or: .protocolViolation)
    }
}

/// The system's store as a folder: the library takes no certificate of ours without naming one.
private let systemStore = "/etc/ssl/certs"

private func setFiles(_ client: OpaquePointer, _ files: Connection.Files) -> CInt {
    unsafe mosquitto_tls_set(
        client, files.authority, files.authority == nil ? systemStore : nil, files.certificate,
        files.key, { _, _, _, _ in 0 })  // a key with a password fails instead of asking a terminal
}
