// SPDX-License-Identifier: Apache-2.0
import Host

/// The repository that this test was built from.
enum Tree {
    static let root = String(
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/"))

    /// Every file of ours in Swift and C, by path; read once for all rules.
    static func files() throws -> [SourceFile] { try all.get() }

    private static let all = Result { try load() }

    private static func load() throws -> [SourceFile] {
        var paths = ["Package.swift"]
        for folder in ["Sources", "Tests"] { try walk(folder, &paths) }
        return try paths.sorted().compactMap(file)
    }

    private static func walk(_ folder: String, _ paths: inout [String]) throws {
        for name in try File.names(in: "\(root)/\(folder)", atMost: 10_000) {
            let path = "\(folder)/\(name)"
            if File.isDirectory("\(root)/\(path)") {
                try walk(path, &paths)
            } else if [".swift", ".c", ".h"].contains(where: name.hasSuffix) {
                paths.append(path)
            }
        }
    }

    private static func file(_ path: String) throws -> SourceFile? {
        guard case .bytes(let bytes) = try File.read("\(root)/\(path)", atMost: 1 << 20) else {
            return nil
        }
        return SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    }
}
