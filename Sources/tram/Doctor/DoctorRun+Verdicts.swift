// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

extension DoctorRun {
    /// A device with what its bytes say.
    private struct Patient {
        let device: Device
        let suspicions: [Suspicion]
        let asked: Int
    }

    /// What a line's trace says of its devices. Who has one fault in common is told at once.
    mutating func judge(
        _ line: Line, _ suspects: [Device], _ trace: LineTrace, _ status: StatusReport?
    ) {
        var patients: [Patient] = []
        for device in line.devices where known(device, status)?["maintenance"] == nil {
            let isSuspect = suspects.contains { $0.id == device.id }
            let start = isSuspect ? began : Instant(nanoseconds: .min)
            let diagnosis = Diagnosis(
                device.unit, timeout: device.timeout, in: trace, since: start)
            let isProved = diagnosis.suspicions.contains(where: \.isSure)
            if isSuspect, diagnosis.answersNow, !isProved, status != nil {
                recovered(device, status)
            } else if isSuspect || Self.isSick(diagnosis), !diagnosis.suspicions.isEmpty {
                patients.append(
                    Patient(
                        device: device, suspicions: diagnosis.suspicions, asked: diagnosis.asked))
            } else if isSuspect, !diagnosis.answersNow {
                away(device, status)
            }
        }
        while let first = patients.first {
            let fault = first.suspicions[0].fault
            tell(line, patients.filter { $0.suspicions[0].fault == fault })
            patients.removeAll { $0.suspicions[0].fault == fault }
        }
    }

    /// Of a device that the service is content with: what its bytes prove, or much that is lost.
    private static func isSick(_ diagnosis: Diagnosis) -> Bool {
        let isLossy = diagnosis.answered * 4 < diagnosis.asked * 3
        return diagnosis.suspicions.contains(where: \.isSure)
            || diagnosis.asked >= Diagnosis.questions && isLossy
    }

    private func known(_ device: Device, _ status: StatusReport?) -> JSON? {
        status?.devices.first { $0.text("id") == device.id }
    }

    /// Of one that could not be asked the service's own word is all that there is.
    private mutating func away(_ device: Device, _ status: StatusReport?) {
        guard let code = known(device, status)?["code"]?.string else { return }
        report.add(
            DoctorFinding(
                .device, device.id, code: code, in: .quality,
                found: Text(
                    en: "the service has no answer of it, and it could not be asked now",
                    vi: "dịch vụ không nhận được trả lời, và lúc này không hỏi được thiết bị")))
    }

    private mutating func recovered(_ device: Device, _ status: StatusReport?) {
        guard let code = known(device, status)?["code"]?.string else { return }
        var note = DoctorFinding(
            .device, device.id, code: code,
            found: Text(
                en: "it was away, and answers now; the service notices within a minute",
                vi: "đã mất liên lạc, nay trả lời lại; dịch vụ sẽ nhận ra trong một phút"),
            causes: [], next: "tram status device")
        note.isNote = true
        report.add(note)
    }

    private mutating func tell(_ line: Line, _ patients: [Patient]) {
        guard let first = patients.first, let suspicion = first.suspicions.first else { return }
        let isOfLine = patients.count > 1 || suspicion.fault.isOfLine
        let place =
            isOfLine ? Self.list(patients.map(\.device.id)) : Self.place(first, on: line)
        let meaning = Self.meaning(suspicion)
        var finding = DoctorFinding(
            isOfLine ? .bus : .device, isOfLine ? line.id : first.device.id,
            code: suspicion.fault.code, in: .wiring,
            found: Text(en: "\(meaning.en) (\(place.en))", vi: "\(meaning.vi) (\(place.vi))"),
            names: names(line, first.device))
        let isSure = patients.allSatisfy { $0.suspicions[0].isSure }
        finding.grade = isSure ? .sure : .likely
        let others = isSure ? [] : first.suspicions.dropFirst()
        finding.alternatives = others.map {
            DoctorFinding.Alternative(code: $0.fault.code, meaning: Self.meaning($0))
        }
        if !report.scope.isServed, Self.isOfService(finding.next) {
            finding.next = ShellLine(["tram", "scan", line.link.address]).text
        }
        finding.next = fitted(finding.next, line)
        report.add(finding)
    }

    /// Whether only a running service can do it.
    private static func isOfService(_ command: String) -> Bool {
        ["tram capture", "tram status"].contains { command.hasPrefix($0) }
    }

    private static func meaning(_ suspicion: Suspicion) -> Text {
        let code = suspicion.fault.code
        let meaning = CodeEntry.named(code).first?.article.meaning ?? Text(en: code, vi: code)
        guard let settings = suspicion.settings else { return meaning }
        let words = "\(settings.baud) \(settings.mode.text)"
        guard !suspicion.isSettled else {
            return Text(en: "\(meaning.en): \(words)", vi: "\(meaning.vi): \(words)")
        }
        return Text(
            en: "\(meaning.en), such as \(words)", vi: "\(meaning.vi), chẳng hạn \(words)")
    }

    private static func place(_ patient: Patient, on line: Line) -> Text {
        let asked = patient.asked
        return Text(
            en: "unit \(patient.device.unit) of \(line.id), \(asked.of("request"))",
            vi: "trạm \(patient.device.unit) của \(line.id), \(asked) yêu cầu")
    }

    private static let mostNames = 4

    private static func list(_ names: [String]) -> Text {
        let list = names.prefix(mostNames).joined(separator: ", ")
        let words = names.count > mostNames ? "\(list), …" : list
        return Text(en: words, vi: words)
    }

    /// Without a service a converter is named as one, whose settings nobody else can try.
    func fitted(_ next: String, _ line: Line) -> String {
        guard !report.scope.isServed, next.hasPrefix("tram scan ") else { return next }
        let flag = ScanPlace(line.link).flag
        return flag.isEmpty ? next : next.replacing(" --auto", with: "") + flag
    }

    /// What stands in commands for the words in capitals. Without a service a bus is its port.
    func names(_ line: Line, _ device: Device?) -> [String: String] {
        let place = report.scope.isServed ? line.id : line.link.address
        var names = ["BUS": place, "PORT": place]
        switch line.link {
        case .serial: break
        case .tcp, .rtuOverTCP: names["HOST"] = line.link.address
        }
        if let device { (names["DEVICE"], names["UNIT"]) = (device.id, "\(device.unit)") }
        return names
    }
}

extension WireFault {
    /// Whether it is not one unit's.
    fileprivate var isOfLine: Bool {
        switch self {
        case .lineSilent, .secondMaster, .ownEcho: true
        default: false
        }
    }
}
