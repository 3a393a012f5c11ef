// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Puts a staged site in the place of what is there. The gateway's own file goes first and comes
/// last, so that at any moment there is the old site, the new one, or none that could start; what
/// fails halfway is taken back.
struct SiteSwap {
    /// The site's folder, with a slash at its end.
    let folder: String
    /// The new site's spool: what a former gateway left there goes out of the way.
    let spool: String?
    /// Files of the former site, from the folder on, and of what the new one lacks.
    let others: [String]
    /// Where what was there is kept: on its own disk each, as a rename leads to no other.
    private(set) var kept: [String] = []
    private var made: [String] = []
    private var moves: [(from: String, to: String)] = []

    /// Folders with former sites.
    static let mostKept = 99
    /// Names of what may be part of a site and is not in the new one.
    private static let usual = ["conf.d"]

    init(folder: String, spool: String? = nil, others: [String] = []) {
        (self.folder, self.spool, self.others) = (folder, spool, others)
    }

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
        let (main, spools) = (folder + staged.main, spool.map(SpoolFiles.there) ?? [])
        let number = try freeNumber
        if !old.isEmpty {
            let kept = try keep(folder, number)
            for path in old.filter({ $0 == main }) + old.filter({ $0 != main }) {
                try move(path, to: kept + path.dropFirst(folder.count))
            }
            for name in others where File.isPlain(folder + name) {
                try makeFolders(of: name, in: kept)
                try move(folder + name, to: kept + name)
            }
        }
        if let spool, !spools.isEmpty {
            let place = SpoolFiles.folder(of: spool)
            let kept = try keep(place, number)
            for path in spools { try move(path, to: kept + path.dropFirst(place.count)) }
        }
        for name in staged.entries {
            File.removeFolder(folder + name)
            try move(staged.folder + name, to: folder + name)
        }
        try File.syncDirectory(of: folder + staged.main)
    }

    /// The folder for what was in this one, with a slash at its end.
    private mutating func keep(_ folder: String, _ number: Int) throws(SystemFault) -> String {
        let path = Self.kept(in: folder, number)
        if kept.contains(path) { return path + "/" }
        try File.makeFolder(path)
        made.append(path)
        kept.append(path)
        try File.settle(path, mode: 0o750)
        return path + "/"
    }

    private mutating func makeFolders(
        of name: String, in kept: String
    ) throws(SystemFault) {
        let steps = name.split(separator: "/").dropLast()
        for count in 0..<steps.count {
            let path = kept + steps.prefix(count + 1).joined(separator: "/")
            if File.exists(path) { continue }
            try File.makeFolder(path)
            made.append(path)
            try File.settle(path, mode: 0o750)
        }
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
        for path in made.reversed() { File.removeFolder(path) }
        (moves, made, kept) = ([], [], [])
    }

    /// Under one number, the site and its spool.
    private var freeNumber: Int {
        get throws(SystemFault) {
            let folders = [folder] + (spool.map { [SpoolFiles.folder(of: $0)] } ?? [])
            for number in 1...Self.mostKept
            where !folders.contains(where: { File.exists(Self.kept(in: $0, number)) }) {
                return number
            }
            let last = Self.kept(in: folder, Self.mostKept)
            throw SystemFault(call: "mkdir", number: 17, subject: last)
        }
    }

    private static func kept(in folder: String, _ number: Int) -> String {
        "\(folder)replaced-\(number)"
    }

    /// Where a file would be kept.
    func place(of path: String) throws(SystemFault) -> String {
        let own = spool.map(SpoolFiles.folder) ?? folder
        return Self.kept(in: path.hasPrefix(folder) ? folder : own, try freeNumber)
    }
}
