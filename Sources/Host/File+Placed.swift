// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Files that another program reads, perhaps as another user, perhaps right now.
extension File {
    /// Puts a new file into its place in one step: whoever looks sees nothing or all of it, and
    /// returns once the disk has it. Owner, group and rights are as another file has them.
    package static func place(
        _ bytes: [UInt8], at path: String, like model: String
    ) throws(SystemFault) {
        let draft = hidden(path, "draft")
        remove(draft)
        do throws(SystemFault) {
            try write(bytes, to: draft)
            try adopt(draft, model, mode_t(0o666))
            try sync(draft)
            try rename(draft, to: path)
        } catch {
            remove(draft)
            throw error
        }
        try syncDirectory(of: path)
    }

    /// Takes a file out of sight, so that it can be put back as it was; not where one is hidden
    /// still.
    package static func hide(_ path: String) throws(SystemFault) {
        try rename(path, to: hidden(path))
        try syncDirectory(of: path)
    }

    /// Puts back what was hidden.
    package static func unhide(_ path: String) throws(SystemFault) {
        try rename(hidden(path), to: path)
        try syncDirectory(of: path)
    }

    /// Removes what was hidden for good.
    package static func removeHidden(_ path: String) throws(SystemFault) {
        remove(hidden(path))
        try syncDirectory(of: path)
    }

    /// Makes a folder with the owner, group and rights of another.
    package static func makeFolder(
        _ path: String, like model: String
    ) throws(SystemFault) {
        try makeFolder(path)
        try adopt(path, model, mode_t(0o2777))
        try syncDirectory(of: path)
    }

    /// Who may read the folder that a file lies in may read the file.
    package static func shareAsFolder(_ path: String) throws(SystemFault) {
        var folder = stat()
        try check("stat", path) { unsafe stat(self.folder(of: path), &folder) }
        try check("chmod", path) { unsafe chmod(path, 0o600 | folder.st_mode & mode_t(0o644)) }
    }

    /// Beside it, under a name that begins with a dot: who reads the folder passes it over.
    package static func hidden(_ path: String, _ suffix: String = "kept") -> String {
        let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        return "\(path[..<start]).\(path[start...]).\(suffix)"
    }

    /// Only root can give a file away; the group must be right, as it is the one that may read.
    private static func adopt(
        _ path: String, _ model: String, _ mask: mode_t
    ) throws(SystemFault) {
        var wanted = stat()
        var own = stat()
        try check("stat", model) { unsafe stat(model, &wanted) }
        try check("stat", path) { unsafe stat(path, &own) }
        let owner = geteuid() == 0 ? wanted.st_uid : own.st_uid
        if owner != own.st_uid || wanted.st_gid != own.st_gid {
            try check("chown", path) { unsafe chown(path, owner, wanted.st_gid) }
        }
        try check("chmod", path) { unsafe chmod(path, wanted.st_mode & mask) }
    }
}
