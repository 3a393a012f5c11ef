// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// The device profiles of several directories, each `<id>.yaml` at the top or one folder below.
/// The first directory that has a profile wins; a file is read when its profile is asked for.
package struct Catalogue {
    /// The most names looked at in one directory.
    static let entryLimit = 4_096
    /// How many profiles may extend one another.
    static let depth = 8

    private var paths: [String: String] = [:]
    private var loaded: [String: Outcome<Profile>] = [:]
    /// Directories that are looked into only when a profile extends another.
    private var later: [String] = []
    /// Profiles that are being read, each for the one before it.
    private var open: [String] = []

    package init(directories: [String]) {
        for directory in directories { addAll(directory) }
    }

    /// For a file outside any library: what it extends lies beside it, or in a folder beside its
    /// own.
    init(beside path: String) {
        self.init(directories: [])
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
        later = [folder, folder + "/.."]
    }

    /// Every profile there is, sorted.
    package var ids: [String] { paths.keys.sorted() }

    /// The file of a profile, nil if there is no such profile.
    package func path(of id: String) -> String? { paths[id] }

    /// A profile and what is wrong with its file; nil if there is no such profile.
    package mutating func profile(_ id: String) -> Outcome<Profile>? {
        if let known = loaded[id] { return known }
        guard let path = paths[id] else { return nil }
        let outcome = read(id, at: path)
        loaded[id] = outcome
        return outcome
    }

    /// Reads a file, and the profiles that it extends.
    mutating func read(_ id: String, at path: String) -> Outcome<Profile> {
        open.append(id)
        defer { open.removeLast() }
        var findings = Findings(file: path)
        var outcome = Outcome<Profile>()
        let profile = ProfileFile.load(&findings) { base($0) }
        outcome.add(findings)
        if outcome.errors == 0 { outcome.value = profile }
        return outcome
    }

    private mutating func base(_ id: String) -> BaseProfile {
        guard !open.contains(id), open.count < Self.depth else { return .tooDeep }
        for directory in later { addAll(directory) }
        later = []
        guard let outcome = profile(id) else { return .unknown(near: nearest(id, of: paths.keys)) }
        return outcome.value.map { .found($0) } ?? .broken(paths[id] ?? id)
    }

    private mutating func addAll(_ directory: String) {
        add(directory)
        for folder in Self.names(in: directory) where File.isDirectory("\(directory)/\(folder)") {
            add("\(directory)/\(folder)")
        }
    }

    private mutating func add(_ directory: String) {
        for name in Self.names(in: directory) where name.hasSuffix(ProfileFile.suffix) {
            let id = String(name.dropLast(ProfileFile.suffix.count))
            if paths[id] == nil { paths[id] = "\(directory)/\(name)" }
        }
    }

    /// A directory that cannot be listed has no profiles; whoever names one in a file is told by
    /// the check of that file.
    private static func names(in directory: String) -> [String] {
        do throws(SystemFault) {
            return try File.names(in: directory, atMost: entryLimit)
        } catch {
            return []
        }
    }
}
