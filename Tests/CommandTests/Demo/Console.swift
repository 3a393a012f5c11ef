// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Testing

/// `tram` on a terminal of its own: a pseudo-terminal as a login shell has it, what it shows, and
/// the keys.
///
/// A class, because an expectation looks into nothing that cannot be copied.
final class Console {
    private let terminal: PseudoTerminal
    private let screen: Descriptor
    private var child: Child
    private(set) var glass: Glass
    /// The terminal's flags before the program started.
    private let before: [UInt32]

    /// Starts it at 80 by 24, from the calling thread, which must outlive it.
    static func start(
        _ arguments: [String], _ variables: [String: String]
    ) throws -> Console {
        let terminal = try PseudoTerminal()
        let screen = Descriptor(
            owning: unsafe open(terminal.path, O_RDWR | O_NOCTTY | O_CLOEXEC))
        var settings = termios()
        _ = unsafe tcgetattr(screen.number, &settings)
        settings.c_iflag |= tcflag_t(ICRNL | IXON)
        settings.c_oflag |= tcflag_t(OPOST | ONLCR)
        settings.c_lflag |= tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        _ = unsafe tcsetattr(screen.number, TCSANOW, &settings)
        resize(screen.number, columns: 80, rows: 24)
        var words = ["-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "LANG=C.UTF-8"]
        words += variables.map { "\($0)=\($1)" }
        let child = try Child(
            "/usr/bin/env", words + [Tram.path] + arguments, input: screen.number,
            output: screen.number, error: screen.number)
        return Console(terminal, screen, child)
    }

    private init(
        _ terminal: consuming PseudoTerminal, _ screen: consuming Descriptor,
        _ child: consuming Child
    ) {
        before = Self.flags(screen.number)
        self.terminal = terminal
        self.screen = screen
        self.child = child
        glass = Glass(columns: 80, rows: 24)
    }

    var processID: Int32 { child.processID }

    /// Whether the terminal has the flags that it had before.
    var isAsBefore: Bool { Self.flags(screen.number) == before }

    func type(_ keys: String) throws {
        #expect(try terminal.device.write(Array(keys.utf8)) == .bytes(keys.utf8.count))
    }

    /// The window gets another size; what was on it is gone.
    func resize(columns: Int, rows: Int) {
        glass = Glass(columns: columns, rows: rows)
        Self.resize(screen.number, columns: columns, rows: rows)
    }

    /// Takes what comes until the screen is as wanted; false when it was not in time.
    func shows(
        within time: Nanoseconds, _ isWanted: (Glass) -> Bool
    ) throws -> Bool {
        let deadline = Clock.now() + time
        while !isWanted(glass) {
            guard Clock.now() < deadline else { return false }
            try read(until: deadline)
        }
        return true
    }

    func shows(_ words: String, within time: Nanoseconds = .seconds(30)) throws -> Bool {
        try shows(within: time) { $0.contains(words) }
    }

    /// Takes what comes for so long; how many bytes that were.
    func watch(for time: Nanoseconds) throws -> Int {
        let before = glass.count
        let deadline = Clock.now() + time
        while Clock.now() < deadline { try read(until: deadline) }
        return glass.count - before
    }

    /// How it ended, waited for with all that it still shows; nil if it still runs.
    func ended(within time: Nanoseconds) throws -> Child.Ending? {
        let deadline = Clock.now() + time
        while Clock.now() < deadline {
            if let ending = child.poll() {
                try read(until: Clock.now())
                return ending
            }
            try read(until: min(deadline, Clock.now() + .milliseconds(50)))
        }
        return nil
    }

    private func read(until deadline: Instant) throws {
        var polls = PollSet()
        polls.add(terminal.device.number, .readable)
        try polls.wait(until: deadline)
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case .bytes(let count) = try terminal.device.read(into: &buffer, at: 0) {
            glass.feed(buffer[..<count])
        }
    }

    private static func resize(_ number: CInt, columns: Int, rows: Int) {
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = unsafe ioctl(number, UInt(TIOCSWINSZ), &size)
    }

    private static func flags(_ number: CInt) -> [UInt32] {
        var settings = termios()
        _ = unsafe tcgetattr(number, &settings)
        return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
    }
}
