// SPDX-License-Identifier: Apache-2.0

/// The architecture's table of imports. A new target has its row here first.
enum ImportRules {
    static let allowed: [String: Set<String>] = [
        // Glibc for sines and logarithms, in means of angles and levels.
        "Field": ["Glibc"],
        "Ring": ["Synchronization"],
        "Host": ["CLinux", "CSSL", "CZlib", "Glibc", "Synchronization", "Field"],
        "Config": ["CYAML", "Host", "Field"],
        // Glibc for errno, which libmodbus answers with.
        "Bus": ["CModbus", "Ring", "Host", "Field", "Glibc", "Synchronization"],
        // Glibc for errno, which libmosquitto answers with, and for numeric addresses.
        "Hub": ["CMosquitto", "Host", "Field", "Glibc", "Synchronization"],
        "Spool": ["CSQLite", "Host", "Field"],
        "Agent": [
            "Bus", "Hub", "Spool", "Host", "Ring", "Field", "Logging", "Synchronization",
        ],
        // Its codec is its own: never Bus, never libmodbus. Glibc for sines and exponentials.
        "Simulator": ["Host", "Field", "Glibc", "Synchronization"],
        "tram": [
            "ArgumentParser", "Agent", "Config", "Simulator", "Bus", "Hub", "Spool", "Host",
            "Field", "Logging",
        ],
    ]

    /// The system's libraries in C: one target of Sources each, and never in a signature.
    static let libraries: Set = [
        "CLinux", "CModbus", "CMosquitto", "CSQLite", "CSSL", "CYAML", "CZlib",
    ]

    /// Not even in tests: 44 MB, and threads of their own.
    static let banned: Set = ["Foundation", "FoundationEssentials", "Dispatch"]

    static func table(_ file: SourceFile) -> [Finding] {
        guard file.isSource else { return [] }
        guard let allowed = allowed[file.target] else {
            return [Finding(file, 1, "the target \(file.target) is not in the table of imports")]
        }
        return file.imports.filter { !allowed.contains($0.module) }.map {
            Finding(file, $0.line, "\(file.target) may not import \($0.module)")
        }
    }

    private static func isC(_ module: String) -> Bool {
        libraries.contains(module) || module == "Glibc"
    }

    static func access(_ file: SourceFile) -> [Finding] {
        guard file.isSource else { return [] }
        return file.imports.filter { isC($0.module) && $0.access != "internal" }.map {
            Finding(file, $0.line, "\($0.module) is imported other than `internal`")
        }
    }

    static func foundation(_ file: SourceFile) -> [Finding] {
        guard file.isSwift else { return [] }
        return file.imports.filter { banned.contains($0.module) }.map {
            Finding(file, $0.line, "\($0.module) is imported")
        }
    }

    /// Over all files: a C library that two targets of Sources import.
    static func owners(_ files: [SourceFile]) -> [Finding] {
        var owner: [String: String] = [:]
        return files.filter(\.isSource).flatMap { file in
            file.imports.filter { libraries.contains($0.module) }.compactMap { found in
                let first = owner[found.module] ?? file.target
                owner[found.module] = first
                guard first != file.target else { return nil }
                return Finding(file, found.line, "\(found.module) is imported by \(first) already")
            }
        }
    }
}
