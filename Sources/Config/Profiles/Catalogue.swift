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
    /// Files that are never read, each with the one that has its name.
    package private(set) var twins: [(path: String, first: String)] = []
    var loaded: [String: LoadedProfile] = [:]
    /// What each file that was opened says under `extends`; an empty text where it says nothing.
    var links: [String: String] = [:]
    /// Directories that are looked into only when a profile extends another.
    private var later: [String] = []

    package init(directories: [String]) {
        for directory in directories { addAll(directory) }
    }

    /// For a file outside any library: what it extends lies beside it, in a folder beside its own,
    /// or in `library`.
    init(beside path: String, library: [String] = []) {
        self.init(directories: [])
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
        later = [folder, folder + "/.."] + library
    }

    /// Every profile there is, sorted.
    package var ids: [String] { paths.keys.sorted() }

    /// The file of a profile, nil if there is no such profile.
    package func path(of id: String) -> String? { paths[id] }

    /// A profile and what is wrong with its file, or with one that it extends; nil if there is no
    /// such profile.
    package mutating func profile(_ id: String) -> Outcome<Profile>? {
        paths[id] == nil ? nil : outcome(of: id)
    }

    /// A profile outside any library.
    mutating func profile(_ id: String, at path: String) -> Outcome<Profile> {
        paths[id] = path
        return outcome(of: id)
    }

    private mutating func outcome(of id: String) -> Outcome<Profile> {
        let files = files(of: id)
        var outcome = Outcome<Profile>()
        outcome.value = files.first?.outcome.value
        for file in files { outcome.add(file.outcome) }
        return outcome
    }

    /// What came of a profile's own file, then of those whose errors keep it from being read.
    mutating func files(of id: String) -> [(id: String, outcome: Outcome<Profile>)] {
        if loaded[id] == nil, paths[id] != nil { load(id) }
        var files: [(id: String, outcome: Outcome<Profile>)] = []
        var next: String? = id
        while let id = next, let file = loaded[id] {
            files.append((id, file.outcome))
            next = file.blamed
        }
        return files
    }

    /// The file of a profile that another extends.
    mutating func extendedPath(of id: String) -> String? {
        for directory in later { addAll(directory) }
        later = []
        return paths[id]
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
            let path = "\(directory)/\(name)"
            if let first = paths[id] {
                twins.append((path, first))
            } else {
                paths[id] = path
            }
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
