// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What a serial port needs beside its speed and mode.
package enum SerialPort {
    /// One owner: two programs that poll the same line take each other's answers. Locks an open
    /// port until it is closed (flock(2), and TIOCEXCL for programs that open it later without
    /// asking); false if another process holds it.
    package static func lock(_ descriptor: CInt) -> Bool {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
        _ = ioctl(descriptor, UInt(TIOCEXCL))
        return true
    }

    /// Gives up what `lock` took: the exclusive mark outlives our descriptor while anybody else has
    /// the port open, and would then keep ourselves out.
    package static func unlock(_ descriptor: CInt) {
        _ = ioctl(descriptor, UInt(TIOCNXCL))
        flock(descriptor, LOCK_UN)
    }

    /// Makes a read without data answer "would block" (VMIN 1, termios(3)); false if this is no
    /// serial port.
    package static func waitForByte(_ descriptor: CInt) -> Bool {
        var settings = termios()
        guard unsafe tcgetattr(descriptor, &settings) == 0 else { return false }
        settings.c_cc.6 = 1  // VMIN
        settings.c_cc.5 = 0  // VTIME
        return unsafe tcsetattr(descriptor, TCSANOW, &settings) == 0
    }
}
