// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Hub
import Simulator
import Testing

@testable import Agent
@testable import Config
@testable import tram

/// Every code that the program can show is explained, and no other.
@Suite struct `Explained codes` {
    private static let all = CodeEntry.all
    private static let codes = Set(all.map(\.code))

    private static func codes(of areas: CodeArea...) -> Set<String> {
        Set(all.filter { areas.contains($0.area) }.map(\.code))
    }

    /// Areas whose codes are all in one list of the program.
    private static let listed: [(CodeArea, [String])] = [
        (.quality, Quality.allCases.map(\.code)),
        (.gap, GapRecord.Reason.allCases.map(\.name)),
        (.audit, AuditProblem.Kind.allCases.map(\.rawValue)),
        (.wiring, WireFault.allCases.map(\.code)),
        (.doctor, DoctorTrouble.allCases.map(\.code)),
        (.simulator, InjectedFault.allCases.map(\.rawValue)),
        (.command, CommandRefusal.allCases.map(\.rawValue) + ["done"]),
    ]

    /// Lists of the program that are a part of some areas.
    private static let parts: [String] =
        Config.Code.allCases.map(\.rawValue) + ControlRefusal.allCases.map(\.rawValue)
        + AlarmLimit.Side.allCases.map { "limit/\($0.rawValue)" }
        + HubFault.Phase.allCases.map { HubFault.timedOut($0).code }
        + Address.Mistake.allCases.map { HubFault.address("", $0).code }

    @Test(arguments: listed) func `an area has the codes of its list`(
        area: CodeArea, codes: [String]
    ) {
        #expect(Self.codes(of: area) == Set(codes))
    }

    @Test func `lists that are parts of areas are explained there`() {
        let files = Set(Config.Code.allCases.map(\.rawValue))
        #expect(files.subtracting(Self.codes(of: .file)).isEmpty)
        let refusals = Set(ControlRefusal.allCases.map(\.rawValue))
        #expect(refusals.subtracting(Self.codes(of: .service, .write)).isEmpty)
        #expect(Set(Self.parts).subtracting(Self.codes).isEmpty)
    }

    /// `hub-refused-*` of the sources is explained by any code that begins so.
    private static func isExplained(_ code: String) -> Bool {
        guard code.last == "*" else { return codes.contains(code) }
        return codes.contains { $0.hasPrefix(code.dropLast()) }
    }

    @Test func `what the sources write as a code is explained`() throws {
        let found = try CodeScan.sources()
        #expect(found.count > 80)
        for (code, path) in found where !Self.isExplained(code) {
            Issue.record("\(path): nothing explains \(code)")
        }
    }

    @Test func `what is explained is a code`() throws {
        let found = try CodeScan.sources().keys
        let stems = found.filter { $0.last == "*" }.map { $0.dropLast() }
        let known = Set(found).union(Self.listed.flatMap(\.1)).union(Self.parts)
        for code in Self.codes where !known.contains(code) {
            #expect(stems.contains { code.hasPrefix($0) }, "nothing shows \(code)")
        }
    }

    @Test func `codes are found in every form that the sources have`() {
        let text = """
            package var code: String {
                switch self {
                case .a: "one"
                case .b(let n): "two-\\(n)"
                case .c: "three-" + name
                }
            }
            let other = "no-code"
            writer.member("code", isTaken ? "four" : "five-\\(n)"), "no-code")
            (event.severity, event.code) = (.warning, "six")
            return ("key", "seven-eight", Text(en: "no-code", vi: ""))
            ("no", Text(en: "", vi: ""))
                "nine-ten",
                Text(en: "", vi: "")
            trouble(code: isTaken ? "eleven" : "twelve", causes: [], next: again)
            tell("no decode: " + text)
            """
        let codes = [
            "one", "two-*", "three-*", "four", "five-*", "six", "eleven", "twelve", "seven-eight",
            "nine-ten",
        ]
        #expect(CodeScan.codes(in: text) == codes)
    }
}
