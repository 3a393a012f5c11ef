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

    func text(_ language: Language) -> String {
        switch self {
        case .hub(let fault): "\(fault.text(language)) [\(fault.code)]"
        case .agent(let fault): "\(fault.text(language)) [\(fault.code)]"
        case .system(let fault): "\(fault)"
        case .configuration(let lines): "\n" + lines.joined(separator: "\n")
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
