// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// The device profiles of several directories, each `<id>.yaml` at the top or one folder below.
/// The first directory that has a profile wins; a file is read when its profile is asked for.
package struct Catalogue {
    /// The most names looked at in one directory.
    static let entryLimit = 4_096

    private var paths: [String: String] = [:]
    private var loaded: [String: Outcome<Profile>] = [:]

    package init(directories: [String]) {
        for directory in directories {
            add(directory)
            for folder in Self.names(in: directory) where File.isDirectory("\(directory)/\(folder)")
            {
                add("\(directory)/\(folder)")
            }
        }
    }

    /// Every profile there is, sorted.
    package var ids: [String] { paths.keys.sorted() }

    /// The file of a profile, nil if there is no such profile.
    package func path(of id: String) -> String? { paths[id] }

    /// A profile and what is wrong with its file; nil if there is no such profile.
    package mutating func profile(_ id: String) -> Outcome<Profile>? {
        if let known = loaded[id] { return known }
        guard let path = paths[id] else { return nil }
        let outcome = Reader.profile(at: path)
        loaded[id] = outcome
        return outcome
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
