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
            return ["tram hub tail: \(text(language))"]
        }
        let advice = Text(
            en: "tram hub tail: name a file in order with --config, or the hub with --url",
            vi: "tram hub tail: hãy ghi tệp hợp lệ bằng --config, hoặc địa chỉ hub bằng --url")
        return lines + [advice(language)]
    }

    private func text(_ language: Language) -> String {
        switch self {
        case .hub(let fault): "\(fault.text(language)) [\(fault.code)]"
        case .agent(let fault): "\(fault.text(language)) [\(fault.code)]"
        case .system(let fault): fault.text(language)
        case .configuration(let lines): lines.joined(separator: "\n")
        case .unreachable(let fault?): "\(fault.text(language)) [\(fault.code)]"
        case .unreachable(nil):
            Text(
                en: "the hub did not answer; check the address and the network",
                vi: "hub không trả lời; hãy kiểm tra địa chỉ và mạng")(language)
        case .denied:
            Text(
                en: "the hub does not allow this subscription; ask for the right to read it",
                vi: "hub không cho phép đăng ký nhận topic này; hãy xin quyền đọc")(language)
        }
    }

    var exitCode: ExitCode {
        switch self {
        case .unreachable: .unreachable
        case .hub, .agent, .system, .configuration, .denied: .problem
        }
    }
}
