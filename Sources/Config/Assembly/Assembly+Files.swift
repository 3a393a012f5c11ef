// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Assembly {
    /// The most bytes of a certificate, key or password file.
    private static let bytes = 1_000_000

    /// A path as the file means it: from the file's own directory.
    func resolve(_ path: String) -> String {
        guard path.hasPrefix("/") else { return directory + path }
        guard let rehearsal, path.hasPrefix(rehearsal.folder) else { return path }
        return directory + path.dropFirst(rehearsal.folder.count)
    }

    /// Whether it is known that a file is not there yet.
    private func isAbsent(_ path: String) -> Bool {
        guard let rehearsal else { return false }
        let isHere = path.hasPrefix(directory)
        return rehearsal.absent.contains(isHere ? String(path.dropFirst(directory.count)) : path)
    }

    mutating func checkDirectory(_ path: String, _ node: Node) {
        guard !File.isDirectory(path) else { return }
        findings.add(
            .cannotRead, at: node.mark,
            Text(
                en: "\(path.quoted): no such directory", vi: "\(path.quoted): không có thư mục này")
        )
    }

    /// The path of a file that must be there and readable, resolved.
    mutating func readable(_ entry: Marked<String>?) -> String? {
        guard let entry else { return nil }
        let path = resolve(entry.value)
        if !isAbsent(path), let why = Self.obstacle(path) {
            findings.add(
                .cannotRead, at: entry.node.mark,
                Text(en: "\(path.quoted): \(why.en)", vi: "\(path.quoted): \(why.vi)"))
        }
        return path
    }

    /// As `readable`, of a file that nobody else should be able to read.
    mutating func secret(_ entry: Marked<String>?) -> String? {
        guard let entry, let path = readable(entry) else { return nil }
        if Self.obstacle(path) == nil, File.isOpenToOthers(path) {
            findings.add(
                .openSecret, at: entry.node.mark, severity: .warning,
                Text(
                    en: "\(path.quoted): every user of this machine can read or change this "
                        + "secret; chmod o= takes that away",
                    vi: "\(path.quoted): mọi người dùng trên máy này đều đọc hoặc sửa được tệp bí "
                        + "mật này; hãy bỏ quyền bằng lệnh chmod o="))
        }
        return path
    }

    private static func obstacle(_ path: String) -> Text? {
        do throws(SystemFault) {
            switch try File.read(path, atMost: bytes) {
            case .bytes: return nil
            case .notAFile: return .notAFile
            case .tooLarge:
                return Text(
                    en: "larger than \(bytes / 1_000_000) MB",
                    vi: "lớn hơn \(bytes / 1_000_000) MB")
            }
        } catch {
            return error.sentence
        }
    }

    /// One digest over a gateway's file, its drop-ins and the profiles that it uses.
    static func hash(_ files: [String], _ profiles: [String: String]) -> String {
        let profiles = profiles.sorted { $0.key < $1.key }.map(\.value)
        let all = (files + profiles).joined(separator: "\n")
        return Digest.hex(Digest.sha256(Array(all.utf8)))
    }
}
