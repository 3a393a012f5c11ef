// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Files that cannot be used get another name: they are never deleted and never written over.
enum SetAside {
    /// Names that we make for one path; then nothing is set aside any more, and records are kept
    /// in memory.
    static let mostNames = 8

    /// Moves a database with its log; the new names.
    static func move(_ path: String) throws(SpoolFault) -> [String] {
        let number = try free(path)
        var names: [String] = []
        // The log first: a database without its log would still be read, and lack its end.
        for ending in ["-wal", "-shm", ""] where File.exists(path + ending) {
            let name = "\(path).damaged-\(number)\(ending)"
            try rename(path + ending, name)
            names.append(name)
        }
        return names
    }

    /// What was moved and is still there: databases, logs, and what stood in the epoch's place.
    static func names(_ path: String) -> [String] {
        [path, path + ".epoch.a", path + ".epoch.b"].flatMap { base in
            (1...mostNames).flatMap { number in
                ["", "-wal"].map { "\(base).damaged-\(number)\($0)" }
            }
        }.filter(File.exists)
    }

    /// Moves one file.
    static func move(file path: String) throws(SpoolFault) -> String {
        let name = "\(path).damaged-\(try free(path))"
        try rename(path, name)
        return name
    }

    private static func free(_ path: String) throws(SpoolFault) -> Int {
        for number in 1...mostNames {
            let name = "\(path).damaged-\(number)"
            if !File.exists(name), !File.exists(name + "-wal") { return number }
        }
        throw .full
    }

    private static func rename(_ path: String, _ name: String) throws(SpoolFault) {
        do throws(SystemFault) {
            try File.rename(path, to: name)
            try File.syncDirectory(of: path)
        } catch {
            throw SpoolFault(error)
        }
    }
}
