// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// The real `tram doctor` on simulated devices with faults, with and without a running service.
@Suite(.serialized, .waits(atMostMinutes: 4)) struct DoctorTests {
    /// A broker, a line of three devices, and a port that is not there.
    private final class Cabinet {
        let broker: Broker
        let directory: Directory
        let simulation: Program
        private(set) var agent: Program?
        private var control: String { directory.file("control") }

        /// `link`: as the simulator is reached.
        init(_ link: String = "--serial") throws {
            broker = try Broker()
            directory = try Directory()
            simulation = try Tram.start([
                "simulate", "eastron-sdm120", "xy-md02=5", "eastron-sdm120=9", link,
            ])
            let key = link == "--serial" ? "serial: {" : "tcp: {"
            let found = try simulation.line(containing: key, within: .seconds(30))
            try directory.write(
                file(try #require(found).drop { $0 == " " }), to: "tram.yaml")
        }

        private func file(_ link: Substring) -> String {
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs:
              - {urls: ["mqtt://127.0.0.1:\(broker.port)"], root: danang}
            spool: {path: \(directory.file("spool.db")), size: 512MB}
            buses:
              - id: roof
                \(link)
                devices:
                  - {id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, \
            poll: 1s, timeout: 500ms, retries: 0}
                  - {id: cabinet, profile: xy-md02, unit-id: 5, domain: env, poll: 1s, \
            timeout: 500ms, retries: 0}
                  - {id: meter-9, profile: eastron-sdm120, unit-id: 9, domain: energy, \
            poll: 1s, timeout: 500ms, retries: 0}
              - id: street
                serial: {port: \(directory.file("nothing")), baud: 9600, mode: 8N1}
                devices:
                  - {id: meter-4, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 1s}
            """
        }

        func startAgent() throws {
            let agent = try Tram.start([
                "run", "--config", directory.file("tram.yaml"), "--control", control,
            ])
            _ = try agent.line(containing: "line roof", within: .seconds(30))
            self.agent = agent
        }

        func doctor(
            _ words: [String]
        ) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(
                ["doctor", "--config", directory.file("tram.yaml"), "--control", control] + words,
                within: .seconds(150))
        }

        /// What it finds, for scripts.
        func findings(_ words: [String] = []) throws -> (ending: Child.Ending, [Found]) {
            let (ending, output) = try doctor(words + ["--output", "json"])
            let json = try JSON(parsing: Array(output.joined().utf8))
            let all = json["findings"]?.array ?? []
            return (ending, all.map(Found.init))
        }
    }

    private struct Found: Hashable {
        let subject: String
        let name: String
        let code: String
        let grade: String
        let hasToAct: Bool

        init(_ json: JSON) {
            (subject, name, code) = (json.text("subject"), json.text("name"), json.text("code"))
            (grade, hasToAct) = (json.text("grade"), json["act"]?.bool == true)
        }
    }

    @Test func `without a service it opens the line itself`() throws {
        let cabinet = try Cabinet()
        try cabinet.simulation.send("unplug 2\nfault 3 late")
        let (ending, found) = try cabinet.findings()
        #expect(ending == .exit(1))
        let codes = found.filter(\.hasToAct).map { [$0.name, $0.code, $0.grade] }
        #expect(codes.contains(["cabinet", "unit-silent", "likely"]), "\(codes)")
        #expect(codes.contains(["meter-9", "late-replies", "sure"]), "\(codes)")
        #expect(codes.contains(["street", "port-missing", "fact"]), "\(codes)")
        #expect(found.first?.code == "service-not-running" && codes.count == 4, "\(codes)")
    }

    @Test func `one device is asked alone`() throws {
        let cabinet = try Cabinet("--tcp")
        try cabinet.simulation.send("fault 3 exception")
        let (ending, found) = try cabinet.findings(["meter-9"])
        #expect(ending == .exit(1))
        let codes = found.filter(\.hasToAct).map(\.code)
        #expect(codes == ["service-not-running", "only-refusals"])
        let whole = try cabinet.findings(["roof"]).1
        #expect(whole.contains { $0.code == "only-refusals" })
        let (wrong, output) = try cabinet.doctor(["meter-x"])
        #expect(wrong == .exit(2) && output.joinedWords.contains("meter-1"), "\(output)")
    }

    @Test(arguments: Language.allCases) func `a running service is asked between its polls`(
        language: Language
    ) throws {
        let cabinet = try Cabinet()
        try cabinet.simulation.send("unplug 2\nfault 3 crc")
        try cabinet.startAgent()
        let (ending, output) = try cabinet.doctor(["--lang", language.rawValue])
        #expect(ending == .exit(1))
        let text = output.joined(separator: "\n")
        for code in ["port-missing", "unit-silent"] {
            #expect(text.contains("[\(code)]"), "\(text)")
        }
        #expect(text.contains("✗ cabinet ") && text.contains("✗ meter-9 "), "\(text)")
        #expect(!text.contains("service-not-running") && !text.contains("\u{1B}"), "\(text)")
        #expect(text.contains("tram scan roof"), "a service is named by its bus: \(text)")
        for line in output { #expect(line.columns <= 80, "\(line)") }
    }

    @Test func `where nothing is wrong nobody has to act`() throws {
        let cabinet = try Cabinet("--tcp")
        try cabinet.startAgent()
        let (ending, output) = try cabinet.doctor(["roof"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.last?.hasPrefix("✓ nobody has to act (1 line, 3 devices, ") == true)
    }

    @Test func `a file with errors keeps nobody from asking the running service`() throws {
        let cabinet = try Cabinet("--tcp")
        try cabinet.startAgent()
        try cabinet.directory.write(CommandTests.broken, to: "tram.yaml")
        let (ending, found) = try cabinet.findings()
        #expect(ending == .exit(1))
        let codes = found.map(\.code)
        #expect(codes.first == "unknown-key" && codes.contains("port-missing"), "\(codes)")
    }

    @Test func `a file with errors is told, and that no service runs`() throws {
        let directory = try Directory()
        try directory.write(CommandTests.broken, to: "tram.yaml")
        let (ending, output) = try Tram.finish([
            "doctor", "--config", directory.file("tram.yaml"), "--control",
            directory.file("nobody"),
        ])
        #expect(ending == .exit(1))
        #expect(output.contains { $0.hasPrefix("✗ file ") }, "\(output)")
        #expect(output.joined().contains("unknown-key"), "\(output)")
        #expect(output.joined().contains("[service-not-running]"), "\(output)")
    }
}
