// SPDX-License-Identifier: Apache-2.0
package import Field

/// Everything that can go wrong with what is stored. SQLite's results are translated into it once,
/// in `Database`.
package enum SpoolFault: Error, Hashable, Sendable {
    /// No room on the disk, or within our own limit.
    case full
    /// The file or its file system cannot be written.
    case readOnly
    /// The bytes are not what we wrote.
    case damaged
    /// No permission, no such directory, or something else stands there.
    case denied
    /// Another process has the file.
    case busy
    /// The disk does not do what it is told; SQLite's extended result.
    case io(code: Int32)
    /// No memory for it.
    case noMemory
    /// Stopped by a deadline.
    case interrupted
    /// Written by another version, in a layout of this number.
    case version(Int64)
    /// A statement that SQLite does not understand: ours, or a file of another layout.
    case misuse(code: Int32)

    /// A stable name for logs, the state file and scripts; never translated.
    package var code: String {
        switch self {
        case .full: "spool-full"
        case .readOnly: "spool-read-only"
        case .damaged: "spool-damaged"
        case .denied: "spool-denied"
        case .busy: "spool-busy"
        case .io(let code): "spool-io-\(code)"
        case .noMemory: "spool-no-memory"
        case .interrupted: "spool-interrupted"
        case .version: "spool-version"
        case .misuse(let code): "spool-misuse-\(code)"
        }
    }

    /// The sentence for the technician.
    package var text: Text {
        switch self {
        case .full:
            Text(
                en: "no room left on the disk for the spool",
                vi: "ổ đĩa không còn chỗ cho kho lưu tạm (spool)")
        case .readOnly:
            Text(
                en: "the spool's disk can only be read",
                vi: "ổ đĩa của kho lưu tạm (spool) chỉ cho đọc")
        case .damaged:
            Text(en: "the spool is damaged", vi: "kho lưu tạm (spool) bị hỏng dữ liệu")
        case .denied:
            Text(
                en: "the spool cannot be opened: no permission, or its folder is not there; "
                    + "tram spool tells",
                vi: "không mở được kho lưu tạm (spool): không có quyền hoặc không có thư mục; xem "
                    + "bằng: tram spool")
        case .busy:
            Text(
                en: "another process uses the spool",
                vi: "một tiến trình khác đang dùng kho lưu tạm (spool)")
        case .io(let code):
            Text(
                en: "the spool's disk fails (SQLite \(code))",
                vi: "ổ đĩa của kho lưu tạm (spool) bị lỗi (SQLite \(code))")
        case .noMemory:
            Text(en: "no memory left for the spool", vi: "không đủ bộ nhớ cho kho lưu tạm (spool)")
        case .interrupted:
            Text(
                en: "the look at the spool took too long",
                vi: "kiểm tra kho lưu tạm (spool) quá lâu")
        case .version(let number):
            Text(
                en: "the spool is of another version of tram: layout \(number), not "
                    + "\(Database.version)",
                vi: "kho lưu tạm (spool) của phiên bản tram khác: cấu trúc \(number), không phải "
                    + "\(Database.version)")
        case .misuse(let code):
            Text(
                en: "the spool has another layout (SQLite \(code))",
                vi: "kho lưu tạm (spool) có cấu trúc khác (SQLite \(code))")
        }
    }

    /// Whether the file is to be set aside for it.
    package var isOfContent: Bool {
        switch self {
        case .damaged, .version, .misuse: true
        default: false
        }
    }
}
