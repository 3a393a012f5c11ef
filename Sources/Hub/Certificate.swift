// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
package import Field
internal import Glibc

/// What a certificate says of itself. Its texts are a stranger's.
package struct Certificate: Hashable, Sendable {
    /// Bytes of each of its texts.
    package static let longestText = 400

    /// Whom it was made out for: `CN=hub, O=…`.
    package let subject: String
    /// Who signed it.
    package let issuer: String
    /// The names and addresses it is good for: `DNS:hub.example, IP Address:10.0.0.5`; may be
    /// empty.
    package let names: String
    /// From when until when it counts. What lies beyond 2262 is the last moment that we know.
    package let from: WallTime
    package let until: WallTime

    package init(
        subject: String, issuer: String, names: String = "", from: WallTime, until: WallTime
    ) {
        (self.subject, self.issuer, self.names) = (subject, issuer, names)
        (self.from, self.until) = (from, until)
    }

    /// As OpenSSL holds it.
    init(_ certificate: OpaquePointer) {
        unsafe subject = Self.text { unsafe Self.write(X509_get_subject_name(certificate), to: $0) }
        unsafe issuer = Self.text { unsafe Self.write(X509_get_issuer_name(certificate), to: $0) }
        unsafe names = Self.text { output in
            let index = unsafe X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1)
            guard index >= 0 else { return }
            unsafe X509V3_EXT_print(output, X509_get_ext(certificate, index), 0, 0)
        }
        from = unsafe Self.time(X509_get0_notBefore(certificate))
        until = unsafe Self.time(X509_get0_notAfter(certificate))
    }

    /// Whole days until it ends; negative behind that.
    package func daysLeft(at time: WallTime) -> Int64 {
        let left = until.nanoseconds / 1_000_000_000 - time.nanoseconds / 1_000_000_000
        return Int64((Double(left) / 86_400).rounded(.down))
    }

    /// Whether it counts at this time.
    package func isValid(at time: WallTime) -> Bool { from <= time && time <= until }

    /// In reading order, UTF-8, with what would command a terminal escaped.
    private static func write(_ name: OpaquePointer?, to output: OpaquePointer) {
        let flags =
            ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT
            | ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER
        unsafe X509_NAME_print_ex(
            output, name, 0, CUnsignedLong(flags | CInt(XN_FLAG_SEP_CPLUS_SPC)))
    }

    private static func text(_ write: (OpaquePointer) -> Void) -> String {
        guard let output = unsafe BIO_new(BIO_s_mem()) else { return "" }
        defer { unsafe BIO_free(output) }
        unsafe write(output)
        var bytes = [UInt8](repeating: 0, count: longestText)
        let count = unsafe BIO_read(output, &bytes, CInt(bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }

    private static func time(_ time: UnsafePointer<ASN1_TIME>?) -> WallTime {
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return WallTime(nanoseconds: 0) }
        let seconds = unsafe Int64(timegm(&parts))
        let (count, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return WallTime(nanoseconds: overflow ? (seconds < 0 ? .min : .max) : count)
    }
}
