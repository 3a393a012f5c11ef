// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Simulator
import Testing
import Waiting

@testable import tram

@Suite(.waits(atMostMinutes: 5)) struct IdentifyTests {
    @Test(
        arguments: [
            ("rs485-1:7", .bus("rs485-1"), 7), ("/dev/ttyUSB0:247", .port("/dev/ttyUSB0"), 247),
            (
                "/dev/serial/by-path/pci-0:14.0-usb-0:2:1.0:3",
                .port("/dev/serial/by-path/pci-0:14.0-usb-0:2:1.0"), 3
            ),
            ("192.168.1.20:7", .host("192.168.1.20", 502), 7),
            ("192.168.1.20:1502:7", .host("192.168.1.20", 1_502), 7),
            ("[::1]:503:0", .host("::1", 503), 0), ("[::1]:9", .host("::1", 502), 9),
        ] as [(String, ScanPlace, UInt8)])
    func `a place is as for a scan, then a unit`(word: String, place: ScanPlace, unit: UInt8) {
        #expect(IdentifyPlace(word)?.place == place)
        #expect(IdentifyPlace(word)?.unit == unit)
    }

    @Test(arguments: [
        "rs485-1", "rs485-1:", "rs485-1:256", ":7", "rs485-1:x", "h.x:0:7", "[::1]x:7",
    ])
    func `what names no unit is refused`(word: String) throws {
        #expect(IdentifyPlace(word) == nil)
        let (ending, output) = try Tram.finish(["identify", word])
        #expect(ending == .exit(2), "\(output)")
    }

    private func view(_ bench: IdentifyBench, _ word: String = "rs485-1:33") throws -> IdentifyView
    {
        let place = try #require(IdentifyPlace(word))
        return IdentifyView(
            name: word, place, bench.identified(unit: place.unit), took: .milliseconds(2_500))
    }

    private static var benches: [IdentifyBench] {
        IdentifyBench.library.map {
            IdentifyBench($0, unit: 33, .exceptions, seed: 3)
        } + [IdentifyBench { [$0[0] | 0x80, 1] }]
    }

    @Test func `lines fit the console, in both languages, and say the same`() throws {
        for bench in Self.benches {
            let view = try view(bench)
            let english = view.lines(.english)
            let vietnamese = view.lines(.vietnamese)
            for line in english + vietnamese { #expect(line.columns <= 80, "\(line)") }
            #expect(english != vietnamese)
            let json = try JSON(parsing: Array(view.json.utf8))
            let verdict = try #require(json["verdict"]?.string)
            let first = json["candidates"]?.array?.first?["profile"]?.string
            let word = ["sure": "sure: ", "unsure": "not sure: ", "unknown": "no profile of the"]
            let begin = try #require(word[verdict]) + (first ?? "")
            #expect(english.contains { $0.hasPrefix(begin) }, "\(english)")
            guard let first else { continue }
            let command = Self.offered(english)
            #expect(
                command.hasPrefix(
                    "tram device add --bus rs485-1 --unit 33 --profile \(first) --id device-33"),
                "\(english)")
            #expect(Self.offered(vietnamese) == command)
        }
    }

    /// The command at the end, as a shell reads it.
    private static func offered(_ lines: [String]) -> String {
        let start = lines.lastIndex { $0.hasPrefix("  tram device add ") } ?? lines.startIndex
        return lines[start...].flatMap { $0.split(separator: " ").filter { $0 != "\\" } }
            .joined(separator: " ")
    }

    /// Only what the service has can be read; a port's unit is added by words of its label.
    @Test(arguments: Language.allCases)
    func `what to type for a port can be typed`(language: Language) throws {
        let lines = try view(IdentifyBench { [$0[0] | 0x80, 1] }, "/dev/ttyUSB0:33").lines(language)
        #expect(
            Self.offered(lines)
                == "tram device add --port /dev/ttyUSB0 --baud 9600 --mode 8N1 --unit 33")
        #expect(!lines.contains { $0.contains("tram read") }, "\(lines)")
    }

    /// The whole library takes some 120 questions of 20 to 60 ms.
    @Test(arguments: ["rs485-1:5", "/dev/ttyUSB0:5", "10.0.0.7:5"])
    func `how long it takes is no fright`(word: String) throws {
        let place = try #require(IdentifyPlace(word))
        let run = IdentifyRun(
            place: place, Identification(IdentifyBench.library, unit: 5), SerialSpeed(),
            .milliseconds(500), screen: Screen(.english, isPlain: false), isQuiet: true)
        #expect((2...10).contains(run.usual), "\(run.usual)")
    }

    @Test func `a SunSpec device is told with where its block begins`() throws {
        let profile = try #require(IdentifyBench.library.first { $0.id == "sunspec-203" })
        let bench = IdentifyBench(profile, unit: 33, .exceptions, seed: 3)
        let lines = try view(bench, "10.0.0.7:33").lines(.english)
        #expect(lines.contains { $0.hasPrefix("sure: sunspec-203 ") }, "\(lines)")
        #expect(Self.offered(lines).hasSuffix(" --address-offset=40070"), "\(lines)")
        #expect(Self.offered(lines).contains(" --host 10.0.0.7:502 --unit 33 "), "\(lines)")
        #expect(lines.contains { $0.contains("SunSpec 1 203") }, "\(lines)")
    }

    /// What the help of the command shows is what it answers.
    @Test(arguments: Language.allCases)
    func `the help's transcripts are true`(language: Language) throws {
        let site = try Site(seed: 1, time: { 1_782_032_400 })
        let devices = try [(7, "kippzonen-smp"), (3, "xy-md02")].map { unit, id in
            let profile = try #require(IdentifyBench.library.first { $0.id == id })
            let model = ProfileModel(profile, unit: UInt8(unit))
            return SimulatedDevice(unit: UInt8(unit), model: model, seed: 1)
        }
        let port = try site.addTCP(devices: devices)
        try site.start()
        defer { site.stop() }
        try Transcript.check(
            ["identify"], language, language == .english ? 2 : 1,
            last: language == .english ? .exit(1) : nil, host: "127.0.0.1:\(port)")
    }

    @Test func `a broken profile is left out, and told`() throws {
        let directory = try Directory()
        try directory.write("profile: acme-t1\nvendor: A\n", to: "acme-t1.yaml")
        let (_, output) = try Tram.finish([
            "identify", "/dev/nowhere:1", "--profiles", directory.path,
        ])
        #expect(output.contains { $0.contains("acme-t1.yaml has errors and is left out") })
    }

    @Test func `where nobody is a sentence says what to do`() throws {
        let (ending, output) = try Tram.finish(["identify", "/dev/nowhere:1", "--lang", "vi"])
        #expect(ending == .exit(3))
        #expect(output.joinedWords.contains("[port-missing]"), "\(output)")
        #expect(output.last == "  tram ports", "\(output)")
        let slave = try ForeignSlave(.tcp, [3: [.holding: [0: [7]]]])
        let place = "127.0.0.1:\(slave.endpoint.port):9"
        let (silent, told) = try Tram.finish(
            ["identify", place, "--timeout", "50ms"], within: .seconds(60))
        #expect(silent == .exit(1), "\(told)")
        #expect(told.last?.hasPrefix("none of 6 questions was answered; ") == true, "\(told)")
    }
}
