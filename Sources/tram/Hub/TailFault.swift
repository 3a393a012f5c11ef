// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Field
internal import Host
internal import Hub

/// Why a hub's messages cannot be shown.
enum TailFault: SystemFailure {
    case hub(HubFault)
    case agent(AgentFault)
    case system(SystemFault)
    case configuration([String])
    /// Not reached in time; the last attempt's fault, if there was one.
    case unreachable(HubFault?)
    /// The hub does not let us subscribe.
    case denied

    /// As the console shows it: problems of a file have their own places.
    func lines(_ language: Language) -> [String] {
        guard case .configuration(let lines) = self else {
            return ["tram hub tail: \(text(language)) [\(code)]"]
        }
        let advice = Text(
            en: "tram hub tail: name a file in order with --config, or the hub with --url",
            vi: "tram hub tail: hãy ghi tệp hợp lệ bằng --config, hoặc địa chỉ hub bằng --url")
        return lines + [advice(language)]
    }

    /// Problems of a file have their own codes.
    private var code: String {
        switch self {
        case .hub(let fault), .unreachable(let fault?): fault.code
        case .agent(let fault): fault.code
        case .system: "system"
        case .unreachable(nil): "hub-silent"
        case .denied: "hub-denied"
        case .configuration: "configuration"
        }
    }

    private var text: Text {
        switch self {
        case .hub(let fault), .unreachable(let fault?): fault.text
        case .agent(let fault): fault.text
        case .system(let fault): fault.text
        case .configuration(let lines):
            Text(en: lines.joined(separator: "\n"), vi: lines.joined(separator: "\n"))
        case .unreachable(nil):
            Text(
                en: "the hub did not answer; check the address and the network",
                vi: "hub không trả lời; hãy kiểm tra địa chỉ và mạng")
        case .denied:
            Text(
                en: "the hub does not allow this subscription; ask for the right to read it",
                vi: "hub không cho phép đăng ký nhận topic này; hãy xin quyền đọc")
        }
    }

    var exitCode: ExitCode {
        switch self {
        case .unreachable: .unreachable
        case .hub, .agent, .system, .configuration, .denied: .problem
        }
    }
}
