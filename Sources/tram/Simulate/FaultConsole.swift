// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Simulator

/// Reads the fault menu's commands from standard input, line by line: on a terminal with the list
/// of devices around them, in a pipe with one line of answer each.
struct FaultConsole {
    /// The longest file of commands.
    static let longestFile = 1 << 20

    private let menu: FaultMenu
    private let screen: Screen
    private let isInteractive: Bool
    private var input = CommandLines()
    /// Whether the cursor stands behind the prompt.
    private var isPrompting = false

    init(
        _ menu: FaultMenu, _ screen: Screen, isInteractive: Bool = Environment.isTerminal(0)
    ) {
        (self.menu, self.screen, self.isInteractive) = (menu, screen, isInteractive)
    }

    /// Until somebody quits or a signal says so. The end of a pipe ends nothing: a site that was
    /// started in the background goes on.
    mutating func run(_ signals: borrowing Signals) throws(SystemFault) {
        // The shell's prompt has a line of its own again.
        defer { if isInteractive, isPrompting { Environment.write("\n") } }
        if isInteractive { show() }
        var isOpen = true
        while true {
            var polls = PollSet()
            polls.add(signals.descriptor, .readable)
            if isOpen { polls.add(0, .readable) }
            try polls.wait(until: .never)
            while let signal = try signals.next() {
                if signal == .stop { return }
            }
            guard isOpen, polls[1] != [] else { continue }
            isOpen = try input.read(0)
            while let line = input.next() {
                isPrompting = false
                if answer(menu.obey(line)) { return }
            }
            if !isOpen, isInteractive { return }
        }
    }

    /// Whether that was the last one.
    private mutating func answer(_ answer: FaultMenu.Answer) -> Bool {
        if isInteractive {
            switch answer {
            case .done(let text):
                screen.say(text)
                prompt()
            case .refused(let text):
                screen.line(
                    Text(en: "error: ", vi: "lỗi: ")(screen.language) + text(screen.language))
                prompt()
            case .list, .nothing: show()
            case .help:
                for line in FaultTable.help(screen.language) { screen.line(line) }
                prompt()
            case .quit: break
            }
        } else if let line = menu.line(answer, screen.language) {
            screen.line(line)
        }
        return answer == .quit
    }

    private mutating func show() {
        for line in FaultTable(menu.control).lines(screen.language) { screen.line(line) }
        prompt()
    }

    private mutating func prompt() {
        Environment.write("> ")
        isPrompting = true
    }
}

/// Lines out of what comes in pieces.
struct CommandLines {
    private var bytes: [UInt8] = []
    /// The line that comes is longer than any command.
    private var isOverlong = false

    /// Reads what there is; false at the end of the input.
    mutating func read(_ descriptor: CInt) throws(SystemFault) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        switch try Descriptor.read(descriptor, into: &buffer, at: 0) {
        case .bytes(let count): take(buffer.prefix(count))
        case .wouldBlock: break
        case .closed:
            if !bytes.isEmpty { take([UInt8(ascii: "\n")]) }
            return false
        }
        return true
    }

    mutating func take(_ more: some Sequence<UInt8>) { bytes += more }

    /// The next whole line; the beginning of one that is too long, which is no command.
    mutating func next() -> String? {
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: bytes[..<end], as: UTF8.self)
            bytes.removeSubrange(...end)
            if isOverlong {
                isOverlong = false
                continue
            }
            return line
        }
        guard bytes.count > FaultMenu.longestLine else { return nil }
        let line = isOverlong ? nil : String(decoding: bytes, as: UTF8.self)
        bytes.removeAll()
        isOverlong = true
        return line
    }
}
