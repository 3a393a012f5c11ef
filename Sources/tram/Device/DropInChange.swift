// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// Drop-ins change and the service takes them; what it refuses is taken back.
struct DropInChange {
    /// As `tram reload`: a bus that changes is waited for until its last answer has come.
    private static let patience = Nanoseconds.seconds(60)

    let edit: DropInEdit
    let folder: DropInFolder
    let control: String

    /// Whether a service runs. It must go by the same files: what else has changed in them is not
    /// for this command to put in force.
    static func hasService(_ site: DeviceSite, control: String) throws -> Bool {
        let status: JSON
        do throws(ServiceFault) {
            status = try ServiceClient.ask("status", at: control)
        } catch {
            guard case .notRunning = error else { throw error }
            return false
        }
        let own = status["status"]?["gateway"]?["config"]?.string
        guard own == site.configuration.hash else { throw DeviceMistake.notReloaded(site) }
        return true
    }

    /// What the service says has changed; nil where none runs.
    func make(hasService: Bool) throws -> JSON? {
        // Cut off before it is settled, it would leave files out of sight.
        try Signals.heldBack { try makeWhole(hasService) }
    }

    private func makeWhole(_ hasService: Bool) throws -> JSON? {
        try folder.make(edit)
        guard hasService else {
            try folder.settle(edit)
            return nil
        }
        let answer: JSON
        do throws(ServiceFault) {
            answer = try ServiceClient.ask("reload", at: control, within: Self.patience)
        } catch {
            guard error.isRefusal else {
                try folder.settle(edit)
                throw DeviceMistake.unheard(error)
            }
            try folder.takeBack(edit)
            throw DeviceMistake.refused(error)
        }
        try folder.settle(edit)
        return answer
    }
}

extension ServiceFault {
    /// The service goes on with what it had. Where it ended or began anew meanwhile it goes by the
    /// files as they are.
    fileprivate var isRefusal: Bool {
        if case .refused(let code, _, _) = self { code != "begun-anew" } else { false }
    }
}

extension DeviceMistake {
    fileprivate static func notReloaded(_ site: DeviceSite) -> Self {
        let path = site.options.path
        return Self(
            "not-reloaded",
            Text(
                en: "the service does not go by \(path) as it is now: it was changed and not "
                    + "reloaded, or the service was started with another --config or --profiles",
                vi: "dịch vụ không chạy theo \(path) hiện tại: tệp đã sửa mà chưa nạp lại, hoặc "
                    + "dịch vụ dùng --config hay --profiles khác"),
            next: [["tram", "check", path], ["tram", "reload"]], exit: .refused)
    }

    /// Nothing is as it would have been.
    fileprivate static func refused(_ fault: ServiceFault) -> Self {
        let en = fault.text.en.split(separator: "\n").map(String.init)
        let vi = fault.text.vi.split(separator: "\n").map(String.init)
        return Self(
            fault.code,
            Text(
                en: "the service refused it; the files are as they were before",
                vi: "dịch vụ không chấp nhận; các tệp đã trở lại như trước"),
            details: zip(en, vi).map { Text(en: $0, vi: $1) },
            next: [["tram", "explain", fault.code]])
    }

    /// Nobody knows whether the service has taken it; the files stay.
    fileprivate static func unheard(_ fault: ServiceFault) -> Self {
        Self(
            fault.code,
            Text(
                en: "the files are changed, but the service did not say that it has taken them: "
                    + fault.text.en,
                vi: "các tệp đã thay đổi, nhưng dịch vụ chưa báo đã nhận: " + fault.text.vi),
            next: [["tram", "reload"], ["tram", "device", "list"]], exit: fault.exit)
    }
}
