// SPDX-License-Identifier: Apache-2.0
internal import CLinux
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

    /// Whether the port's driver switches an RS-485 transceiver already.
    package static func isSwitchedByDriver(_ descriptor: CInt) -> Bool {
        clinux_is_rs485(descriptor)
    }

    /// Raises or lowers RTS; false where the port has none.
    package static func setRTS(_ descriptor: CInt, _ isUp: Bool) -> Bool {
        clinux_set_rts(descriptor, isUp) == 0
    }

    /// What of a request has left.
    package enum Transmitter: Hashable, Sendable {
        case busy
        case empty
        /// The queue is empty, and the driver does not say what the transmitter still has.
        case unknown
    }

    package static func transmitter(of descriptor: CInt) -> Transmitter {
        switch clinux_transmitter(descriptor) {
        case 0: .empty
        case 1: .busy
        default: .unknown
        }
    }

    /// Asks the driver to hand on each byte at once; false where it does not.
    package static func setLowLatency(_ descriptor: CInt) -> Bool {
        clinux_set_low_latency(descriptor) == 0
    }
}
