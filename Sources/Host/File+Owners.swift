// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Whose files are.
extension File {
    /// Gives a file to whom the folder belongs that it lies in, and says what its group and all
    /// others may do: root makes files for a service that is not root.
    package static func settle(_ path: String, mode: UInt32) throws(SystemFault) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var status = stat()
        try check("stat", folder) { unsafe stat(folder, &status) }
        if geteuid() == 0 {
            try check("chown", path) { unsafe lchown(path, status.st_uid, status.st_gid) }
        }
        try check("chmod", path) { unsafe chmod(path, mode_t(mode)) }
    }

    /// Removes a folder if it is there and empty.
    package static func removeFolder(_ path: String) { _ = unsafe rmdir(path) }
}
