// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Finds a gateway's secrets: in the files that its configuration names, else in what systemd hands
/// to the service (`LoadCredential=hub.password:…`), under $CREDENTIALS_DIRECTORY.
package struct Credentials: Sendable {
    /// A password is one line.
    package static let longestFile = 4_096
    package static let passwordName = "hub.password"
    package static let keyName = "hub.key"

    /// systemd's folder for this service, nil if there is none.
    private let directory: String?

    package init(directory: String?) { self.directory = directory }

    /// Those of this process.
    package static var ofProcess: Self {
        Self(directory: Environment.variable("CREDENTIALS_DIRECTORY"))
    }

    /// The first line of the file, or of systemd's; nil if there is neither. A fault names the file
    /// and nothing of what is in it.
    package func password(file: String?) throws(HubFault) -> String? {
        guard let path = file ?? handedOver(Self.passwordName) else { return nil }
        guard let bytes = contents(path) else { throw .credentials(path) }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let word = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        // The library takes a C string: what follows a NUL would be lost.
        guard !word.isEmpty, !word.contains(0), let text = String(validating: word, as: UTF8.self)
        else { throw .credentials(path) }
        return text
    }

    /// The path of the key that belongs to a certificate of ours; nil if we have none.
    package func key(file: String?, certificate: String?) throws(HubFault) -> String? {
        guard certificate != nil else { return nil }
        guard let path = file ?? handedOver(Self.keyName) else { throw .credentials(Self.keyName) }
        return path
    }

    private func handedOver(_ name: String) -> String? {
        guard let directory, !directory.isEmpty else { return nil }
        let path = "\(directory)/\(name)"
        return File.exists(path) ? path : nil
    }

    private func contents(_ path: String) -> [UInt8]? {
        do throws(SystemFault) {
            guard case .bytes(let bytes) = try File.read(path, atMost: Self.longestFile) else {
                return nil
            }
            return bytes
        } catch {
            return nil
        }
    }
}
