// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Runs the demonstration: shows what the hub receives and judges it at the end.
struct DemoShow: ~Copyable {
    /// Messages that wait to be shown and judged, and their bytes.
    private static let mailLimit = 1_024
    private static let mailBytes = 4 << 20

    private let screen: Screen
    private let seconds: Nanoseconds?
    private let signals: Signals
    private let mail: Mailbox<HubEvent>
    private var site: DemoSite
    private var view: TailView
    private var audit = DemoAudit(devices: DemoDevice.all.map(\.id))

    static func start(_ screen: Screen, seconds: Nanoseconds?) throws(DemoFault) -> DemoShow {
        let signals = try DemoFault.translating { () throws(SystemFault) in try Signals() }
        let wakeUp = try DemoFault.translating { () throws(SystemFault) in try WakeUp() }
        let mail = Mailbox<HubEvent>(count: mailLimit, bytes: mailBytes, wakeUp: wakeUp)
        return DemoShow(screen, seconds, signals, mail, try DemoSite.start())
    }

    private init(
        _ screen: Screen, _ seconds: Nanoseconds?, _ signals: consuming Signals,
        _ mail: Mailbox<HubEvent>, _ site: consuming DemoSite
    ) {
        self.screen = screen
        self.seconds = seconds
        self.signals = signals
        self.mail = mail
        self.site = site
        view = TailView(width: Terminal.columns, language: screen.language)
    }

    /// Until the time is over or Ctrl-C; whether the hub received what it should.
    mutating func run() throws(DemoFault) -> Bool {
        introduce()
        var consumer = try listen()
        let end = seconds.map { Clock.now() + $0 } ?? .never
        try show(until: end)
        let clean = site.stopAgent()
        consumer.stop()
        return conclude(clean)
    }

    private func introduce() {
        screen.say(
            Text(
                en: """
                    A simulated site: \(DemoDevice.all.count) devices, the agent, a broker on \
                    port \(site.port). Ctrl-C ends it.
                    To look on from another terminal:
                      mosquitto_sub -p \(site.port) -t '\(DemoFiles.root)/#' -v
                    """,
                vi: """
                    Trạm mô phỏng: \(DemoDevice.all.count) thiết bị, agent, broker ở \
                    cổng \(site.port). Ctrl-C để dừng.
                    Để xem từ một cửa sổ dòng lệnh khác:
                      mosquitto_sub -p \(site.port) -t '\(DemoFiles.root)/#' -v
                    """))
        screen.line("")
    }

    private func listen() throws(DemoFault) -> Consumer {
        do throws(HubFault) {
            var connection = Connection(
                addresses: [try Address("mqtt://127.0.0.1:\(site.port)")], clientID: "tram-demo",
                seed: 1)
            connection.backoff.spread = .milliseconds(500)
            connection.backoff.base = .milliseconds(200)
            return try Consumer.start(
                connection, filters: ["\(DemoFiles.root)/#"], events: mail)
        } catch {
            throw .hub(error)
        }
    }

    private mutating func show(until end: Instant) throws(DemoFault) {
        var events: [HubEvent] = []
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        polls.add(mail.wakeUp.descriptor, .readable)
        while Clock.now() < end {
            do throws(SystemFault) {
                try polls.wait(until: end)
                while let signal = try signals.next() {
                    if signal == .stop { return }
                }
            } catch {
                throw .system(error)
            }
            if let fault = site.failure() { throw fault }
            mail.wakeUp.clear()
            mail.take(into: &events)
            for case .received(let message) in events {
                audit.take(message)
                if let line = view.line(message, at: LocalTime(Clock.wall())) { screen.line(line) }
            }
        }
    }

    /// The result, device by device.
    private func conclude(_ clean: Bool) -> Bool {
        screen.line("")
        for device in DemoDevice.all {
            guard let finding = audit.findings[device.id] else { continue }
            let mark = finding.isGood ? "✓" : "✗"
            let name = "\(mark) \(device.id.padded(10))"
            screen.say(
                Text(
                    en: """
                        \(name) \(finding.records) records, \(finding.breaks) gaps in their \
                        numbers, \(finding.changing.count) points with changing values
                        """,
                    vi: """
                        \(name) \(finding.records) bản ghi, \(finding.breaks) chỗ đứt số \
                        thứ tự, \(finding.changing.count) điểm đo có thay đổi
                        """))
        }
        if !clean {
            screen.complain(
                Text(en: "the agent did not end cleanly", vi: "agent không dừng đúng cách")(
                    screen.language))
        }
        return audit.isGood && clean
    }
}
