// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the running service says of the devices; none of them has a state where none runs.
struct DeviceStates {
    private let devices: [String: JSON]
    /// Why nothing is known.
    let fault: ServiceFault?

    init(at path: String) {
        do throws(ServiceFault) {
            let status = try ServiceClient.ask("status", at: path)["status"]
            devices = Dictionary(
                (status?["devices"]?.array ?? []).map { ($0.text("id"), $0) },
                uniquingKeysWith: { $1 })
            fault = nil
        } catch {
            (devices, fault) = ([:], error)
        }
    }

    subscript(id: String) -> JSON? { devices[id] }

    /// `online`, `offline comm/timeout`; nil where nothing is known.
    func word(_ id: String) -> String? {
        guard let device = devices[id] else { return nil }
        let code = device.text("code")
        return device.text("state") + (code.isEmpty ? "" : " \(code)")
    }

    func complain(_ command: String, _ output: OutputForm, _ screen: Screen) {
        guard let fault, output == .table else { return }
        let words = "\(command): \(fault.text(screen.language)) [\(fault.code)]"
        for line in words.wrapped(columns: 80) { screen.complain(line) }
    }
}
