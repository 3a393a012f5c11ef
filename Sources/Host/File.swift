// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc

/// Whole files, bounded: what somebody else wrote is never read without a limit.
package enum File {
    /// What came of reading one.
    package enum Contents: Hashable, Sendable {
        case bytes([UInt8])
        /// It is larger than the limit.
        case tooLarge
        /// It is a directory, device, pipe or socket.
        case notAFile
    }

    /// The file's bytes, at most `limit`. Does not wait on a pipe and does not follow what is not
    /// a plain file.
    package static func read(_ path: String, atMost limit: Int) throws(SystemFault) -> Contents {
        let file = Descriptor(
            owning: try check("open", path) {
                unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            })
        var status = stat()
        try check("fstat", path) { unsafe fstat(file.number, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
        // One byte more than allowed, to see that there is one.
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), limit) + 1)
        var count = 0
        while true {
            switch try file.read(into: &bytes, at: count) {
            case .bytes(let more): count += more
            case .wouldBlock, .closed:
                bytes.removeLast(bytes.count - count)
                return .bytes(bytes)
            }
            if count > limit { return .tooLarge }
            if count == bytes.count { bytes.append(0) }
        }
    }

    /// The file's first bytes, at most `limit`.
    package static func beginning(
        _ path: String, atMost limit: Int
    ) throws(SystemFault) -> [UInt8] {
        let file = Descriptor(
            owning: try check("open", path) {
                unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            })
        var bytes = [UInt8](repeating: 0, count: limit)
        guard case .bytes(let count) = try file.read(into: &bytes, at: 0) else { return [] }
        return Array(bytes.prefix(count))
    }

    /// The file's last bytes, at most `limit`, as many as it has at first.
    package static func end(_ path: String, atMost limit: Int) throws(SystemFault) -> Contents {
        let file = Descriptor(
            owning: try check("open", path) {
                unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            })
        var status = stat()
        try check("fstat", path) { unsafe fstat(file.number, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
        let start = max(0, Int(status.st_size) - limit)
        try check("lseek", path) { CInt(lseek(file.number, off_t(start), SEEK_SET) < 0 ? -1 : 0) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit, case .bytes(let more) = try file.read(into: &bytes, at: count) {
            count += more
        }
        return .bytes(Array(bytes.prefix(count)))
    }

    /// Writes a new file that only this user may read; one that is there is replaced.
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemFault) {
        let file = try create(path)
        var start = 0
        while start < bytes.count {
            guard case .bytes(let count) = try file.write(bytes, from: start) else {
                throw SystemFault(call: "write", number: EIO, subject: path)
            }
            start += count
        }
    }

    /// Creates an empty file that only this user may read, open for writing.
    package static func create(_ path: String) throws(SystemFault) -> Descriptor {
        Descriptor(
            owning: try check("open", path) {
                unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(0o600))
            })
    }

    /// Names in a directory, sorted, without `.` and `..`, at most `limit`.
    package static func names(in directory: String, atMost limit: Int) throws(SystemFault)
        -> [String]
    {
        guard let stream = unsafe opendir(directory) else { throw .now("opendir", directory) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while names.count < limit, let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a symbolic link; a link that is there is replaced.
    package static func link(_ path: String, to target: String) throws(SystemFault) {
        remove(path)
        try check("symlink", path) { unsafe symlink(target, path) }
    }

    /// Makes a folder that everybody may look into, in one that is there.
    package static func makeFolder(_ path: String) throws(SystemFault) {
        try check("mkdir", path) { unsafe mkdir(path, 0o755) }
    }

    /// Removes a file or a link, if it is there.
    package static func remove(_ path: String) { _ = unsafe unlink(path) }

    /// The whole path of what is there, without links and without `..`.
    package static func absolute(_ path: String) throws(SystemFault) -> String {
        guard let found = unsafe realpath(path, nil) else { throw .now("realpath", path) }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    /// Whether there is something under the path.
    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Whether users other than the file's owner and group may read or change it.
    package static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & (S_IROTH | S_IWOTH) != 0
    }

    /// When its contents last changed, nil if there is nothing.
    package static func changed(_ path: String) -> WallTime? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return WallTime(
            nanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000
                + Int64(status.st_mtim.tv_nsec))
    }

    /// Whether the path is a file, and no directory, device, pipe or socket.
    package static func isPlain(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether the path is a directory.
    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
