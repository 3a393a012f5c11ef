// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Facts of the machine that help to understand a fault, each chosen: no names, no addresses, no
/// arguments, of the environment only what decides on languages.
enum BundleFacts {
    private static let variables = ["LANG", "LC_ALL", "LC_CTYPE", "TRAM_LANG", "TZ"]

    static var kernel: JSON {
        .object([
            .init("machine", MachineFacts.read().json),
            .init("uptime", MachineFacts.text("/proc/uptime")),
            .init("load", MachineFacts.text("/proc/loadavg")),
            .init("memory", lines("/proc/meminfo", 6)), .init("clock", clock),
            .init("disk-free", Int(File.freeBytes(at: "/") ?? 0)),
            .init("environment", environment),
        ])
    }

    private static var clock: JSON {
        let error = Clock.error.map { JSON.number("\($0.milliseconds)") } ?? .null
        let hardware = Clock.hardware.map { JSON.number("\($0.milliseconds)") }
        return .object([
            .init("utc", Int(Clock.wall().milliseconds)), .init("error-ms", error),
            .init("hardware", each: hardware),
        ])
    }

    private static var environment: JSON {
        .object(
            variables.compactMap { name in
                guard let value = Environment.variable(name), isPlain(value) else { return nil }
                return JSON.Member(name, value)
            })
    }

    private static func isPlain(_ value: String) -> Bool {
        value.utf8.count <= 40
            && value.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "_.-/+".contains($0))
            }
    }

    private static func lines(_ path: String, _ count: Int) -> [String] {
        MachineFacts.text(path).split(separator: "\n").prefix(count).map(String.init)
    }
}
