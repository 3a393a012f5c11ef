// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// What both ways of showing the demonstration have in common: the site, what the hub receives of
/// it, and the verdict at the end.
struct DemoStage: ~Copyable {
    /// Messages that wait to be shown and judged, and their bytes.
    private static let mailLimit = 4_096
    private static let mailBytes = 8 << 20

    let screen: Screen
    let signals: Signals
    let mail: Mailbox<HubEvent>
    var site: DemoSite
    private var consumer: Consumer

    /// Starts the site and its hub, subscribes, and then starts the agent.
    static func start(_ screen: Screen) throws(DemoFault) -> DemoStage {
        let signals = try DemoFault.translating { () throws(SystemFault) in try Signals() }
        let wakeUp = try DemoFault.translating { () throws(SystemFault) in try WakeUp() }
        let mail = Mailbox<HubEvent>(count: mailLimit, bytes: mailBytes, wakeUp: wakeUp)
        let site = try DemoSite.start()
        let consumer = try listen(site.port, mail)
        var stage = DemoStage(screen, signals, mail, site, consumer)
        try stage.begin()
        return stage
    }

    private init(
        _ screen: Screen, _ signals: consuming Signals, _ mail: Mailbox<HubEvent>,
        _ site: consuming DemoSite, _ consumer: consuming Consumer
    ) {
        self.screen = screen
        self.signals = signals
        self.mail = mail
        self.site = site
        self.consumer = consumer
    }

    /// Another reader's way in, to be typed in another terminal.
    var onlooker: String { "mosquitto_sub -p \(site.port) -t '\(DemoFiles.root)/#' -v" }

    private static func listen(
        _ port: UInt16, _ mail: Mailbox<HubEvent>
    ) throws(DemoFault) -> Consumer {
        do throws(HubFault) {
            var connection = Connection(
                addresses: [try Address("mqtt://127.0.0.1:\(port)")], clientID: "tram-demo",
                seed: 1)
            connection.backoff.spread = .milliseconds(50)
            connection.backoff.base = .milliseconds(50)
            connection.backoff.cap = .milliseconds(100)
            return try Consumer.start(
                connection, filters: ["\(DemoFiles.root)/#"], events: mail)
        } catch {
            throw .hub(error)
        }
    }

    /// The agent's first record is the first that is judged.
    private mutating func begin() throws(DemoFault) {
        var events: [HubEvent] = []
        var polls = PollSet()
        polls.add(mail.wakeUp.descriptor, .readable)
        let deadline = Clock.now() + DemoSite.patience
        while Clock.now() < deadline {
            try wait(&polls, until: deadline)
            mail.wakeUp.clear()
            mail.take(into: &events)
            for case .subscribed in events { return try site.startAgent() }
        }
        throw .child("mosquitto", said: "")
    }

    /// Waits for one of the descriptors.
    func wait(_ polls: inout PollSet, until deadline: Instant) throws(DemoFault) {
        do throws(SystemFault) {
            try polls.wait(until: deadline)
        } catch {
            throw .system(error)
        }
    }

    /// Takes the signals that have come: whether one of them ends the demonstration. A child that
    /// ended by itself is a fault.
    mutating func isToldToStop() throws(DemoFault) -> Bool {
        do throws(SystemFault) {
            while let signal = try signals.next() {
                switch signal {
                case .stop, .reload: return true  // SIGHUP: the terminal has gone
                case .child: break
                }
            }
        } catch {
            throw .system(error)
        }
        if let fault = site.failure() { throw fault }
        return false
    }

    /// Ends the agent and says the result, device by device; whether all of them delivered.
    mutating func conclude(_ audit: DemoAudit) -> Bool {
        let isClean = site.stopAgent()
        consumer.stop()
        for device in DemoPlan.devices {
            let isGood = audit.isGood(device.id, changing: device.isLively)
            let finding = audit.findings[device.id] ?? DemoAudit.Finding()
            let name = "\(isGood ? "✓" : "✗") \(device.id.padded(10))"
            screen.say(
                Text(
                    en: """
                        \(name) \(finding.records.of("record")), \(finding.lost) lost, \
                        \(finding.changing.count) of \(finding.values.count) values changed
                        """,
                    vi: """
                        \(name) \(finding.records) bản ghi, mất \(finding.lost), \
                        \(finding.changing.count)/\(finding.values.count) giá trị có thay đổi
                        """))
        }
        if !isClean {
            screen.complain(
                Text(en: "the agent did not end cleanly", vi: "agent không dừng đúng cách")(
                    screen.language))
        }
        return isClean
            && DemoPlan.devices.allSatisfy { audit.isGood($0.id, changing: $0.isLively) }
    }
}
