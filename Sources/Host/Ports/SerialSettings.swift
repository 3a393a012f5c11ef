// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc

/// How an open serial port is set (termios(3)), to be changed for a moment and put back.
package struct SerialSettings: Sendable {
    private var raw = termios()

    /// As they are now; nil where this is no serial port.
    package init?(of descriptor: CInt) {
        guard unsafe tcgetattr(descriptor, &raw) == 0 else { return nil }
    }

    /// The same at another speed and in another mode; nil for a speed that no port has.
    package func at(_ speed: SerialSpeed) -> Self? {
        guard let code = Self.code(speed.baud) else { return nil }
        var other = self
        guard unsafe cfsetispeed(&other.raw, code) == 0, unsafe cfsetospeed(&other.raw, code) == 0
        else { return nil }
        other.set(tcflag_t(PARENB), speed.mode.parity != .none)
        other.set(tcflag_t(PARODD), speed.mode.parity == .odd)
        other.set(tcflag_t(CSTOPB), speed.mode.stopBits == 2)
        return other
    }

    private mutating func set(_ flag: tcflag_t, _ on: Bool) {
        raw.c_cflag = on ? raw.c_cflag | flag : raw.c_cflag & ~flag
    }

    /// In force when it returns, and what has come before is dropped; false where the port does
    /// not take them. tcsetattr(3) is content with a part of them, so the speed is looked at again.
    package func apply(to descriptor: CInt) -> Bool {
        var wanted = raw
        guard unsafe tcsetattr(descriptor, TCSANOW, &wanted) == 0 else { return false }
        tcflush(descriptor, TCIFLUSH)
        return Self(of: descriptor)?.code == code
    }

    private var code: speed_t {
        var settings = raw
        return unsafe cfgetospeed(&settings)
    }

    /// In bits a second; nil for what has no name here.
    package var baud: Int? { SerialSpeed.bauds.first { Self.code($0) == code } }

    private static func code(_ baud: Int) -> speed_t? {
        let code: CInt? =
            switch baud {
            case 300: B300
            case 600: B600
            case 1_200: B1200
            case 2_400: B2400
            case 4_800: B4800
            case 9_600: B9600
            case 19_200: B19200
            case 38_400: B38400
            case 57_600: B57600
            case 115_200: B115200
            case 230_400: B230400
            case 460_800: B460800
            case 921_600: B921600
            default: nil
            }
        return code.map { speed_t($0) }
    }
}
