// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Simulated devices in a process of their own, which ends with this value.
struct DeviceProcess: ~Copyable {
    let ports: [String]
    private let child: Child

    static func start(_ count: Int) throws -> DeviceProcess {
        let output = try Pipe()
        let child = try Child(
            try Environment.executable(), ["serve", "--devices", "\(count)"],
            output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        let ports = try said.line(within: Stage.patience).split(separator: " ").map(String.init)
        guard ports.count == count else { throw Failure(text: "the devices did not start") }
        return DeviceProcess(ports, child)
    }

    private init(_ ports: [String], _ child: consuming Child) {
        self.ports = ports
        self.child = child
    }
}
