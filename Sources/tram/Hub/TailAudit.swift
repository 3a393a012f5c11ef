// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// `tram hub tail --audit`: counts what comes, shows the state of it on a terminal, and the result
/// at the end.
struct TailAudit {
    /// Between two pictures on a terminal.
    private static let pause = Nanoseconds.seconds(2)
    /// Of a terminal that does not know its size.
    private static let usual = Terminal.Size(columns: 80, rows: 24)

    private var auditor: Auditor
    private let screen: Screen
    private let output: OutputForm
    private let isLive: Bool
    private var canvas = Canvas()
    private(set) var drawAt: Instant

    init(_ screen: Screen, _ output: OutputForm, isPartial: Bool) {
        auditor = Auditor(isPartial: isPartial)
        self.screen = screen
        self.output = output
        isLive =
            output == .table && Environment.isTerminal(1)
            && Environment.variable("TERM") != "dumb"
        drawAt = isLive ? Clock.now() : .never
        if isLive { Environment.write(Canvas.open) }
    }

    mutating func take(_ message: Received) {
        auditor.take(
            topic: message.topic, payload: message.payload, isRetained: message.retain,
            at: Clock.wall())
    }

    /// The subscription was lost, or messages found no room.
    mutating func interrupt() { auditor.interrupt() }

    /// The picture, where there is a screen and it is time.
    mutating func draw() {
        guard isLive, Clock.now() >= drawAt else { return }
        drawAt = Clock.now() + Self.pause
        let size = Terminal.size() ?? Self.usual
        let view = AuditView(width: size.columns, language: screen.language)
        let all = view.lines(auditor.report(), rows: size.rows - 1)
        let end = Text(en: "Ctrl-C: end and result", vi: "Ctrl-C: dừng và xem kết quả")
        let lines = all.prefix(max(1, size.rows - 1)) + [end(screen.language)]
        let shown = lines.map { CanvasLine(screen.shown($0)) }
        Environment.write(canvas.draw(shown, width: size.columns))
    }

    /// The shell's screen again.
    func leave() {
        if isLive { Environment.write(Canvas.close) }
    }

    /// Says the result; whether all is held or declared.
    func conclude() -> Bool {
        let report = auditor.report()
        switch output {
        case .json:
            var writer = JSONWriter()
            writer.audit(report)
            Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        case .table:
            let view = AuditView(width: Terminal.columns, language: screen.language)
            for line in view.lines(report) { screen.line(line) }
        }
        return report.isGood
    }
}
