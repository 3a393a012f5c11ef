// SPDX-License-Identifier: Apache-2.0
import Field
import Rig

/// Reads registers or bits with mbpoll; nil when it got none.
func mbpoll(
    _ endpoint: Endpoint, _ unit: Int, _ table: ForeignSlave.Table, _ address: Int, _ count: Int
) throws -> [UInt16]? {
    let types: [ForeignSlave.Table: String] = [
        .coil: "0", .discrete: "1", .input: "3:hex", .holding: "4:hex",
    ]
    let first = ["-a", "\(unit)", "-0", "-r", "\(address)"]
    let what = first + ["-c", "\(count)", "-t", types[table] ?? ""]
    let place =
        switch endpoint {
        case .tcp(let port): ["-m", "tcp", "-p", "\(port)", "127.0.0.1"]
        case .serial(let path): ["-m", "rtu", "-b", "9600", "-P", "none", path]
        }
    let program = try Program("/usr/bin/mbpoll", ["-1", "-o", "2"] + what + place)
    let lines = try program.finish(within: .seconds(20)).output
    let values = lines.filter { $0.hasPrefix("[") }.map(value)
    return values.isEmpty ? nil : values.compactMap { $0 }
}

/// The value of a line as `[10]: <tab>0xFFFF`.
private func value(_ line: String) -> UInt16? {
    let text = line.split(separator: "\t").last ?? ""
    return text.hasPrefix("0x") ? UInt16(text.dropFirst(2), radix: 16) : UInt16(text)
}
