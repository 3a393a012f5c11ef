// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// The demonstration on a full screen: the board, drawn as it changes, and the keys that break and
/// mend things.
struct DemoScreen {
    /// How long the agent may stand still, see `keepUp`.
    private static let thawPause = Nanoseconds.seconds(2)
    private var board = DemoBoard(DemoPlan.lines)
    private var view: BoardView
    private var thawAt = Instant.never

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
        var screen = try DemoFault.translating { () throws(SystemFault) in try FullScreen.open() }
        var events: [HubEvent] = []
        var polls = PollSet()
        polls.add(stage.signals.descriptor, .readable)
        polls.add(stage.mail.wakeUp.descriptor, .readable)
        polls.add(0, .readable)
        while true {
            try stage.wait(&polls, until: min(screen.wakeAt, thawAt))
            if try stage.isToldToStop() { return }
            if takeEvents(&stage, &events) { screen.drawSoon() }
            guard let typed = try read(&screen, polls[2] != []) else { return }
            for key in typed {
                guard try obey(key, &stage, &screen) else { return }
            }
            if Clock.now() >= thawAt { thaw(stage) }
            if screen.isDrawingDue { draw(on: &screen) }
        }
    }

    private static var now: Int64 { Clock.wall().milliseconds }

    /// Whether there is something new to show.
    private mutating func takeEvents(_ stage: inout DemoStage, _ events: inout [HubEvent]) -> Bool {
        var isNews = false
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
            isNews = true
        }
        return isNews
    }

    private func read(
        _ screen: inout FullScreen, _ isReadable: Bool
    ) throws(DemoFault) -> [Key]? {
        do throws(SystemFault) {
            return try screen.typed(isReadable)
        } catch {
            throw .system(error)
        }
    }

    /// False when that was the end.
    private mutating func obey(
        _ key: Key, _ stage: inout DemoStage, _ screen: inout FullScreen
    ) throws(DemoFault) -> Bool {
        screen.drawSoon()
        let size = screen.size
        switch key {
        case .interrupt, .letter("q"), .letter("Q"): return false
        case .suspend: try suspend(&screen)
        case .redraw: screen.forget()
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
        case .tab, .backTab: break
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

    private func suspend(_ screen: inout FullScreen) throws(DemoFault) {
        do throws(SystemFault) {
            try screen.suspend()
        } catch {
            throw .system(error)
        }
    }

    private mutating func draw(on screen: inout FullScreen) {
        screen.measure()
        view.scroll(0, board, screen.size)
        let clock = LocalTime(Clock.wall()).text
        screen.draw(view.picture(board, screen.size, at: Self.now, clock: clock))
    }
}
