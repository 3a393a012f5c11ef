// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Subscribes and shows, or counts, until told to stop.
struct Tail {
    private let connection: Connection
    private let filters: [String]
    private let screen: Screen
    private let output: OutputForm
    private let end: Instant
    private let patience: Nanoseconds
    /// Messages that wait to be shown, and their bytes.
    private static let mailLimit = 4_096
    private static let mailBytes = 8 << 20
    private var audit: TailAudit?

    init(
        _ connection: Connection, _ filters: [String], screen: Screen, output: OutputForm,
        seconds: Nanoseconds?, patience: Nanoseconds
    ) {
        self.connection = connection
        self.filters = filters
        self.screen = screen
        self.output = output
        self.patience = patience
        end = seconds.map { Clock.now() + $0 } ?? .never
    }

    /// Counts in place of showing what comes.
    mutating func audit(isPartial: Bool) {
        audit = TailAudit(screen, output, isPartial: isPartial)
    }

    /// False when an audit found that something is missing or wrong.
    mutating func run() throws(TailFault) -> Bool {
        do throws(TailFault) {
            let missed = try follow()
            if missed > 0 { audit?.interrupt() }
        } catch {
            audit?.leave()
            throw error
        }
        audit?.leave()
        return audit?.conclude() ?? true
    }

    /// How many messages found no room.
    private mutating func follow() throws(TailFault) -> Int {
        let signals = try TailFault.translating { () throws(SystemFault) in try Signals() }
        let wakeUp = try TailFault.translating { () throws(SystemFault) in try WakeUp() }
        let mail = Mailbox<HubEvent>(
            count: Self.mailLimit, bytes: Self.mailBytes, wakeUp: wakeUp)
        var consumer = try subscribe(mail)
        defer { consumer.stop() }
        try show(signals, mail)
        let missed = consumer.missed
        if missed > 0, audit == nil {
            let words = Text(
                en: "not shown, as they came too fast: \(missed.of("message"))",
                vi: "\(missed) bản tin đến quá nhanh nên không hiển thị được")
            screen.complain(words(screen.language))
        }
        return missed
    }

    private func subscribe(_ mail: Mailbox<HubEvent>) throws(TailFault) -> Consumer {
        do throws(HubFault) {
            return try Consumer.start(connection, filters: filters, events: mail)
        } catch {
            throw .hub(error)
        }
    }

    private mutating func show(
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
        let reader = polls.add(1, [])
        while true {
            do throws(SystemFault) {
                let wait = min(end, audit?.drawAt ?? .never)
                try polls.wait(until: reached ? wait : min(wait, patienceEnds))
                // A terminal that closes says so by the signal that is a service's to reload.
                while let signal = try signals.next() {
                    if signal != .child { return }
                }
            } catch {
                throw .system(error)
            }
            if polls.isReady(reader) { return }
            mail.wakeUp.clear()
            mail.take(into: &events)
            for event in events {
                switch event {
                case .subscribed(let codes):
                    guard codes.allSatisfy({ $0 < 0x80 }) else { throw .denied }
                    reached = true
                case .received(let message):
                    if audit == nil { print(message, &view) } else { audit?.take(message) }
                case .attemptFailed(let fault, _, _): lastFault = fault
                case .down(_, let fault, _):
                    guard audit == nil else {
                        audit?.interrupt()
                        continue
                    }
                    let again = Text(en: "; trying again", vi: "; đang thử kết nối lại")
                    screen.complain(
                        fault.text(screen.language) + again(screen.language) + " [\(fault.code)]")
                case .up, .acknowledged, .rejected: break
                }
            }
            audit?.draw()
            if Clock.now() >= end || Environment.outputFault != nil { return }
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
