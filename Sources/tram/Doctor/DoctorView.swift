// SPDX-License-Identifier: Apache-2.0
internal import Field

/// `tram doctor` as a person reads it: what is wrong, below it why, and what to type.
struct DoctorView {
    private static let label = 12
    /// Causes that are told; `tram explain` has them all.
    private static let mostCauses = 4

    let language: Language
    private let hung: HungLines

    init(width: Int = 80, language: Language = .english) {
        self.language = language
        hung = HungLines(width: max(width, 40))
    }

    func lines(_ finding: DoctorFinding) -> [String] {
        let head = "\(finding.isNote ? "·" : "✗") \(label(finding)) "
        let indent = String(repeating: " ", count: Self.label + 3)
        let grade = grade(finding)(language)
        var lines = hung.lines(
            head, "\(grade)\(finding.found(language)) [\(finding.code)]", under: indent.columns)
        for (number, cause) in zip(1..., finding.causes.prefix(Self.mostCauses)) {
            lines += hung.lines("\(indent)\(number). ", cause(language))
        }
        for one in finding.alternatives {
            let or = Text(en: "or: ", vi: "hoặc: ")(language)
            lines += hung.lines(indent + or, "\(one.meaning(language)) [\(one.code)]")
        }
        let next = Text(en: "next: ", vi: "tiếp theo: ")(language)
        return lines + hung.lines(indent + next, finding.next, under: indent.columns + 3)
    }

    private func label(_ finding: DoctorFinding) -> String {
        let words: Text =
            switch finding.subject {
            case .file: Text(en: "file", vi: "tệp")
            case .service: Text(en: "service", vi: "dịch vụ")
            case .spool: Text(en: "spool", vi: "spool")
            case .hub: Text(en: "hub", vi: "hub")
            case .clock: Text(en: "clock", vi: "đồng hồ")
            case .bus, .device: Text(en: finding.name, vi: finding.name)
            }
        return words(language).padded(Self.label)
    }

    private func grade(_ finding: DoctorFinding) -> Text {
        switch finding.grade {
        case .fact: Text(en: "", vi: "")
        case .sure: Text(en: "surely: ", vi: "chắc chắn: ")
        case .likely: Text(en: "probably: ", vi: "nhiều khả năng: ")
        }
    }

    /// What it comes to.
    func verdict(_ report: DoctorReport) -> [String] {
        let lines = hung.lines("\(report.mark) ", report.verdict(language))
        guard report.exit == nil, report.scope.devices == 0 else { return lines }
        return lines + hung.lines("  ", DeviceListView.nothing(language))
    }
}
