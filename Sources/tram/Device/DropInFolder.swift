// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// The folder of drop-ins beside a gateway's file. What a person wrote is never changed here.
struct DropInFolder {
    private let path: String
    /// Who may read it may read what is written here.
    private let model: String
    private let parent: String

    init(beside file: String) {
        let slash = file.lastIndex(of: "/")
        parent = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        path = slash.map { file[...$0] + DropIns.directory } ?? DropIns.directory
        model = file
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// What is to be written must be new, and nothing left of a change that was cut off.
    func check(_ edit: DropInEdit) throws(DeviceMistake) {
        let names = edit.written.map(\.name) + edit.removed
        for kept in names.map({ File.hidden(file($0)) }) where File.exists(kept) {
            throw DeviceMistake(
                "file-exists",
                Text(
                    en: "\(kept) is left of a remove that was cut off; give it back its name "
                        + "without the dot and .kept, or delete it",
                    vi: "\(kept) còn lại từ lần bỏ thiết bị bị ngắt giữa chừng; hãy đổi lại tên, "
                        + "bỏ dấu chấm đầu và .kept, hoặc xóa nó"))
        }
        for name in edit.written.map(\.name) where File.exists(file(name)) {
            throw DeviceMistake(
                "file-exists",
                Text(
                    en: "\(file(name)) is there already, and not this device's; move it away, or "
                        + "choose another id",
                    vi: "\(file(name)) đã có và không phải của thiết bị này; hãy chuyển nó đi, "
                        + "hoặc chọn mã khác"))
        }
    }

    /// All of it or nothing. What goes is kept out of sight until `settle`.
    func make(_ edit: DropInEdit) throws(DeviceMistake) {
        var done = DropInEdit()
        do throws(SystemFault) {
            if !File.exists(path) { try File.makeFolder(path, like: parent) }
            for one in edit.written {
                try File.place(Array(one.text.utf8), at: file(one.name), like: model)
                done.written.append(one)
            }
            for name in edit.removed {
                try File.hide(file(name))
                done.removed.append(name)
            }
        } catch {
            try takeBack(done)
            throw Self.notSaved(error)
        }
    }

    /// As it was before `make`.
    func takeBack(_ edit: DropInEdit) throws(DeviceMistake) {
        do throws(SystemFault) {
            for one in edit.written { File.remove(file(one.name)) }
            for name in edit.removed { try File.unhide(file(name)) }
            if !edit.written.isEmpty { try File.syncDirectory(of: file("")) }
        } catch {
            throw Self.notSaved(error)
        }
    }

    /// What was made stays.
    func settle(_ edit: DropInEdit) throws(DeviceMistake) {
        do throws(SystemFault) {
            for name in edit.removed { try File.removeHidden(file(name)) }
        } catch {
            throw Self.notSaved(error)
        }
    }

    private static func notSaved(_ fault: SystemFault) -> DeviceMistake {
        let advice =
            fault.isDenied
            ? Text(en: "; again with sudo", vi: "; hãy chạy lại với sudo") : Text(en: "", vi: "")
        return DeviceMistake(
            "not-saved",
            Text(en: fault.text.en + advice.en, vi: fault.text.vi + advice.vi),
            next: [["tram", "explain", "not-saved"]])
    }
}
