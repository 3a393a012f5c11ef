// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The machine and its system, as far as they say of themselves what is nobody's secret.
struct MachineFacts {
    /// A program that is larger is not hashed.
    private static let largestProgram = 256 * 1_024 * 1_024
    /// Of a file in which the system tells something of itself.
    private static let longestFact = 16 * 1_024

    /// The board or model of the machine, empty where it does not say.
    let board: String
    let architecture: String
    let kernel: String
    let system: String
    /// The running program, and the SHA-256 of its file.
    let program: String
    let hash: String

    static func read() -> Self {
        let boards = ["/proc/device-tree/model", "/sys/class/dmi/id/product_name"]
        let (program, hash) = executable()
        return Self(
            board: boards.lazy.map(text).first { !$0.isEmpty } ?? "",
            architecture: architecture, kernel: "Linux " + text("/proc/sys/kernel/osrelease"),
            system: named("PRETTY_NAME", in: text("/etc/os-release")), program: program, hash: hash)
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "aarch64"
        #else
            "armhf"
        #endif
    }

    private static func executable() -> (String, String) {
        do throws(SystemFault) {
            let path = try Environment.executable()
            guard case .bytes(let bytes) = try File.read(path, atMost: largestProgram) else {
                return (path, "")
            }
            return (path, Digest.hex(Digest.sha256(bytes)))
        } catch {
            return ("", "")
        }
    }

    /// A small file of the system, empty where there is none.
    static func text(_ path: String) -> String {
        do throws(SystemFault) {
            guard case .bytes(let bytes) = try File.read(path, atMost: longestFact) else {
                return ""
            }
            let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
            return String(text.reversed().drop { $0.isWhitespace }.reversed())
        } catch {
            return ""
        }
    }

    /// `NAME="value"` of lines.
    private static func named(_ name: String, in lines: String) -> String {
        let line = lines.split(separator: "\n").first { $0.hasPrefix("\(name)=") } ?? ""
        return line.dropFirst(name.count + 1).filter { $0 != "\"" }
    }
}
