// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What is in an archive, what is not, and what was taken out, before anybody sends it.
struct BundleView {
    let bundle: Bundle
    let path: String
    /// The archive.
    let bytes: [UInt8]

    func lines(_ language: Language) -> [String] {
        let figures = Figures(language: language)
        let size = figures.bytes(Int64(bytes.count))
        let words = [
            Text(en: "\(path): \(size)", vi: "\(path): \(size)"),
            Text(
                en: "Nothing was sent. Look into it first:",
                vi: "Chưa gửi đi đâu. Hãy xem trước:"),
        ].map { $0(language) }
        return Self.contents(bundle, language)
            + [
                words[0], "  SHA-256 \(Digest.hex(Digest.sha256(bytes)))", words[1],
                "  \(ShellLine(["tar", "-xzOf", path]).text) | less",
            ]
    }

    /// A row for each part, then what is missing and how many secrets were looked for.
    static func contents(_ bundle: Bundle, _ language: Language) -> [String] {
        let head = Text(en: "PART|BYTES|REMOVED", vi: "PHẦN|BYTE|ĐÃ BỎ")(language)
            .split(separator: "|").map(String.init)
        let rows =
            [row(head)]
            + bundle.parts.map { row([$0.name, "\($0.bytes.count)", "\($0.removed)"]) }
        let lacks = bundle.lacks.map { lack in
            Text(
                en: "not in it: \(lack.name) [\(lack.reason.code)]",
                vi: "không có: \(lack.name) [\(lack.reason.code)]")(language)
        }
        return rows + lacks + ([searched(bundle)] + closed(bundle)).map { $0(language) }
    }

    private static func row(_ cells: [String]) -> String {
        "\(TableColumns.left(cells[0], 28)) \(TableColumns.right(cells[1], 9)) "
            + TableColumns.right(cells[2], 8)
    }

    private static func searched(_ bundle: Bundle) -> Text {
        let short = bundle.book.short
        return Text(
            en: "secrets looked for in every part: \(bundle.secrets)"
                + (short > 0 ? "; \(short) shorter than 4 letters cannot be" : ""),
            vi: "số bí mật đã tìm trong mọi phần: \(bundle.secrets)"
                + (short > 0 ? "; \(short) bí mật ngắn hơn 4 ký tự không tìm được" : ""))
    }

    private static func closed(_ bundle: Bundle) -> [Text] {
        let (closed, unread) = (bundle.book.closed.count, bundle.book.unread.count)
        var words: [Text] = []
        if closed > 0 {
            words.append(
                Text(
                    en: "not looked for: what is in \(closed.of("file")) that only sudo may read",
                    vi: "chưa tìm: nội dung của \(closed) tệp bí mật mà chỉ sudo đọc được"))
        }
        if unread > 0 {
            words.append(
                Text(
                    en: "not looked for: \(unread.of("secret file")) missing, too large or no file",
                    vi: "chưa tìm: \(unread) tệp bí mật bị thiếu, quá lớn hoặc không phải tệp"))
        }
        return words
    }

    /// The first file of the archive.
    static func readMe(_ bundle: Bundle, _ language: Language) -> [String] {
        [
            Text(
                en: "tram \(Product.version): what support needs of a gateway (tram bundle)",
                vi: "tram \(Product.version): thông tin gateway cho bộ phận hỗ trợ (tram bundle)"),
            Text(
                en: "Left out of the configuration: comments, unknown keys, values of attributes,",
                vi: "Đã bỏ khỏi tệp cấu hình: ghi chú, khóa lạ, giá trị của thuộc tính, tên đăng"),
            Text(
                en: "user names, the paths of passwords, keys and certificates. Their contents and",
                vi: "nhập, đường dẫn của mật khẩu, khóa và chứng chỉ. Nội dung của chúng và mọi"),
            Text(
                en: "every known secret were looked for in all parts: as they are, in hex, base64",
                vi: "bí mật đã biết được tìm trong mọi phần: ở dạng nguyên văn, hex, base64 và mã"),
            Text(
                en: "and with escapes; [removed] stands in their place, in captures zeros.",
                vi: "hóa ký tự; thay bằng [removed], trong các tệp capture thì thay bằng số 0."),
            Text(
                en: "Names of attributes stay, and user names in lines of the log.",
                vi: "Tên thuộc tính và tên đăng nhập trong các dòng nhật ký vẫn còn."),
            Text(en: "", vi: ""),
        ].map { $0(language) } + contents(bundle, language)
    }

    var json: JSON {
        .object([
            .init("path", path), .init("bytes", bytes.count),
            .init("sha256", Digest.hex(Digest.sha256(bytes))), .init("secrets", bundle.secrets),
            .init("short-secrets", bundle.book.short),
            .init("closed-files", bundle.book.closed.count),
            .init("unread-files", bundle.book.unread.count),
            .init("removed", bundle.removed),
            .init(
                "parts",
                each: bundle.parts.map { part in
                    .object([
                        .init("name", part.name), .init("bytes", part.bytes.count),
                        .init("removed", part.removed),
                    ])
                }),
            .init(
                "lacks",
                each: bundle.lacks.map { lack in
                    .object([.init("name", lack.name), .init("code", lack.reason.code)])
                }),
        ])
    }
}
