// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Hub

/// Why a hub's messages cannot be shown.
enum TailFault: SystemFailure, Told {
    case hub(HubFault)
    case system(SystemFault)
    /// Not reached in time; the last attempt's fault, if there was one.
    case unreachable(HubFault?)
    /// The hub does not let us subscribe.
    case denied

    private var code: String {
        switch self {
        case .hub(let fault), .unreachable(let fault?): fault.code
        case .system: "system"
        case .unreachable(nil): "hub-silent"
        case .denied: "hub-denied"
        }
    }

    private var text: Text {
        switch self {
        case .hub(let fault), .unreachable(let fault?): fault.text
        case .system(let fault): fault.text
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

    var mistake: DeviceMistake {
        guard case .unreachable = self else { return DeviceMistake(code, text) }
        return DeviceMistake(code, text, exit: .unreachable)
    }
}
