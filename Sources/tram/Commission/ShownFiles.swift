// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The files that say what a gateway is, as the record and the bundle show them.
enum ShownFiles {
    /// Drop-ins that are looked at.
    static let mostFiles = 256
    /// A file that is larger is none of a site's.
    static let largestFile = 1_000_000

    /// A gateway's own file, then its drop-ins by name.
    static func paths(beside path: String) -> [String] {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let directory = folder + "conf.d"
        do throws(SystemFault) {
            let names = try File.names(in: directory, atMost: 4_096)
                .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            return [path] + names.prefix(mostFiles).map { "\(directory)/\($0)" }
        } catch {
            return [path]
        }
    }

    /// nil for what cannot be read.
    static func bytes(_ path: String) -> [UInt8]? {
        do throws(SystemFault) {
            guard case .bytes(let bytes) = try File.read(path, atMost: largestFile) else {
                return nil
            }
            return bytes
        } catch {
            return nil
        }
    }

    /// SHA-256 in hex digits, empty for what cannot be read.
    static func hash(_ path: String) -> String {
        bytes(path).map { Digest.hex(Digest.sha256($0)) } ?? ""
    }
}
