// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A terminal that a command has to itself: keys come in, pictures go out. When its owner lets go,
/// however that comes, the terminal is again the shell's.
struct FullScreen: ~Copyable {
    /// Between two pictures: five a second are enough for eyes, and what a slow console takes.
    private static let framePause = Nanoseconds.milliseconds(200)
    /// Ages grow and the window changes its size though nothing comes. The size is asked for: a
    /// signal would tell of it too, but no serial console sends one.
    private static let idlePause = Nanoseconds.milliseconds(500)
    /// What follows the ESC of a sequence comes at once.
    private static let escapePause = Nanoseconds.milliseconds(100)
    /// Of a terminal that does not know its size.
    private static let usual = Terminal.Size(columns: 80, rows: 24)

    private let mode: RawMode
    private var canvas = Canvas()
    private var keys = Keys()
    private var input = [UInt8](repeating: 0, count: 256)
    private var escapeEnds = Instant.never
    private var drawAt = Instant(nanoseconds: 0)
    private var lastDrawn = Instant(nanoseconds: 0)
    private(set) var size = FullScreen.usual

    /// Whether there is a screen and a keyboard.
    static var isPossible: Bool {
        Environment.isTerminal(0) && Environment.isTerminal(1)
            && Environment.variable("TERM") != "dumb"
    }

    static func open() throws(SystemFault) -> FullScreen {
        let mode = try RawMode.on(0)
        Environment.write(Canvas.open)
        return FullScreen(mode)
    }

    private init(_ mode: consuming RawMode) { self.mode = mode }

    deinit { Environment.write(Canvas.close) }

    /// When there is something to do though no key comes.
    var wakeAt: Instant { min(drawAt, escapeEnds) }

    var isDrawingDue: Bool { Clock.now() >= drawAt }

    /// The keys that were typed; nil when the terminal has gone. `isReadable`: something has come.
    mutating func typed(_ isReadable: Bool) throws(SystemFault) -> [Key]? {
        guard isReadable else { return rested() }
        let transfer = try Descriptor.read(0, into: &input, at: 0)
        guard case .bytes(let count) = transfer else { return transfer == .closed ? nil : [] }
        let typed = keys.take(input[..<count])
        escapeEnds = keys.isUndecided ? Clock.now() + Self.escapePause : .never
        return typed
    }

    /// An ESC that nothing followed.
    private mutating func rested() -> [Key] {
        guard Clock.now() >= escapeEnds else { return [] }
        escapeEnds = .never
        return keys.rest().map { [$0] } ?? []
    }

    /// Leaves the screen to the shell until it lets us go on.
    mutating func suspend() throws(SystemFault) {
        Environment.write(Canvas.close)
        mode.leave()
        Terminal.suspendJob()
        try mode.enter()
        Environment.write(Canvas.open)
        canvas.forget()
    }

    /// The next picture is drawn whole.
    mutating func forget() { canvas.forget() }

    mutating func drawSoon() { drawAt = min(drawAt, lastDrawn + Self.framePause) }

    /// The size that the next picture has.
    mutating func measure() { size = Terminal.size() ?? Self.usual }

    mutating func draw(_ picture: [CanvasLine]) {
        let output = canvas.draw(picture, width: size.columns)
        if !output.isEmpty { Environment.write(output) }
        lastDrawn = Clock.now()
        drawAt = lastDrawn + Self.idlePause
    }
}
