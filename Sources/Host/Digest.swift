// SPDX-License-Identifier: Apache-2.0
internal import CSSL

/// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto, which libmosquitto brings along.
package enum Digest {
    /// Said before anything else of OpenSSL: it does not load the sentences for its faults, 40 kB
    /// of memory, which we replace by our own.
    private static let isReady =
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS), nil) == 1

    /// The 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        _ = isReady
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        return digest
    }

    /// HMAC-SHA-256 (RFC 2104) of the bytes under a key.
    package static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        _ = isReady
        unsafe HMAC(EVP_sha256(), key, CInt(key.count), bytes, bytes.count, &digest, &count)
        return digest
    }

    /// Lower-case hexadecimal.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
