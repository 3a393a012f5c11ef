// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Subscribes and shows until told to stop.
struct Tail {
    private let connection: Connection
    private let filter: String
    private let screen: Screen
    private let output: OutputForm
    private let end: Instant
    private let patience: Nanoseconds
    /// Messages that wait to be shown, and their bytes.
    private static let mailLimit = 4_096
    private static let mailBytes = 8 << 20

    init(
        _ connection: Connection, _ filter: String, screen: Screen, output: OutputForm,
        seconds: Nanoseconds?, patience: Nanoseconds
    ) {
        self.connection = connection
        self.filter = filter
        self.screen = screen
        self.output = output
        self.patience = patience
        end = seconds.map { Clock.now() + $0 } ?? .never
    }

    func run() throws(TailFault) {
        let signals = try TailFault.translating { () throws(SystemFault) in try Signals() }
        let wakeUp = try TailFault.translating { () throws(SystemFault) in try WakeUp() }
        let mail = Mailbox<HubEvent>(
            count: Self.mailLimit, bytes: Self.mailBytes, wakeUp: wakeUp)
        var consumer = try subscribe(mail)
        defer { consumer.stop() }
        try show(signals, mail)
        if consumer.missed > 0 {
            let missed = consumer.missed
            let words = Text(
                en: "not shown, as they came too fast: \(missed.of("message"))",
                vi: "\(missed) bản tin đến quá nhanh nên không hiển thị được")
            screen.complain(words(screen.language))
        }
    }

    private func subscribe(_ mail: Mailbox<HubEvent>) throws(TailFault) -> Consumer {
        do throws(HubFault) {
            return try Consumer.start(connection, filters: [filter], events: mail)
        } catch {
            throw .hub(error)
        }
    }

    private func show(
        _ signals: borrowing Signals, _ mail: Mailbox<HubEvent>
    ) throws(TailFault) {
        var view = TailView(width: Terminal.columns, language: screen.language)
        var events: [HubEvent] = []
        var polls = PollSet()
        var lastFault: HubFault?
        var reached = false
        let patienceEnds = Clock.now() + patience
        polls.add(signals.descriptor, .readable)
        polls.add(mail.wakeUp.descriptor, .readable)
        while true {
            do throws(SystemFault) {
                try polls.wait(until: reached ? end : min(end, patienceEnds))
                if polls[0] != [], try signals.next() == .stop { return }
            } catch {
                throw .system(error)
            }
            mail.wakeUp.clear()
            mail.take(into: &events)
            for event in events {
                switch event {
                case .subscribed(let codes):
                    guard codes.allSatisfy({ $0 < 0x80 }) else { throw .denied }
                    reached = true
                case .received(let message): print(message, &view)
                case .attemptFailed(let fault, _, _): lastFault = fault
                case .down(_, let fault, _):
                    let again = Text(en: "; trying again", vi: "; đang thử kết nối lại")
                    screen.complain(
                        fault.text(screen.language) + again(screen.language) + " [\(fault.code)]")
                case .up, .acknowledged, .rejected: break
                }
            }
            if Clock.now() >= end { return }
            if !reached, Clock.now() >= patienceEnds { throw .unreachable(lastFault) }
        }
    }

    private func print(_ message: Received, _ view: inout TailView) {
        switch output {
        case .json:
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("topic")
            writer.string(message.topic)
            writer.key("payload")
            writer.string(String(decoding: message.payload, as: UTF8.self))
            writer.endObject()
            // As it is, whatever the console: it is for scripts.
            Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        case .table:
            if let line = view.line(message, at: LocalTime(Clock.wall())) { screen.line(line) }
        }
    }
}
