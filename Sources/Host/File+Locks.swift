// SPDX-License-Identifier: Apache-2.0
internal import Glibc

extension File {
    /// Whether another process has locked a part of the file: asked without locking anything, so
    /// that the other one never notices. false for what cannot be opened.
    package static func isLocked(_ path: String) -> Bool {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { return false }
        let file = Descriptor(owning: number)
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        let result = unsafe withUnsafeMutablePointer(to: &lock) { lock in
            unsafe fcntl(file.number, F_GETLK, lock)
        }
        return result == 0 && lock.l_type != Int16(F_UNLCK)
    }
}
