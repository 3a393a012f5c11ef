// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@testable import tram

/// What `tram doctor` shows, without anything that could be wrong.
@Suite struct DoctorViewTests {
    private static func finding(
        _ subject: DoctorFinding.Subject, _ code: String, isNote: Bool = false
    ) -> DoctorFinding {
        var finding = DoctorFinding(subject, "x", code: code, in: .wiring, names: ["BUS": "roof"])
        finding.isNote = isNote
        return finding
    }

    @Test func `the worst comes first, and notes last`() {
        var report = DoctorReport()
        report.add(Self.finding(.file, "too-small", isNote: true))
        report.add(Self.finding(.device, "unit-silent"))
        report.add(Self.finding(.hub, "hub-unreachable"))
        report.add(Self.finding(.bus, "port-missing"))
        let codes = ["port-missing", "hub-unreachable", "unit-silent", "too-small"]
        #expect(report.findings.map(\.code) == codes)
        #expect(report.problems.count == 3 && report.exit == .problem && report.mark == "✗")
    }

    @Test func `notes alone call nobody`() {
        var report = DoctorReport()
        report.add(Self.finding(.file, "too-small", isNote: true))
        #expect(report.exit == nil && report.mark == "✓")
        report.isStopped = true
        #expect(report.exit == .problem && report.mark == "✗")
    }

    @Test(arguments: Language.allCases)
    func `where there is no device yet, the command is whole`(language: Language) {
        let lines = DoctorView(language: language).verdict(DoctorReport())
        #expect(lines.count == 2 && lines.last?.hasSuffix(": tram device add") == true, "\(lines)")
    }

    @Test func `the next command has the names of the site`() {
        #expect(Self.finding(.device, "unit-silent").next == "tram scan roof")
        let names = ["BUS": "roof", "UNIT": "7"]
        let refusals = DoctorFinding(
            .device, "x", code: WireFault.onlyRefusals.code, in: .wiring, names: names)
        #expect(refusals.next == "tram identify roof:7")
    }

    @Test(arguments: WireFault.allCases, Language.allCases)
    func `each fault is shown within its columns`(fault: WireFault, language: Language) {
        var finding = DoctorFinding(
            .device, "a-device-with-a-long-name", code: fault.code, in: .wiring)
        finding.grade = .likely
        finding.alternatives = [.init(code: "line-noise", meaning: finding.found)]
        for width in [40, 60, 80] {
            let lines = DoctorView(width: width, language: language).lines(finding)
            #expect(lines.allSatisfy { $0.columns <= width }, "\(lines)")
            // A long name leaves a narrow screen little room: then a word goes on below.
            let letters = lines.joined().filter { $0 != " " }
            #expect(letters.contains("[\(fault.code)]"), "\(lines)")
            #expect(lines.count >= 4)
        }
    }

    @Test func `what comes from outside commands no terminal`() {
        let finding = DoctorFinding(
            .bus, "x", code: "c", found: Text(en: "a\u{1B}[2Jb", vi: "a\u{1B}[2Jb"), causes: [],
            next: "tram\u{7} x")
        let text = DoctorView().lines(finding).joined()
        #expect(text.contains("a[2Jb") && !text.contains("\u{1B}") && !text.contains("\u{7}"))
    }
}
