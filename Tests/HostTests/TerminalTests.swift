// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing
import Waiting

/// A terminal as a full screen needs it, on a pseudo-terminal.
@Suite(.waits(atMostMinutes: 1)) struct TerminalTests {
    private func opened(_ path: String) throws -> Descriptor {
        let number = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(number >= 0)
        return Descriptor(owning: number)
    }

    private func flags(_ number: CInt) -> [UInt32] {
        var settings = termios()
        #expect(unsafe tcgetattr(number, &settings) == 0)
        return [
            settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag,
            UInt32(settings.c_cc.5), UInt32(settings.c_cc.6),
        ]
    }

    /// As a login shell has it: lines, echo, signals.
    private func cook(_ number: CInt) {
        var settings = termios()
        #expect(unsafe tcgetattr(number, &settings) == 0)
        settings.c_iflag |= tcflag_t(ICRNL | IXON)
        settings.c_lflag |= tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        #expect(unsafe tcsetattr(number, TCSANOW, &settings) == 0)
    }

    /// Waits for bytes and takes what has come.
    private func bytes(_ number: CInt) throws -> [UInt8] {
        var polls = PollSet()
        polls.add(number, .readable)
        try polls.wait(until: Clock.now() + .seconds(20))
        var buffer = [UInt8](repeating: 0, count: 64)
        guard case .bytes(let count) = try Descriptor.read(number, into: &buffer, at: 0) else {
            return []
        }
        return Array(buffer[..<count])
    }

    @Test func `keys come at once, as they are, and afterwards all is as before`() throws {
        let terminal = try PseudoTerminal()
        let screen = try opened(terminal.path)
        cook(screen.number)
        let before = flags(screen.number)
        do {
            let mode = try RawMode.on(screen.number)
            #expect(flags(screen.number) != before)
            let keys: [UInt8] = [0x03, 0x1A, 0x13, 0x0D, 0x1B, 0x7F, 0xC3]
            #expect(try terminal.device.write(keys) == .bytes(keys.count))
            #expect(try bytes(screen.number) == keys, "no line, no signal, no flow control")
            mode.leave()
            #expect(flags(screen.number) == before)
            try mode.enter()
            #expect(flags(screen.number) != before)
        }
        #expect(flags(screen.number) == before)
    }

    @Test func `what is no terminal cannot be one`() throws {
        let pipe = try Pipe()
        #expect(Terminal.size(of: pipe.reading.number) == nil)
        #expect(throws: SystemFault(call: "tcgetattr", number: ENOTTY)) {
            _ = try RawMode.on(pipe.reading.number)
        }
    }

    @Test func `its size is told, and that it knows none`() throws {
        let terminal = try PseudoTerminal()
        let screen = try opened(terminal.path)
        #expect(Terminal.size(of: screen.number) == nil)
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        #expect(unsafe ioctl(screen.number, UInt(TIOCSWINSZ), &size) == 0)
        #expect(Terminal.size(of: screen.number) == Terminal.Size(columns: 80, rows: 24))
    }
}
