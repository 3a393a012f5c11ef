// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

/// What there is under a spool's path.
enum SpoolSight {
    /// Nothing: no process has opened it yet.
    case none
    /// Not even the folder that it would be in.
    case noFolder
    /// Something that this user may not read.
    case denied
    case fault(SpoolFault)
    case seen(SpoolLook)

    init(_ path: String, size: Int64) {
        do throws(SystemFault) {
            _ = try File.beginning(path, atMost: 1)
        } catch {
            let folder = String(SpoolFiles.folder(of: path).dropLast())
            let isHomeless = error.isMissing && !folder.isEmpty && !File.isDirectory(folder)
            self =
                isHomeless
                ? .noFolder
                : error.isMissing ? .none : error.isDenied ? .denied : .fault(.denied)
            return
        }
        do throws(SpoolFault) {
            self = .seen(try Spool.look(at: path, size: size))
        } catch .denied {
            self = .denied
        } catch {
            self = .fault(error)
        }
    }

    /// A stable name where there is nothing to be shown.
    var code: String {
        switch self {
        case .none: "spool-none"
        case .noFolder, .denied: SpoolFault.denied.code
        case .fault(let fault): fault.code
        case .seen: ""
        }
    }

    /// The sentence where there is nothing to be shown, and what to do.
    func text(_ path: String) -> Text {
        switch self {
        case .none:
            Text(
                en: "\(path): no spool yet; the service creates it when it starts: tram run",
                vi: "\(path): chưa có kho lưu tạm (spool); dịch vụ tạo ra khi khởi động: tram run")
        case .noFolder:
            Text(
                en: "\(path): its folder is not there; make it, then restart the service: "
                    + "sudo mkdir -p \(SpoolFiles.folder(of: path))",
                vi: "\(path): chưa có thư mục này; hãy tạo rồi khởi động lại dịch vụ: "
                    + "sudo mkdir -p \(SpoolFiles.folder(of: path))")
        case .denied:
            Text(
                en: "\(path): this user may not read it; be a member of the group tram, or: "
                    + "sudo tram spool",
                vi: "\(path): tài khoản này không có quyền đọc; hãy vào nhóm tram, hoặc dùng: "
                    + "sudo tram spool")
        case .fault(let fault):
            Text(
                en: "\(path): \(fault.text.en)\(advice(fault).en) [\(fault.code)]",
                vi: "\(path): \(fault.text.vi)\(advice(fault).vi) [\(fault.code)]")
        case .seen: Text(en: "", vi: "")
        }
    }

    private func advice(_ fault: SpoolFault) -> Text {
        if fault.isOfContent {
            return Text(
                en: "; the next start of the service sets it aside, declares what was in it, and "
                    + "begins a new one",
                vi: "; lần khởi động sau dịch vụ sẽ cất riêng tệp này, khai báo nội dung là mất "
                    + "và tạo kho mới")
        }
        guard fault == .busy else { return Text(en: "", vi: "") }
        return Text(
            en: " and writes faster than it can be read; try again",
            vi: " và ghi nhanh hơn tốc độ đọc; hãy thử lại")
    }
}
