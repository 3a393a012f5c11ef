// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

/// The tool as a script or a person calls it: what it says, in which language, and how it ends.
@Suite struct CommandTests {
    static let gateway = """
        gateway: {id: gw-1, area: haichau, site: bts-1}
        hubs: [{urls: ["mqtt://127.0.0.1:1883"], root: danang}]

        """

    /// The words of the broken file that every language test reads.
    static let broken = gateway + "buses:\n  - {id: a, tcp: {hots: 10.0.0.1}}\n"

    @Test func `help names the commands that people use`() throws {
        let (ending, output) = try Tram.finish(["--help"])
        #expect(ending == .exit(0))
        let text = output.joined(separator: "\n")
        for command in [
            "run", "check", "status", "watch", "read", "hub", "spool", "demo", "explain",
        ] {
            #expect(output.contains { $0.hasPrefix("  \(command) ") }, "\(text)")
        }
        #expect(!text.contains("simulate-site"), "it is no command for people")
        #expect(output.allSatisfy { $0.count <= 80 }, "\(text)")
    }

    /// One on a line, as in `Tram`: who adds a command adds a line.
    private static let commands = [
        ["run"],
        ["check"],
        ["plan"],
        ["status"],
        ["watch"],
        ["read"],
        ["write"],
        ["reload"],
        ["capture"],
        ["ports"],
        ["scan"],
        ["identify"],
        ["hub", "tail"],
        ["hub", "check"],
        ["spool"],
        ["maintenance"],
        ["export"],
        ["import"],
        ["commission"],
        ["bundle"],
        ["explain"],
        ["doctor"],
        ["device", "list"],
        ["device", "show"],
        ["device", "add"],
        ["device", "remove"],
        ["device", "try"],
        ["demo"],
        ["simulate"],
        ["decode"],
        ["profile", "list"],
        ["profile", "show"],
        ["profile", "check"],
        ["help"],
    ]

    @Test(arguments: [[], ["hub"], ["profile"], ["device"]] + commands, Language.allCases)
    func `every command explains itself within 80 columns`(
        command: [String], language: Language
    ) throws {
        let (ending, output) = try Tram.finish(
            command + ["--help"], ["LANG": language == .vietnamese ? "vi_VN.UTF-8" : "C.UTF-8"])
        #expect(ending == .exit(0))
        let usage = (["USAGE: tram"] + command).joined(separator: " ")
        #expect(output.contains { $0.hasPrefix(usage) })
        for line in output { #expect(line.count <= 80, "\(line)") }
        let isVietnamese = output.joined().contains { "ạảấầậắặẹẻếềệịọỏốồộớờợụủứừựđ".contains($0) }
        #expect(isVietnamese == (language == .vietnamese), "\(output)")
    }

    /// What of help is nobody's but the parser's, who speaks English.
    private static let parsers = ["(default:", "(values:", "help information", "the version"]

    @Test(arguments: commands)
    func `every option is explained in the other language`(command: [String]) throws {
        let english = try Tram.finish(command + ["--help", "--lang", "en"]).output
        let vietnamese = try Tram.finish(command + ["--help", "--lang=vi"]).output
        for line in english where line.hasPrefix("  -") || line.hasPrefix("OVERVIEW") {
            let isParsers = Self.parsers.contains { line.contains($0) }
            let isLabel = !line.dropFirst(2).contains("  ")
            guard !isParsers, !isLabel, line.count > 30 else { continue }
            #expect(!vietnamese.contains(line), "\(line)")
        }
    }

    @Test func `help on a console that is not UTF-8 has no marks`() throws {
        let (ending, output) = try Tram.finish(["demo", "--help", "--lang", "vi"], ["LANG": "C"])
        #expect(ending == .exit(0))
        #expect(output.joined().utf8.allSatisfy { $0 < 0x80 }, "\(output)")
    }

    @Test func `wrong options are named in Vietnamese`() throws {
        let (ending, output) = try Tram.finish(["demo", "--seconds", "1", "--lang", "vi"])
        #expect(ending == .exit(2))
        #expect(
            output.first
                == "Error: --seconds: từ 3, vì thiết bị được đọc mỗi giây một lần, đến 86400")
    }

    @Test(arguments: [
        (["tram", "--help", "--lang", "vi"], [:], Language.vietnamese),
        (["tram", "--lang=vi", "--lang=en"], [:], .english),
        (["tram", "--lang"], ["TRAM_LANG": "vi"], .vietnamese),
        (["tram", "--lang", "fr"], ["LANG": "vi_VN.UTF-8"], .vietnamese),
        (["tram", "vi"], ["LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "vi"], .english),
        ([], [:], .english),
    ])
    func `the language is known before anything is understood`(
        words: [String], variables: [String: String], language: Language
    ) {
        #expect(Language(asked: words, { variables[$0] }) == language)
    }

    @Test func `the version is one line`() throws {
        let (ending, output) = try Tram.finish(["--version"])
        #expect(ending == .exit(0))
        #expect(output == [Product.version])
    }

    @Test(arguments: [
        ["chekc"], ["check", "--lang", "fr"], ["check", "a", "b"], ["check", "--output", "xml"],
        ["run", "--confg", "x"], ["demo", "--seconds", "1"], ["demo", "--seconds", "soon"],
        ["hub", "tail", "--seconds", "0"], ["hub", "tail", "--wait", "-1"],
        ["hub", "tail", "--root", "danang"], ["hub", "check", "--wait", "0"],
        ["check", "--profiles", "/nowhere"],
        ["hub", "tail", "--url", "mqtt://127.0.0.1:1", "--config", "tram.yaml"],
        ["run", "--profiles", "/nowhere"], ["hub", "tail", "--profiles", "/nowhere"],
        ["device", "remove"], ["device", "try", "xy-md02", "roof"],
        ["device", "add", "--port", "/dev/ttyUSB0", "--host", "10.0.0.5"],
        ["device", "add", "--port", "ttyUSB0"], ["device", "add", "--unit", "256"],
        ["device", "add", "--host", "10.0.0.5", "--baud", "9600"],
        ["device", "add", "--port", "/dev/ttyUSB0", "--mode", "7E1"],
        ["device", "add", "--port", "/dev/ttyUSB0", "--mode", "8N1", "--parity", "none"],
        ["device", "add", "--rtu-over-tcp", "--bus", "b"],
        ["watch", "--for", "soon"], ["watch", "--count", "0"], ["watch", "--output", "xml"],
    ])
    func `wrong usage ends with 2 and a word about it`(arguments: [String]) throws {
        let (ending, output) = try Tram.finish(arguments)
        #expect(ending == .exit(2))
        #expect(output.first?.hasPrefix("Error: ") == true, "\(output)")
        #expect(output.contains { $0.contains("tram") }, "\(output)")
    }

    @Test func `a file in order is said to be so`() throws {
        let directory = try Directory()
        let path = try directory.write(Self.gateway, to: "tram.yaml")
        let (ending, output) = try Tram.finish(["check", path])
        #expect(ending == .exit(0))
        #expect(
            output == [
                "\(path): fine: 0 lines, 0 devices, 0 points, 0 warnings",
                "no device yet; add one: tram device add",
            ])
    }

    @Test func `a problem has its place, its code and the nearest word`() throws {
        let directory = try Directory()
        let path = try directory.write(Self.broken, to: "tram.yaml")
        let (ending, output) = try Tram.finish(["check", path])
        #expect(ending == .exit(1))
        let first = try #require(output.first)
        #expect(first.hasPrefix("\(path):4:19: error: ") && first.hasSuffix("[unknown-key]"))
        #expect(first.contains("\"hots\"") && first.contains("did you mean host?"), "\(first)")
        #expect(output.last?.hasSuffix("; nothing would start") == true, "\(output)")
    }

    @Test func `scripts get the same facts as JSON, in whatever language`() throws {
        let directory = try Directory()
        let path = try directory.write(Self.broken, to: "tram.yaml")
        let arguments = ["check", path, "--output", "json"]
        let english = try Tram.finish(arguments)
        let vietnamese = try Tram.finish(arguments, ["TRAM_LANG": "vi", "LANG": "C"])
        #expect(english.ending == .exit(1) && vietnamese.ending == .exit(1))
        #expect(english.output == vietnamese.output)
        let problems = try JSON(parsing: Array(english.output.joined().utf8))
        let first = try #require(problems.array?.first)
        #expect(first["file"]?.string == path)
        #expect(first["line"]?.integer == 4 && first["column"]?.integer == 19)
        #expect(first["code"]?.string == "unknown-key" && first["severity"]?.string == "error")
        #expect(first["en"]?.string != first["vi"]?.string)
    }

    @Test(arguments: [
        (["--lang", "vi"], [:]), ([], ["TRAM_LANG": "vi"]), ([], ["LANG": "vi_VN.UTF-8"]),
        (["--lang", "vi"], ["LANG": "en_US.UTF-8", "TRAM_LANG": "en"]),
    ])
    func `Vietnamese is spoken when asked for`(
        arguments: [String], variables: [String: String]
    ) throws {
        let output = try Self.check(arguments, variables)
        #expect(output.contains(": lỗi: "), "\(output)")
        #expect(output.contains("dịch vụ sẽ không khởi động"), "\(output)")
    }

    @Test(arguments: [
        ([], [:]), (["--lang", "en"], ["LANG": "vi_VN.UTF-8"]),
        ([], ["TRAM_LANG": "en", "LANG": "vi_VN.UTF-8"]), ([], ["LANG": "C"]),
    ])
    func `English is spoken otherwise`(arguments: [String], variables: [String: String]) throws {
        let output = try Self.check(arguments, variables)
        #expect(output.contains(": error: ") && output.contains("nothing would start"))
    }

    @Test(arguments: ["C", "POSIX", "vi_VN.TCVN5712-1"])
    func `a console that is not UTF-8 gets letters without marks`(locale: String) throws {
        let output = try Self.check(["--lang", "vi"], ["LANG": locale])
        #expect(output.utf8.allSatisfy { $0 < 0x80 }, "\(output)")
        #expect(output.contains(": loi: ") && output.contains("dich vu se khong khoi dong"))
    }

    @Test func `a running service without its file says so and ends`() throws {
        let (ending, output) = try Tram.finish(["run", "--config", "/nowhere/tram.yaml"])
        #expect(ending == .exit(1))
        #expect(output == ["/nowhere/tram.yaml: error: no such file [cannot-read]"])
    }

    @Test(arguments: [[], ["--output", "json"]])
    func `where no service runs its status says what to do`(more: [String]) throws {
        let (ending, output) = try Tram.finish(["status", "--control", "/nowhere/control"] + more)
        #expect(ending == .exit(3))
        let words = output.joinedWords
        #expect(words.contains("service-not-running"), "\(output)")
        #expect(words.contains("systemctl status tram") && !words.contains("SystemFault"))
    }

    @Test func `a path cannot command the terminal`() throws {
        let (ending, output) = try Tram.finish(["check", "/nowhere/\u{1B}[2J\u{9B}x"])
        #expect(ending == .exit(1))
        #expect(output.first == "/nowhere/[2Jx: error: no such file [cannot-read]")
    }

    private static func check(
        _ arguments: [String], _ variables: [String: String]
    ) throws -> String {
        let directory = try Directory()
        let path = try directory.write(broken, to: "tram.yaml")
        let (ending, output) = try Tram.finish(["check", path] + arguments, variables)
        #expect(ending == .exit(1))
        return output.joined(separator: "\n")
    }
}
