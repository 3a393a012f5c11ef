// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field
internal import Host
internal import Hub
internal import Spool

/// What is no line: the disk, the clock, the hub.
extension DoctorRun {
    mutating func lookAtSpool(_ service: DoctorService) {
        let storage = configuration.storage
        if service.status?.json["spool"]?["durable"]?.bool == false {
            report.add(
                DoctorFinding(
                    .spool, storage.path, code: DoctorTrouble.spoolInMemory.code, in: .doctor))
        }
        let sight = SpoolSight(storage.path, size: storage.size.bytes)
        switch sight {
        case .none: return
        case .noFolder, .denied:
            var note = DoctorFinding(
                .spool, storage.path, code: sight.code, in: .spool,
                found: sight.text(storage.path))
            note.isNote = true
            report.add(note)
        case .fault(let fault):
            report.add(
                DoctorFinding(
                    .spool, storage.path, code: fault.code, in: .spool, found: fault.text))
        case .seen(let look): tell(look, storage.path)
        }
    }

    private mutating func tell(_ look: SpoolLook, _ path: String) {
        if let hours = look.state.diskFullHours {
            report.add(.disk(path, fullIn: hours))
        }
        let relics = Spool.relics(of: path)
        guard !relics.isEmpty else { return }
        report.add(
            DoctorFinding(
                .spool, path, code: DoctorTrouble.spoolSetAside.code, in: .doctor,
                found: Text(
                    en: "set aside, as it could not be used: \(relics.count.of("file"))",
                    vi: "đã cất riêng vì không dùng được: \(relics.count) tệp")))
    }

    mutating func lookAtClock(_ service: DoctorService) {
        let isTrusted = service.status?.json["clock"]?["trusted"]?.bool
        guard isTrusted == false || Clock.wall() < Moment.earliest else { return }
        report.add(.clock())
    }

    /// Step by step, unless the service is connected.
    mutating func lookAtHub(_ service: DoctorService) {
        let hub = service.status?.json["hub"]
        if let wait = service.status?.unheard { report.add(.unheard(configuration.hub.id, wait)) }
        guard hub?["up"]?.bool != true else { return }
        progress.show("hub \(configuration.hub.id)")
        let before = report.problems.count
        do throws(AgentFault) {
            var run = CheckRun(
                configuration, try HubAccess.checker(configuration), path: path,
                patience: Self.hubPatience, stop: stop, tell: { _ in })
            run.run { _ in }
            for step in run.report.entries.map(\.step) { tell(step) }
        } catch {
            report.add(
                DoctorFinding(
                    .hub, configuration.hub.id, code: error.code, in: .hub, found: error.text))
        }
        guard report.problems.count == before, let hub else { return }
        // The way is free from here, and yet the service is not connected.
        report.add(.hub(configuration.hub.id, waiting: hub))
    }

    private mutating func tell(_ step: CheckStep) {
        guard let trouble = step.trouble else { return }
        let label = step.label
        report.add(
            DoctorFinding(
                .hub, configuration.hub.id, code: trouble.code,
                found: Text(
                    en: "\(label.en): \(step.found.en)", vi: "\(label.vi): \(step.found.vi)"),
                causes: trouble.causes, next: trouble.next.en))
    }
}

extension DoctorFinding {
    /// What the service says of records for which nobody has subscribed.
    static func unheard(_ hub: String, _ wait: JSON) -> Self {
        Self(
            .hub, hub, code: wait.text("code"), in: .hub,
            found: Text(en: wait.text("en"), vi: wait.text("vi")))
    }

    static func clock() -> Self {
        let stamp = LocalTime(Clock.wall()).stamp
        return Self(
            .clock, stamp, code: CommandRefusal.clockUnsynced.rawValue, in: .command,
            found: Text(
                en: "\(stamp) cannot be trusted; what is measured is sent again with its time "
                    + "once it can",
                vi: "\(stamp) chưa tin được; số liệu sẽ được gửi lại kèm giờ đúng sau khi có giờ"))
    }

    /// What the service says of a hub that it is not connected to.
    static func hub(_ id: String, waiting hub: JSON) -> Self {
        let fault = hub["fault"]
        return Self(
            .hub, id, code: fault?.text("code") ?? DoctorTrouble.hubNotConnected.code,
            in: fault == nil ? .doctor : .hub,
            found: fault.map { Text(en: $0.text("en"), vi: $0.text("vi")) })
    }

    /// `hours`: until the disk is full.
    static func disk(_ path: String, fullIn hours: Double) -> Self {
        let (en, vi) = (Figures(language: .english), Figures(language: .vietnamese))
        return Self(
            .spool, path, code: DoctorTrouble.diskFilling.code, in: .doctor,
            found: Text(
                en: "the disk is full in \(en.hours(hours)), before the spool is",
                vi: "đĩa sẽ đầy sau \(vi.hours(hours)), trước khi kho lưu tạm (spool) đầy"))
    }
}
