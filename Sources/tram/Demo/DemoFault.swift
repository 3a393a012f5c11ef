// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Why the demonstration cannot go on.
enum DemoFault: SystemFailure, Told {
    case system(SystemFault)
    case hub(HubFault)
    case noBroker
    /// A child did not say in time that it is ready, or ended; the end of what it wrote.
    case child(String, said: String)

    private var code: String {
        switch self {
        case .system: "system"
        case .hub(let fault): fault.code
        case .noBroker: "no-broker"
        case .child: "child-ended"
        }
    }

    var mistake: DeviceMistake { DeviceMistake(code, text) }

    private var text: Text {
        switch self {
        case .system(let fault): fault.text
        case .hub(let fault): fault.text
        case .noBroker:
            Text(
                en: "no MQTT broker here; install one: sudo apt-get install mosquitto",
                vi: "máy này chưa có MQTT broker; hãy cài: sudo apt-get install mosquitto")
        case .child(let name, let said):
            Text(
                en: "\(name) did not start or ended by itself; start the demo again"
                    + (said.isEmpty ? "" : ". It said last:\n\(said)"),
                vi: "\(name) không khởi động được hoặc đã tự dừng; hãy chạy lại tram demo"
                    + (said.isEmpty ? "" : ". Những dòng cuối của nó:\n\(said)"))
        }
    }
}
