// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// One owner for a serial port: two programs that poll the same line take each other's answers.
package enum PortLock {
    /// Locks an open port until it is closed (flock(2), and TIOCEXCL for programs that open it
    /// later without asking); false if another process holds it.
    package static func take(_ descriptor: CInt) -> Bool {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
        _ = ioctl(descriptor, UInt(TIOCEXCL))
        return true
    }

    /// Gives up what `take` took: the exclusive mark outlives our descriptor while anybody else
    /// has the port open, and would then keep ourselves out.
    package static func release(_ descriptor: CInt) {
        _ = ioctl(descriptor, UInt(TIOCNXCL))
        flock(descriptor, LOCK_UN)
    }
}
