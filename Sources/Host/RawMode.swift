// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A terminal that hands on each key at once, unshown, Ctrl-C and Ctrl-Z as bytes like any other.
/// When its owner lets go, the terminal is again as it was.
package struct RawMode: ~Copyable {
    private let descriptor: CInt
    private let before: termios

    /// Begins it on a terminal. (An initialiser that throws makes Swift 6.2.3 crash here.)
    package static func on(_ descriptor: CInt) throws(SystemFault) -> RawMode {
        var settings = termios()
        try check("tcgetattr") { unsafe tcgetattr(descriptor, &settings) }
        let mode = RawMode(descriptor, settings)
        try mode.enter()
        return mode
    }

    private init(_ descriptor: CInt, _ before: termios) {
        self.descriptor = descriptor
        self.before = before
    }

    deinit { leave() }

    /// Begins it again, after `leave`.
    package borrowing func enter() throws(SystemFault) {
        var raw = before
        raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON)
        raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        raw.c_cc.6 = 1  // VMIN
        raw.c_cc.5 = 0  // VTIME
        let number = descriptor
        try check("tcsetattr") { unsafe tcsetattr(number, TCSANOW, &raw) }
    }

    /// As it was before. What was typed and not read is forgotten: it was not meant for the shell.
    /// Never waits for output to leave, which a terminal that is held (Ctrl-S) would not do.
    package borrowing func leave() {
        var settings = before
        tcflush(descriptor, TCIFLUSH)
        _ = unsafe tcsetattr(descriptor, TCSANOW, &settings)
    }
}
