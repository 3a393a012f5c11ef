// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What must still be there after the power has gone.
extension File {
    /// Writes over the beginning of a file, creates it if need be, and returns once the disk has
    /// it. What stood behind the new end stays: no block is given back, so that a full disk has
    /// room for the next time.
    package static func overwrite(_ bytes: [UInt8], at path: String) throws(SystemFault) {
        let file = Descriptor(
            owning: try check("open", path) {
                unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
            })
        var start = 0
        while start < bytes.count {
            guard case .bytes(let count) = try file.write(bytes, from: start) else {
                throw SystemFault(call: "write", number: EIO, subject: path)
            }
            start += count
        }
        try check("fsync", path) { fsync(file.number) }
    }

    /// Returns once the disk has the names in the directory that the path lies in.
    package static func syncDirectory(of path: String) throws(SystemFault) {
        let directory = folder(of: path)
        let file = Descriptor(
            owning: try check("open", directory) {
                unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            })
        try check("fsync", directory) { fsync(file.number) }
    }

    /// Where a path lies.
    static func folder(of path: String) -> String {
        let slash = path.lastIndex(of: "/")
        return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// Returns once the disk has what has been written to a file.
    package static func sync(_ path: String) throws(SystemFault) {
        let file = Descriptor(
            owning: try check("open", path) { unsafe open(path, O_RDONLY | O_CLOEXEC) })
        try check("fsync", path) { fsync(file.number) }
    }

    /// Puts another file in this one's place, in one step.
    package static func replace(_ path: String, with other: String) throws(SystemFault) {
        try check("rename", path) { unsafe Glibc.rename(other, path) }
    }

    /// Gives a file another name, if nothing has that name yet.
    package static func rename(_ path: String, to other: String) throws(SystemFault) {
        guard !exists(other) else {
            throw SystemFault(call: "rename", number: EEXIST, subject: other)
        }
        try check("rename", path) { unsafe Glibc.rename(path, other) }
    }

    /// The file's bytes; nil if there is no such file.
    package static func size(_ path: String) -> Int64? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    /// Bytes that we may still write where the path lies; nil if the system does not say.
    package static func freeBytes(at path: String) -> Int64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }
}

extension SystemFault {
    /// Whether there is no room for it.
    package var isFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(number) }

    /// Whether the file system can only be read.
    package var isReadOnly: Bool { number == EROFS }
}
