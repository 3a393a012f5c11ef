// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Puts a staged site in the place of what is there. The gateway's own file goes first and comes
/// last, so that at any moment there is the old site, the new one, or none that could start; what
/// fails halfway is taken back.
struct SiteSwap {
    /// The site's folder, with a slash at its end.
    let folder: String
    /// Where what was there is kept; nil where nothing was.
    private(set) var kept: String?
    private var moves: [(from: String, to: String)] = []

    /// Folders with former sites.
    static let mostKept = 99
    /// Names of what may be part of a site and is not in the new one.
    private static let usual = ["conf.d"]

    init(folder: String) { self.folder = folder }

    /// What of the staged site is there already, by its path; empty folders are not in the way.
    static func inTheWay(
        of entries: [String], in folder: String
    ) throws(SystemFault) -> [String] {
        var paths: [String] = []
        for name in Set(entries + usual).sorted() {
            let path = folder + name
            if File.isDirectory(path), try File.names(in: path, atMost: 1).isEmpty { continue }
            if File.exists(path) { paths.append(path) }
        }
        return paths
    }

    mutating func run(_ staged: borrowing StagedSite) throws(SystemFault) {
        let old = try Self.inTheWay(of: staged.entries, in: folder)
        if !old.isEmpty {
            let kept = try Self.free(in: folder)
            try File.makeFolder(kept)
            try File.settle(kept, mode: 0o750)
            self.kept = kept
            let main = folder + staged.main
            for path in old.filter({ $0 == main }) + old.filter({ $0 != main }) {
                try move(path, to: kept + "/" + path.dropFirst(folder.count))
            }
        }
        for name in staged.entries {
            File.removeFolder(folder + name)
            try move(staged.folder + name, to: folder + name)
        }
        try File.syncDirectory(of: folder + staged.main)
    }

    private mutating func move(_ path: String, to other: String) throws(SystemFault) {
        try File.rename(path, to: other)
        moves.append((path, other))
    }

    /// As it was before, with the new site where it was staged; what cannot be moved back stays in
    /// the folder of what was kept.
    mutating func undo(_ staged: borrowing StagedSite) {
        for move in moves.reversed() {
            do throws(SystemFault) { try File.rename(move.to, to: move.from) } catch {}
        }
        moves = []
        if let kept { File.removeFolder(kept) }
    }

    private static func free(in folder: String) throws(SystemFault) -> String {
        for number in 1...mostKept {
            let path = "\(folder)replaced-\(number)"
            if !File.exists(path) { return path }
        }
        throw SystemFault(call: "mkdir", number: 17, subject: "\(folder)replaced-\(mostKept)")
    }
}
