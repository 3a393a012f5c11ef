// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A file of ours as it was read: its tree, and the digest that tells one version from another.
struct Document {
    /// The most bytes a file may have.
    static let bytes = 1_000_000

    var root: Node
    /// SHA-256 in 64 hex digits.
    var hash: String

    /// Nil where the file's check has ended, which the findings tell.
    static func load(_ findings: inout Findings) -> Self? {
        guard let bytes = read(&findings), let root = Tree.read(bytes, &findings) else {
            return nil
        }
        return Self(root: root, hash: Digest.hex(Digest.sha256(bytes)))
    }

    private static func read(_ findings: inout Findings) -> [UInt8]? {
        let whole = Mark(line: 0, column: 0)
        do throws(SystemFault) {
            switch try File.read(findings.file, atMost: bytes) {
            case .bytes(let bytes): return bytes
            case .tooLarge:
                findings.add(
                    .tooLarge, at: whole,
                    Text(
                        en: "the file is larger than \(bytes / 1_000_000) MB",
                        vi: "tệp lớn hơn \(bytes / 1_000_000) MB"))
            case .notAFile: findings.add(.cannotRead, at: whole, .notAFile)
            }
        } catch {
            findings.add(.cannotRead, at: whole, error.sentence)
        }
        return nil
    }
}

extension Text {
    /// A directory, device or pipe stands where a file was expected.
    static let notAFile = Text(en: "this is not a plain file", vi: "đây không phải là tệp thường")
}
