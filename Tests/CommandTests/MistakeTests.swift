// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// Whatever goes wrong, and in whichever command: a code, a sentence, causes, a command to type,
/// and the same for a script.
@Suite(.waits(atMostMinutes: 5)) struct MistakeTests {
    private static let gateway = """
        gateway: {id: gw-1, area: haichau, site: bts-1}
        hubs:
          - urls: ["mqtt://127.0.0.1:1"]
            root: danang
        buses:
          - {id: roof, tcp: {host: 127.0.0.1, port: 1}}
        """

    /// In a folder with a file in order and one that is not; nobody answers at `control`.
    private static func run(
        _ words: [String], _ language: Language = .english
    ) throws -> (ending: Child.Ending, output: [String]) {
        let directory = try Directory()
        try directory.write(gateway, to: "tram.yaml")
        try directory.write("bises: []\n", to: "broken.yaml")
        return try Tram.finish(
            words, ["TRAM_LANG": language.rawValue, "LANG": "C.UTF-8"],
            through: ["/bin/sh", "-c", "cd '\(directory.path)' && exec \"$0\" \"$@\""])
    }

    struct Case {
        let words: [String]
        let code: String
        let exit: Int32

        init(_ words: String, _ code: String, _ exit: Int32) {
            self.words = words.split(separator: " ").map(String.init)
            (self.code, self.exit) = (code, exit)
        }
    }

    /// Commands with --output json.
    static let told =
        [
            Case("plan --config broken.yaml", "unknown-key", 1),
            Case("spool --config broken.yaml", "unknown-key", 1),
            Case("export site.json --config broken.yaml", "unknown-key", 1),
            Case("commission --config broken.yaml", "unknown-key", 1),
            Case("read meter-1 --config broken.yaml", "unknown-key", 1),
            Case("hub tail --config broken.yaml", "unknown-key", 1),
            Case("device list --config broken.yaml", "unknown-key", 1),
            Case("profile show ./broken.yaml", "unknown-key", 1),
            Case("hub tail --url mqtt://127.0.0.1:1 --wait 1", "hub-unreachable", 3),
            Case("plan nope --config tram.yaml", "unknown-bus", 2),
            Case("doctor nope --config tram.yaml --control control", "unknown-device", 2),
            Case("read nope --config tram.yaml --control control", "unknown-device", 2),
            Case("profile show nope", "unknown-profile", 2),
            Case("decode 01 83 02 C0 F1", "exception", 1),
            Case("decode 01 03 02 08 FD 7E 06", "bad-check", 1),
            Case("decode 01 01 01 05 91 8B", "no-registers", 1),
            Case("bundle --to /nowhere/a.tar.gz --config tram.yaml --control control", "system", 1),
            Case("import /nowhere --config new.yaml", "system", 1),
            Case("commission --config tram.yaml --control control", "service-not-running", 3),
        ]
        + [
            "status", "watch", "reload", "maintenance", "scan roof", "write a b 1",
            "read roof:1 coil 0",
        ]
        .map { Case("\($0) --control control", "service-not-running", 3) }

    @Test(arguments: told) func `a script is told as much as people`(found: Case) throws {
        let (ending, output) = try Self.run(found.words + ["--output", "json"])
        #expect(ending == .exit(found.exit), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect(json["code"]?.string == found.code, "\(output)")
        for key in ["en", "vi"] { #expect(json[key]?.string?.isEmpty == false, "\(output)") }
        #expect(json["next"]?.array?.first?.string?.hasPrefix("tram ") == true, "\(output)")
        let why = (json["causes"]?.array ?? []) + (json["details"]?.array ?? [])
        #expect(!why.isEmpty, "\(output)")
    }

    @Test func `where nobody can be asked, the next command is this one with a yes`() throws {
        let words = ["device", "add", "--id", "m-1", "--config", "tram.yaml"]
        let (ending, output) = try Self.run(words)
        #expect(ending == .exit(4), "\(output)")
        #expect(output.last == "  tram device add --id m-1 --config tram.yaml --yes", "\(output)")
    }

    /// Those without it.
    static let others = [
        Case("simulate nope", "unknown-profile", 2), Case("simulate xy-md02=0", "no-unit", 2),
        Case("simulate ./broken.yaml", "unknown-key", 1),
        Case("simulate xy-md02 --faults broken.yaml", "bad-fault", 1),
        Case("simulate --replay broken.yaml", "no-capture", 1),
        Case("capture roof --control control", "service-not-running", 3),
    ]

    @Test(arguments: told + others, Language.allCases)
    func `people read a code, causes and a command`(found: Case, language: Language) throws {
        let (ending, output) = try Self.run(found.words, language)
        #expect(ending == .exit(found.exit), "\(output)")
        let start = try #require(output.firstIndex { $0.hasPrefix("tram ") }, "\(output)")
        let words = Array(output[start...]).joinedWords
        #expect(words.hasPrefix("tram \(found.words[0])"), "\(output)")
        #expect(words.contains(" [\(found.code)] "), "\(output)")
        let next = language == .english ? "next:" : "lệnh tiếp theo:"
        #expect(output.suffix(3).contains(next), "\(output)")
        #expect(output.last?.hasPrefix("  ") == true, "\(output)")
        for line in output { #expect(line.columns <= 80, "\(line)") }
    }

    // MARK: Exit codes

    @Test(arguments: [
        ("unknown-device", 2), ("unknown-bus", 2), ("unknown-point", 2), ("out-of-limits", 4),
        ("read-only", 4), ("not-permitted", 4), ("not-allowed", 4), ("comm/timeout", 5),
        ("late", 5), ("exception", 1), ("comm/crc", 1),
    ]) func `what the service refuses ends as a script expects it`(code: String, exit: Int32) {
        let fault = ServiceFault.refused(code: code, Text(en: "no", vi: "không"))
        #expect(fault.mistake.exit.rawValue == exit)
    }

    // MARK: Output that nobody gets

    @Test func `a full disk in place of a reader is told, and ends with 1`() throws {
        for words in ["decode 4366 199A", "export - --config tram.yaml", "plan --config tram.yaml"]
        {
            let directory = try Directory()
            try directory.write(Self.gateway, to: "tram.yaml")
            let script = "cd '\(directory.path)' && exec \"$0\" \"$@\" >/dev/full"
            let (ending, output) = try Tram.finish(
                words.split(separator: " ").map(String.init), through: ["/bin/sh", "-c", script])
            #expect(ending == .exit(1), "\(words): \(output)")
            #expect(output.joinedWords.contains("[output-failed]"), "\(words): \(output)")
        }
    }
}
