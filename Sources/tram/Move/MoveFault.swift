// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Spool

/// Why a site cannot be exported, or imported.
enum MoveFault: Told, Hashable {
    case system(SystemFault)
    /// Something else stands where the file is to be, and is not replaced by this command.
    case notAFile(String, by: String)
    case tooLarge
    /// The file is nothing that `tram export` has made.
    case noExport
    case version(Int64)
    /// The file was changed, here or anywhere.
    case damaged(String)
    /// A name leads out of the folder, or stands twice.
    case names(String)
    /// There is a site already, with this in it.
    case exists(String, kept: String)
    /// What stands in the spool's place is none, or cannot be read.
    case noSpool(String)
    case serviceRuns
    /// The site in the file does not check, for these reasons.
    case site([Text])
    /// Counters' readings cannot be kept, or read.
    case spool(SpoolFault, String)

    var code: String {
        switch self {
        case .system: "system"
        case .notAFile: "not-a-file"
        case .tooLarge: "export-too-large"
        case .noExport: "no-export"
        case .version: "export-version"
        case .damaged: "export-damaged"
        case .names: "export-names"
        case .exists: "site-exists"
        case .noSpool: "no-spool"
        case .serviceRuns: "service-runs"
        case .site: "site-unfit"
        case .spool(let fault, _): fault.code
        }
    }

    private var exit: ExitCode {
        switch self {
        case .exists, .serviceRuns: .refused
        default: .problem
        }
    }

    /// What to type then, where the article of the code does not say it.
    private var next: [[String]] {
        switch self {
        case .serviceRuns: [["sudo", "systemctl", "stop", "tram"]]
        default: []
        }
    }

    var mistake: DeviceMistake {
        var details: [Text] = []
        if case .site(let reasons) = self { details = reasons }
        return DeviceMistake(code, text, details: details, next: next, exit: exit)
    }

    var text: Text {
        switch self {
        case .system(let fault): fault.text
        case .notAFile(let path, let command):
            Text(
                en: "\(path) is a folder, a device or a file that \(command) has not written; "
                    + "name another",
                vi: "\(path) là thư mục, thiết bị hoặc tệp không do \(command) ghi; hãy ghi tên "
                    + "khác")
        case .tooLarge:
            Text(
                en: "the site is larger than one file takes: 16 MiB, 8192 files, 1 MB each",
                vi: "trạm lớn hơn mức một tệp chứa được: 16 MiB, 8192 tệp, mỗi tệp 1 MB")
        case .noExport:
            Text(
                en: "this is no file that tram export has written",
                vi: "đây không phải tệp do tram export ghi")
        case .version(let version):
            Text(
                en: "the file is of version \(version), this program reads \(SiteExport.version); "
                    + "install the version of tram that wrote it, or a newer one",
                vi: "tệp thuộc phiên bản \(version), chương trình này đọc phiên bản "
                    + "\(SiteExport.version); hãy cài bản tram đã ghi tệp, hoặc mới hơn")
        case .damaged(let part):
            Text(
                en: (part.isEmpty ? "the file" : part)
                    + " is not what was exported: a sum is wrong; copy it again",
                vi: (part.isEmpty ? "tệp" : part)
                    + " không còn đúng như lúc xuất: sai mã kiểm; hãy chép lại")
        case .names(let name):
            Text(
                en: "the name \(name.quoted) in it leads out of the folder, is missing, or stands "
                    + "twice",
                vi: "tên \(name.quoted) trong tệp dẫn ra ngoài thư mục, bị thiếu hoặc bị trùng")
        case .exists(let path, let kept):
            Text(
                en: "\(path) is there already; with --replace it is kept aside in \(kept)",
                vi: "\(path) đã có sẵn; thêm --replace để cất nó vào \(kept)")
        case .noSpool(let path):
            Text(
                en: "\(path), where the site has its spool, is no spool of tram, or cannot be "
                    + "read; nothing was written",
                vi: "\(path), nơi trạm đặt kho lưu tạm (spool), không phải spool của tram hoặc "
                    + "không đọc được; chưa ghi gì")
        case .serviceRuns:
            Text(
                en: "the service runs and has the spool open; stop it first",
                vi: "dịch vụ đang chạy và giữ kho lưu tạm (spool); hãy dừng dịch vụ trước")
        case .site:
            Text(
                en: "the site in the file does not check on this box; nothing was written",
                vi: "cấu hình trong tệp có lỗi trên máy này; chưa ghi gì")
        case .spool(let fault, let path):
            Text(
                en: "\(path): counters' readings: \(fault.text.en)",
                vi: "\(path): giá trị bộ đếm: \(fault.text.vi)")
        }
    }
}
