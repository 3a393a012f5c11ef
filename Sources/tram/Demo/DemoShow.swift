// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// The demonstration line by line: each message that the hub receives, then the verdict.
struct DemoShow {
    let screen: Screen
    let seconds: Nanoseconds?

    /// Until the time is over or Ctrl-C; whether the hub received what it should.
    func run() throws(DemoFault) -> Bool {
        var stage = try DemoStage.start(screen)
        introduce(stage.onlooker)
        let audit = try show(&stage, until: seconds.map { Clock.now() + $0 } ?? .never)
        screen.line("")
        return stage.conclude(audit)
    }

    private func introduce(_ onlooker: String) {
        let count = DemoPlan.devices.count
        screen.say(
            Text(
                en: """
                    A simulated site: \(count) devices on \(DemoPlan.lines.count) lines, the \
                    agent, a broker. Ctrl-C ends it.
                    To look on from another terminal:
                      \(onlooker)
                    """,
                vi: """
                    Trạm mô phỏng: \(count) thiết bị trên \(DemoPlan.lines.count) đường truyền, \
                    agent và broker. Ctrl-C để dừng.
                    Để xem từ một cửa sổ dòng lệnh khác:
                      \(onlooker)
                    """))
        screen.line("")
    }

    private func show(
        _ stage: inout DemoStage, until end: Instant
    ) throws(DemoFault) -> DemoAudit {
        var audit = DemoAudit(devices: DemoPlan.devices.map(\.id))
        var view = TailView(width: Terminal.columns, language: screen.language)
        var events: [HubEvent] = []
        var polls = PollSet()
        polls.add(stage.signals.descriptor, .readable)
        polls.add(stage.mail.wakeUp.descriptor, .readable)
        while Clock.now() < end {
            try stage.wait(&polls, until: end)
            if try stage.isToldToStop() { break }
            stage.mail.wakeUp.clear()
            stage.mail.take(into: &events)
            for case .received(let received) in events {
                if let message = DemoMessage(received) {
                    audit.take(message.content, of: message.device, on: message.channel)
                }
                if let line = view.line(received, at: LocalTime(Clock.wall())) {
                    screen.line(line)
                }
            }
        }
        return audit
    }
}
