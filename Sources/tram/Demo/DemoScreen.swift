// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// The demonstration on a full screen: the board, drawn as it changes, and the keys that break and
/// mend things.
struct DemoScreen {
    /// Between two pictures: five a second are enough for eyes, and what a slow console takes.
    private static let framePause = Nanoseconds.milliseconds(200)
    /// Ages grow and the window changes its size though nothing comes. The size is asked for: a
    /// signal would tell of it too, but no serial console sends one.
    private static let idlePause = Nanoseconds.milliseconds(500)
    /// What follows the ESC of a sequence comes at once.
    private static let escapePause = Nanoseconds.milliseconds(100)
    /// How long the agent may stand still, see `keepUp`.
    private static let thawPause = Nanoseconds.seconds(2)
    /// Of a terminal that does not know its size.
    private static let usual = Terminal.Size(columns: 80, rows: 24)

    private var canvas = Canvas()
    private var keys = Keys()
    private var board = DemoBoard(DemoPlan.lines)
    private var view: BoardView
    private var input = [UInt8](repeating: 0, count: 256)
    private var escapeEnds = Instant.never
    private var thawAt = Instant.never
    private var drawAt = Instant(nanoseconds: 0)
    private var lastDrawn = Instant(nanoseconds: 0)
    private var size = DemoScreen.usual

    /// Whether there is a screen and a keyboard.
    static var isPossible: Bool {
        Environment.isTerminal(0) && Environment.isTerminal(1)
            && Environment.variable("TERM") != "dumb"
    }

    /// Until `q`, Ctrl-C or SIGTERM; whether the hub received what it should.
    static func run(_ screen: Screen) throws(DemoFault) -> Bool {
        var stage = try DemoStage.start(screen)
        var display = DemoScreen(screen, stage.onlooker)
        try display.show(&stage)
        return stage.conclude(display.board.audit)
    }

    private init(_ screen: Screen, _ onlooker: String) {
        view = BoardView(screen: screen, onlooker: onlooker)
    }

    private mutating func show(_ stage: inout DemoStage) throws(DemoFault) {
        let mode = try DemoFault.translating { () throws(SystemFault) in try RawMode.on(0) }
        Environment.write(Canvas.open)
        // However this ends, the terminal is again the shell's.
        defer {
            Environment.write(Canvas.close)
            mode.leave()
        }
        var events: [HubEvent] = []
        var polls = PollSet()
        polls.add(stage.signals.descriptor, .readable)
        polls.add(stage.mail.wakeUp.descriptor, .readable)
        polls.add(0, .readable)
        while true {
            try stage.wait(&polls, until: min(drawAt, escapeEnds, thawAt))
            if try stage.isToldToStop() { return }
            takeEvents(&stage, &events)
            let typed = try polls[2] == [] ? rested() : read()
            guard let typed else { return }
            for key in typed {
                guard try obey(key, &stage, mode) else { return }
            }
            if Clock.now() >= thawAt { thaw(stage) }
            if Clock.now() >= drawAt { draw() }
        }
    }

    private static var now: Int64 { Clock.wall().milliseconds }

    private mutating func takeEvents(_ stage: inout DemoStage, _ events: inout [HubEvent]) {
        stage.mail.wakeUp.clear()
        stage.mail.take(into: &events)
        for event in events {
            switch event {
            case .received(let message): board.take(message, at: Self.now)
            case .subscribed:
                thaw(stage)
                board.hub(isUp: true, at: Self.now)
            case .down: board.hub(isUp: false, at: Self.now)
            case .up, .attemptFailed, .acknowledged, .rejected: continue
            }
            drawSoon()
        }
    }

    /// The keys that were typed; nil when the terminal has gone.
    private mutating func read() throws(DemoFault) -> [Key]? {
        let transfer: Descriptor.Transfer
        do throws(SystemFault) {
            transfer = try Descriptor.read(0, into: &input, at: 0)
        } catch {
            throw .system(error)
        }
        guard case .bytes(let count) = transfer else { return transfer == .closed ? nil : [] }
        let typed = keys.take(input[..<count])
        escapeEnds = keys.isUndecided ? Clock.now() + Self.escapePause : .never
        return typed
    }

    /// An ESC that nothing followed.
    private mutating func rested() -> [Key]? {
        guard Clock.now() >= escapeEnds else { return [] }
        escapeEnds = .never
        return keys.rest().map { [$0] } ?? []
    }

    /// False when that was the end.
    private mutating func obey(
        _ key: Key, _ stage: inout DemoStage, _ mode: borrowing RawMode
    ) throws(DemoFault) -> Bool {
        drawSoon()
        switch key {
        case .interrupt, .letter("q"), .letter("Q"): return false
        case .suspend: try suspend(mode)
        case .redraw: canvas.forget()
        case .escape: view.menu = .faults
        case .up: view.scroll(-1, board, size)
        case .down: view.scroll(1, board, size)
        case .pageUp: view.scroll(-BoardView.rows(size), board, size)
        case .pageDown: view.scroll(BoardView.rows(size), board, size)
        case .home: view.scroll(-view.top, board, size)
        case .end: view.scroll(1_000, board, size)
        case .letter("l"), .letter("L"): view.menu = view.menu == .lines ? .faults : .lines
        case .letter("b"), .letter("B"): try turn(.broker, &stage)
        case .letter(let letter):
            guard let number = BoardView.keys.firstIndex(of: letter) else { break }
            if let target = target(number) { try turn(target, &stage) }
            view.menu = .faults
        }
        return true
    }

    private func target(_ number: Int) -> Trouble.Target? {
        switch view.menu {
        case .faults:
            board.devices.indices.contains(number) ? .device(board.devices[number].id) : nil
        case .lines:
            board.lines.indices.contains(number) ? .line(board.lines[number]) : nil
        }
    }

    /// Makes a fault, or takes its cause away.
    private mutating func turn(
        _ target: Trouble.Target, _ stage: inout DemoStage
    ) throws(DemoFault) {
        let isOpen = board.troubles.isOpen(target)
        switch target {
        case .device(let id): try stage.site.order("\(isOpen ? "plug" : "unplug") \(id)")
        case .line(let id): try stage.site.order("\(isOpen ? "mend" : "break") \(id)")
        case .broker where isOpen: try startBroker(&stage)
        case .broker: stage.site.stopBroker()
        }
        if isOpen {
            board.mend(target, at: Self.now)
        } else {
            board.make(target, at: Self.now)
        }
    }

    /// A city's archive has a session that the broker keeps; ours begins anew, and what came before
    /// it has subscribed would be lost to it though the agent did all. So the agent stands still
    /// until then, a tenth of a second.
    private mutating func startBroker(_ stage: inout DemoStage) throws(DemoFault) {
        stage.site.freezeAgent(true)
        thawAt = Clock.now() + Self.thawPause
        try stage.site.startBroker()
    }

    private mutating func thaw(_ stage: borrowing DemoStage) {
        guard thawAt != .never else { return }
        thawAt = .never
        stage.site.freezeAgent(false)
    }

    /// Leaves the screen to the shell until it lets us go on.
    private mutating func suspend(_ mode: borrowing RawMode) throws(DemoFault) {
        Environment.write(Canvas.close)
        mode.leave()
        Terminal.suspendJob()
        do throws(SystemFault) {
            try mode.enter()
        } catch {
            throw .system(error)
        }
        Environment.write(Canvas.open)
        canvas.forget()
    }

    private mutating func drawSoon() {
        drawAt = min(drawAt, lastDrawn + Self.framePause)
    }

    private mutating func draw() {
        let now = Clock.now()
        size = Terminal.size() ?? Self.usual
        view.scroll(0, board, size)
        let clock = LocalTime(Clock.wall()).text
        let picture = view.picture(board, size, at: Self.now, clock: clock)
        let output = canvas.draw(picture, width: size.columns)
        if !output.isEmpty { Environment.write(output) }
        lastDrawn = now
        drawAt = now + Self.idlePause
    }
}
