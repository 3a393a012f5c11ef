// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Assembly {
    /// What the kernel calls a port may be another adapter after the next start. Told only where
    /// this machine has the adapter: elsewhere nobody knows its other name.
    mutating func checkPortNames() {
        for bus in file.buses {
            guard let serial = bus.serial, let stable = ports.stableName(of: serial.port) else {
                continue
            }
            findings.add(
                .unstablePort, at: (serial.node["port"] ?? serial.node).mark, severity: .warning,
                Text(
                    en: "\(serial.port) may be another adapter after the next start; write "
                        + stable,
                    vi: "\(serial.port) có thể là bộ chuyển đổi khác sau lần khởi động kế tiếp; "
                        + "hãy ghi \(stable)"))
        }
    }
}
