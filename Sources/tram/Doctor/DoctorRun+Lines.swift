// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

extension DoctorRun {
    /// Each line: that it is open, and what its devices show.
    mutating func examineLines(_ service: DoctorService) {
        var buses: [(bus: DoctorBus, suspects: [Device])] = []
        for line in lines where !isStopped {
            switch service {
            case .unknown: continue
            case .none:
                progress.show(line.id)
                if let bus = opened(line) { buses.append((bus, line.devices)) }
            case .running(let status):
                guard isOpen(line, status) else { continue }
                let sick = line.devices.filter { isSuspect($0, status) }
                buses.append((DoctorBus(line, control: control), sick))
            }
        }
        guard ask(&buses) else { return }
        for (bus, suspects) in buses where !isStopped {
            do throws(ServiceFault) {
                judge(bus.line, suspects, try bus.trace(), service.status)
            } catch {
                return tell(error)
            }
        }
    }

    /// Whether nothing good is known of it; on what somebody works on nobody has to act.
    private mutating func isSuspect(_ device: Device, _ status: StatusReport) -> Bool {
        let known = status.devices.first { $0.text("id") == device.id }
        guard known?["maintenance"] != nil else { return known?.text("state") != "online" }
        var note = DoctorFinding(
            .device, device.id, code: Quality.calibratingMaintenance.code, in: .quality,
            found: Text(
                en: "somebody works on it, so it is not asked",
                vi: "đang bảo trì nên không hỏi thiết bị này"))
        (note.isNote, note.next) = (true, "tram maintenance")
        report.add(note)
        return false
    }

    /// A line that no service has.
    private mutating func opened(_ line: Line) -> DoctorBus? {
        do throws(OwnBusFault) {
            return try DoctorBus(opening: line)
        } catch {
            closed(line, error.code, error.text)
            return nil
        }
    }

    private mutating func isOpen(_ line: Line, _ status: StatusReport) -> Bool {
        guard let bus = status.buses.first(where: { $0.text("id") == line.id }) else {
            report.add(
                DoctorFinding(
                    .service, control, code: "unknown-bus", in: .service,
                    found: Text(
                        en: "the service does not know \(line.id): the file has changed since",
                        vi: "dịch vụ chưa biết \(line.id): tệp đã thay đổi")))
            return false
        }
        if bus["open"]?.bool == true { return true }
        guard let fault = bus["fault"] else { return true }
        closed(
            line, fault.text("code"),
            Text(
                en: "\(line.link.address): \(fault.text("en"))",
                vi: "\(line.link.address): \(fault.text("vi"))"))
        return false
    }

    /// Of a port that is not there the others are told.
    private mutating func closed(_ line: Line, _ code: String, _ text: Text) {
        var text = text
        if case .serial = line.link, code == BusFault.portMissing.code {
            let names = SerialPorts().all().map { $0.stableNames.first ?? $0.path }
            let list = names.prefix(Self.mostPorts).joined(separator: ", ")
            let some = Text(en: "; there are: \(list)", vi: "; hiện có: \(list)")
            let none = Text(en: "; there is no port at all", vi: "; không có cổng nào")
            let tail = names.isEmpty ? none : some
            text = Text(en: text.en + tail.en, vi: text.vi + tail.vi)
        }
        var finding = DoctorFinding(
            .bus, line.id, code: code, in: .line, found: text, names: names(line, nil))
        finding.next = fitted(finding.next, line)
        report.add(finding)
    }

    private static let mostPorts = 4

    // MARK: Questions

    /// Asks those of whom nothing good is known, all in turn, so that one who is waited for again
    /// keeps nobody. False where there is nobody to ask any more.
    private mutating func ask(_ buses: inout [(bus: DoctorBus, suspects: [Device])]) -> Bool {
        let all = buses.flatMap(\.suspects)
        let once = all.reduce(Nanoseconds.zero) { $0 + Self.time(of: $1) }
        // A service leaves its bus to its polls most of the time.
        let time = report.scope.isServed ? once * 4 : once
        progress.begin(all.count * Diagnosis.questions, min(time, Self.longest))
        defer { report.scope.asked = all.count - report.scope.left }
        let end = Clock.now() + Self.longest
        if report.scope.isServed { began = Instant(nanoseconds: Clock.wall().nanoseconds) }
        for probe in 0..<Diagnosis.questions {
            for index in buses.indices {
                for device in buses[index].suspects {
                    guard Clock.now() < end, !isStopped else {
                        report.scope.left += probe == 0 ? 1 : 0
                        continue
                    }
                    progress.step("\(buses[index].bus.line.id) \(device.id)")
                    guard ask(device, on: &buses[index].bus, isFirst: probe == 0) else {
                        return false
                    }
                }
            }
        }
        return true
    }

    /// False where there is nobody to ask any more.
    private mutating func ask(
        _ device: Device, on bus: inout DoctorBus, isFirst: Bool
    ) -> Bool {
        guard let request = Self.request(to: device) else { return true }
        do {
            try bus.ask(device, request, timeout: isFirst ? Self.wait(device) : device.timeout)
        } catch let fault as ServiceFault {
            // What the service does not take of one it may of the next.
            let isKnown = report.problems.contains { $0.code == fault.code }
            if !isKnown { tell(fault) }
            if case .refused = fault { return true }
            return false
        } catch {
            // The line has gone while it was looked at: its trace says so.
            return true
        }
        return true
    }

    /// What is short to answer: noise spares short answers, and then they tell it from others.
    private static func request(to device: Device) -> ReadRequest? {
        do throws(ReadMistake) {
            return try DeviceRead(device).requests.min { $0.count < $1.count }
        } catch {
            return nil
        }
    }

    private static func wait(_ device: Device) -> Nanoseconds {
        max(device.timeout, min(device.timeout * Int64(Diagnosis.patience), longestWait))
    }

    /// Of one that says nothing: a lost answer is waited for twice as long again.
    private static func time(of device: Device) -> Nanoseconds {
        wait(device) + device.timeout * Int64(3 * Diagnosis.questions)
    }
}
