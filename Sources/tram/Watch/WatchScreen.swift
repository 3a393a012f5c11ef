// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Points on a full screen, drawn as they change, and the keys that move in it.
struct WatchScreen {
    private var board = WatchBoard()
    private var view: WatchView

    init(_ screen: Screen) { view = WatchView(screen: screen) }

    /// Until `q`, Ctrl-C, SIGTERM or SIGHUP, the terminal's end, or the time.
    mutating func run(
        _ feed: inout WatchFeed, _ first: WatchAnswer, until end: Instant
    ) throws(WatchFault) {
        do throws(SystemFault) {
            let signals = try Signals()
            var screen = try FullScreen.open()
            _ = board.take(first, at: Self.now)
            while Clock.now() < end {
                guard try wait(signals, feed, &screen, until: end) else { return }
                if ask(&feed) { screen.drawSoon() }
                if screen.isDrawingDue { draw(on: &screen) }
            }
        } catch {
            throw .system(error)
        }
    }

    private static var now: Int64 { Clock.wall().milliseconds }

    /// False when that was the end.
    private mutating func wait(
        _ signals: borrowing Signals, _ feed: borrowing WatchFeed, _ screen: inout FullScreen,
        until end: Instant
    ) throws(SystemFault) -> Bool {
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        polls.add(feed.descriptor, .readable)
        polls.add(0, .readable)
        try polls.wait(until: min(end, feed.wakeAt, screen.wakeAt))
        while let signal = try signals.next() {
            if signal != .child { return false }
        }
        guard let typed = try screen.typed(polls[2] != []) else { return false }
        for key in typed {
            guard try obey(key, &screen) else { return false }
        }
        return true
    }

    /// Whether there is something new to show.
    private mutating func ask(_ feed: inout WatchFeed) -> Bool {
        do throws(ServiceFault) {
            guard let answer = try feed.advance(at: Clock.now()) else { return false }
            _ = board.take(answer, at: Self.now)
            view.fault = nil
        } catch {
            view.fault = error
        }
        return true
    }

    /// False when that was the end.
    private mutating func obey(
        _ key: Key, _ screen: inout FullScreen
    ) throws(SystemFault) -> Bool {
        screen.drawSoon()
        let page = WatchView.rows(screen.size)
        switch key {
        case .interrupt, .letter("q"), .letter("Q"): return false
        case .suspend: try screen.suspend()
        case .redraw: screen.forget()
        case .letter("?"): view.isHelping.toggle()
        case .escape: view.isHelping = false
        case .letter("n"), .letter("N"): view.hasNames.toggle()
        case .up: view.scroll(-1, board, screen.size)
        case .down: view.scroll(1, board, screen.size)
        case .pageUp: view.scroll(-page, board, screen.size)
        case .pageDown: view.scroll(page, board, screen.size)
        case .home: view.scroll(-board.rows, board, screen.size)
        case .end: view.scroll(board.rows, board, screen.size)
        case .tab: view.next(board, screen.size)
        case .backTab: view.previous(board, screen.size)
        case .letter: break
        }
        return true
    }

    private mutating func draw(on screen: inout FullScreen) {
        screen.measure()
        view.scroll(0, board, screen.size)
        let clock = LocalTime(Clock.wall()).text
        screen.draw(view.picture(board, screen.size, at: Self.now, clock: clock))
    }
}
