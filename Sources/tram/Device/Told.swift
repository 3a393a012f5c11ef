// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Bus
internal import Field
internal import Host

/// An error that people and scripts are told in the form of all of them.
protocol Told: Error {
    var mistake: DeviceMistake { get }
}

extension DeviceMistake: Told {
    var mistake: Self { self }
}

extension SystemFault: Told {
    var mistake: DeviceMistake { DeviceMistake("system", text) }
}

extension AgentFault: Told {
    var mistake: DeviceMistake { DeviceMistake(code, text) }
}

extension ServiceFault: Told {
    var mistake: DeviceMistake { DeviceMistake(code, text, exit: exit) }
}

extension OwnBusFault: Told {
    var mistake: DeviceMistake {
        let next = isOfPort ? ["tram", "ports"] : ["tram", "explain", code]
        return DeviceMistake(code, text, next: [next], exit: .unreachable)
    }

    private var isOfPort: Bool {
        if case .bus(_, let address) = self { address.hasPrefix("/") } else { false }
    }
}

extension ReadMistake: Told {
    var mistake: DeviceMistake {
        DeviceMistake(code, text, next: [["tram", "device", "list"]], exit: .usage)
    }
}

extension WatchFault: Told {
    var mistake: DeviceMistake {
        switch self {
        case .system(let fault): fault.mistake
        case .service(let fault): fault.mistake
        }
    }
}

extension CommissionRun.Fault: Told {
    var mistake: DeviceMistake {
        switch self {
        case .system(let fault): fault.mistake
        case .service(let fault): fault.mistake
        case .stopped:
            DeviceMistake(
                "not-finished",
                Text(
                    en: "ended before its end; no record was written",
                    vi: "đã dừng giữa chừng; chưa ghi biên bản nào"))
        }
    }
}
