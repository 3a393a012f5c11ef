// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A file of ours as it was read: its tree, and the digest that tells one version from another.
struct Document {
    /// The most bytes a file may have.
    static let byteLimit = 1_000_000

    var root: Node
    /// How many bytes it has.
    var bytes: Int
    /// SHA-256 in 64 hex digits.
    var hash: String

    /// Nil where the file's check has ended, which the findings tell. `text`: what it would hold,
    /// in place of what it does.
    static func load(
        _ findings: inout Findings, atMost limit: Int = byteLimit, _ text: [UInt8]? = nil
    ) -> Self? {
        if let text, text.count > limit {
            findings.add(.tooLarge, at: findings.whole, tooLarge(limit))
            return nil
        }
        guard let bytes = text ?? read(&findings, atMost: limit),
            let root = Tree.read(bytes, &findings)
        else { return nil }
        return Self(root: root, bytes: bytes.count, hash: Digest.hex(Digest.sha256(bytes)))
    }

    private static func read(_ findings: inout Findings, atMost limit: Int) -> [UInt8]? {
        do throws(SystemFault) {
            switch try File.read(findings.file, atMost: limit) {
            case .bytes(let bytes): return bytes
            case .tooLarge: findings.add(.tooLarge, at: findings.whole, tooLarge(limit))
            case .notAFile: findings.add(.cannotRead, at: findings.whole, .notAFile)
            }
        } catch {
            findings.add(.cannotRead, at: findings.whole, error.sentence)
        }
        return nil
    }

    /// Where the limit is less than a file's own, files before it have taken the rest.
    private static func tooLarge(_ limit: Int) -> Text {
        let most = byteLimit / 1_000_000
        return limit == byteLimit
            ? Text(
                en: "the file is larger than \(most) MB", vi: "tệp lớn hơn \(most) MB")
            : Text(
                en: "the files in this directory are larger than \(most) MB together",
                vi: "các tệp trong thư mục này cộng lại lớn hơn \(most) MB")
    }
}

extension Findings {
    /// The file that is being read, as a whole.
    var whole: Mark { Mark(line: 0, column: 0, file: number) }
}

extension Text {
    /// A directory, device or pipe stands where a file was expected.
    static let notAFile = Text(en: "this is not a plain file", vi: "đây không phải là tệp thường")
}
