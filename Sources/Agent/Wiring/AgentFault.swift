// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host
package import Hub

/// Why the service cannot start.
package enum AgentFault: Error, Hashable, Sendable {
    /// The machine has no thread, descriptor or memory for it.
    case system(SystemFault)
    /// The hub's settings cannot be used.
    case hub(HubFault)

    package var code: String {
        switch self {
        case .system: "system"
        case .hub(let fault): fault.code
        }
    }

    package var text: Text {
        switch self {
        case .system(let fault):
            Text(
                en: "the system refused: \(fault)",
                vi: "hệ thống từ chối: \(fault)")
        case .hub(let fault): fault.text
        }
    }
}
