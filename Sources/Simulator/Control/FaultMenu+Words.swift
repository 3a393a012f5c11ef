// SPDX-License-Identifier: Apache-2.0
package import Field

extension FaultMenu {
    /// All commands on one line.
    package static let help = Text(
        en: "unplug|plug DEVICE, break|mend LINE, fault DEVICE KIND [SHARE], well DEVICE, list, "
            + "help, quit; KIND: \(kinds)",
        vi: "unplug|plug THIẾT-BỊ (rút, cắm), break|mend ĐƯỜNG (ngắt, nối), "
            + "fault THIẾT-BỊ LOẠI [TỶ-LỆ], well THIẾT-BỊ, list, help, quit; LOẠI: \(kinds)")

    /// The labels of all faults.
    package static let kinds = InjectedFault.allCases.map(\.rawValue).joined(separator: " ")

    /// One line for a pipe: `ok: …`, `error: …`, the list, the help; nil for an empty command.
    package func line(_ answer: Answer, _ language: Language) -> String? {
        switch answer {
        case .done(let text): "ok: \(text(language))"
        case .refused(let text): "error: \(text(language))"
        case .list: "ok: \(listed)"
        case .help: "ok: \(Self.help(language))"
        case .quit: "ok: quit"
        case .nothing: nil
        }
    }

    /// Every device and line on one line: `meter-1 unit 1 on sim: well 120/119; …; sim: open`.
    /// The numbers are requests and replies; the words are the same in every language.
    private var listed: String {
        let devices = control.devices.map { device in
            let counts = device.device.with { "\($0.requests)/\($0.replies)" }
            return "\(device.id) unit \(device.device.unit) on \(device.line): "
                + "\(Self.condition(device)) \(counts)"
        }
        let lines = control.lines.map { "\($0.id): \($0.line.isOpen ? "open" : "broken")" }
        return (devices + lines).joined(separator: "; ")
    }

    /// The word of a command that puts a device into the state that it is in.
    package static func condition(_ device: SiteControl.NamedDevice) -> String {
        guard device.isPlugged else { return "unplugged" }
        guard let injection = device.injection else { return "well" }
        return "\(injection.fault.rawValue) \(injection.share)"
    }

    static func unknown(_ command: String) -> Text {
        let word = String(command.prefix(40))
        return Text(
            en: "no command is called \(word); help lists them",
            vi: "không có lệnh \(word); gõ help để xem các lệnh")
    }

    static func unknownFault(_ name: String) -> Text {
        let word = name.isEmpty ? "" : String(name.prefix(40)) + ": "
        return Text(
            en: "\(word)a KIND is one of: \(kinds)", vi: "\(word)LOẠI là một trong: \(kinds)")
    }

    static func wanted(_ en: String, _ vi: String, _ ids: [String]) -> Text {
        let list = ids.joined(separator: " ")
        return Text(en: "\(en) expected, one of: \(list)", vi: "cần tên \(vi), một trong: \(list)")
    }

    static func missing(_ en: String, _ vi: String, _ name: String, _ ids: [String]) -> Text {
        let (word, list) = (String(name.prefix(40)), ids.joined(separator: " "))
        return Text(
            en: "no \(en) is called \(word); there is: \(list)",
            vi: "không có \(vi) \(word); đang có: \(list)")
    }
}
