// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Simulator
import Testing
import Waiting

@testable import tram

/// `tram simulate` as people and programs use it.
@Suite(.waits(atMostMinutes: 5)) struct SimulateTests {
    private func next(_ program: Program, _ words: String) throws -> String {
        try #require(try program.line(containing: words, within: .seconds(30)))
    }

    private func obey(_ program: Program, _ command: String) throws -> String {
        try program.send(command)
        return try #require(try program.next(within: .seconds(30))).text
    }

    @Test func `it says how it is reached, and in a pipe answers each command by a line`() throws {
        let program = try Tram.start(["simulate", "eastron-sdm120", "xy-md02=5"])
        let heading = try next(program, "2 simulated devices, Modbus TCP: 127.0.0.1:")
        let place = try #require(heading.firstRange(of: "127.0.0.1:"))
        let port = heading[place.upperBound...].prefix(while: \.isNumber)
        #expect(try next(program, "tcp:").contains("port: \(port)}"))
        #expect(try next(program, "eastron-sdm120").contains("unit-id: 1"))
        #expect(
            try next(program, "xy-md02")
                == "      - {id: xy-md02, profile: xy-md02, unit-id: 5, domain: env, poll: 1s}")
        #expect(try program.next(within: .seconds(30))?.text == "")
        #expect(try obey(program, "unplug xy-md02") == "ok: xy-md02 is unplugged")
        #expect(try obey(program, "break sim") == "ok: sim is broken")
        #expect(try obey(program, "mend sim") == "ok: sim is mended")
        #expect(try obey(program, "fault 1 late 0.5").hasPrefix("ok: eastron-sdm120: late 0.5"))
        #expect(try obey(program, "fault 1 lte").hasPrefix("error: "))
        #expect(
            try obey(program, "list")
                == "ok: eastron-sdm120 unit 1 on sim: late 0.5 0/0; "
                + "xy-md02 unit 5 on sim: unplugged 0/0; sim: open")
        #expect(try obey(program, "quit") == "ok: quit")
        #expect(try program.ended(within: .seconds(30)) == .exit(0))
    }

    @Test func `the end of a pipe ends nothing, a signal does`() throws {
        let program = try Tram.start(["simulate", "xy-md02", "--serial", "--lang", "vi"])
        let heading = try next(program, "1 thiết bị mô phỏng")
        let path = try #require(
            heading.split(separator: " ").first { $0.hasPrefix("/") }.map { String($0.dropLast()) })
        #expect(File.exists(path))
        try program.send("list")
        _ = try next(program, "ok: xy-md02")
        program.closeInput()
        #expect(try program.ended(within: .milliseconds(200)) == nil)
        program.stop()
        #expect(try program.ended(within: .seconds(30)) == .exit(0))
        #expect(!File.exists(path))
    }

    @Test func `faults can be there from the start`() throws {
        let directory = try Directory()
        let file = try directory.write("# first\nunplug 2\nfault 1 echo 0.1\n", to: "faults")
        let program = try Tram.start(
            ["simulate", "xy-md02", "xy-md02", "xy-md02", "--fault", "crc:3", "--faults", file])
        _ = try next(program, "unit-id: 3")
        _ = try program.next(within: .seconds(30))
        let list = try obey(program, "list")
        for words in ["echo 0.1", "unit 2 on sim: unplugged", "unit 3 on sim: crc 1.0"] {
            #expect(list.contains(words), "\(list)")
        }
        program.stop()
    }

    static let refusals: [([String], Int32)] = [
        (["nonsense"], 2), (["eastron-sdm12"], 2), (["xy-md02=0"], 2), (["xy-md02=248"], 2),
        (["xy-md02=1", "xy-md02=1"], 2), (["/nowhere.yaml"], 1),
        (["xy-md02", "--faults", "/nowhere"], 1), ([], 2), (["xy-md02", "--baud", "1"], 2),
        (["xy-md02", "--fault", "nonsense"], 2), (["xy-md02", "--tcp", "--serial"], 2),
        (["xy-md02", "--mode", "7N1"], 2),
    ]

    @Test(arguments: refusals)
    func `what cannot be simulated is refused with a sentence`(
        arguments: [String], code: Int32
    ) throws {
        let (ending, output) = try Tram.finish(["simulate"] + arguments)
        #expect(ending == .exit(code), "\(output)")
        #expect(output.contains { !$0.isEmpty })
    }

    /// Options that would do nothing, and a word of what to do instead in both languages.
    static let useless: [([String], String, String)] = [
        (["xy-md02", "--serial", "--port", "1502"], "leave out one of them", "hãy bỏ một trong"),
        (["xy-md02", "--baud", "9600"], "add --serial", "thêm --serial"),
        (["xy-md02", "--tcp", "--baud", "9600"], "add --serial", "thêm --serial"),
        (["xy-md02", "--tcp", "--mode", "8E1"], "--mode does nothing", "--mode không có tác dụng"),
        (["xy-md02", "--rtu-over-tcp", "--mode", "8E1"], "--baud 9600", "--baud 9600"),
        (["xy-md02", "--serial", "--baud", "12345"], "9600 19200", "9600 19200"),
        (["xy-md02", "--fault", "late:9"], "there are: 1", "đang có: 1"),
        (["xy-md02", "xy-md02=7", "--fault", "crc:2"], "there are: 1 7", "đang có: 1 7"),
        (["xy-md02", "--fault", "late:0x"], "late:3", "late:3"),
        (
            ["xy-md02", "--fault", "late", "--fault", "crc"], "--fault late does",
            "--fault late khôn"
        ),
        (
            ["xy-md02", "xy-md02", "--fault", "crc:2", "--fault", "late"], "all devices first",
            "mọi thiết bị lên đầu"
        ),
        (["xy-md02", "--profiles", "/nowhere"], "no such directory", "không có thư mục"),
        (["/a/xy-md02.yaml", "--profiles", "/tmp"], "leave it out", "hãy bỏ nó"),
    ]

    @Test(arguments: useless)
    func `options that do nothing together are refused with a way out`(
        arguments: [String], english: String, vietnamese: String
    ) throws {
        for (language, words) in [("en", english), ("vi", vietnamese)] {
            let (ending, output) = try Tram.finish(["simulate"] + arguments + ["--lang", language])
            #expect(ending == .exit(2), "\(output)")
            #expect(output.joinedWords.contains(words), "\(output)")
        }
    }

    static let useful = [
        ["--rtu-over-tcp", "--baud", "19200", "--mode", "8E1"], ["--serial", "--mode", "8N2"],
        ["--rtu-over-tcp", "--port", "0"], ["--fault", "late", "--fault", "crc:1"],
        ["--strict", "--seed", "7"], ["--profiles", "/"],
    ]

    @Test(arguments: useful)
    func `options that do something are not`(arguments: [String]) throws {
        let program = try Tram.start(["simulate", "xy-md02", "xy-md02"] + arguments)
        _ = try next(program, "2 simulated devices")
        program.stop()
        #expect(try program.ended(within: .seconds(30)) == .exit(0))
    }

    static let fileFaults: [(String, String)] = [
        ("frobnicate\n", ":1: no command"), ("\n# x\nfault 1\n", ":3: "), ("quit\n", ":1: "),
        ("unplug 2\n", "there is: xy-md02"),
    ]

    @Test(arguments: fileFaults)
    func `a line of the file of faults that does nothing is named before anything is served`(
        text: String, words: String
    ) throws {
        let directory = try Directory()
        let file = try directory.write(text, to: "faults")
        let (ending, output) = try Tram.finish(["simulate", "xy-md02", "--faults", file])
        #expect(ending == .exit(1))
        #expect(output.joinedWords.contains(words), "\(output)")
        #expect(output.first?.hasPrefix("tram simulate: ") == true, "\(output)")
    }

    @Test(arguments: ["en", "vi"])
    func `where it cannot serve it says what to do`(language: String) throws {
        let listener = try Listener(address: "127.0.0.1", port: 0)
        let taken = try Tram.finish([
            "simulate", "xy-md02", "--port", "\(listener.port)", "--lang", language,
        ])
        #expect(taken.ending == .exit(1))
        #expect(taken.output.joinedWords.contains("--port"), "\(taken.output)")
        let nowhere = try Tram.finish(
            ["simulate", "xy-md02", "--lang", language], ["TMPDIR": "/nowhere"])
        #expect(nowhere.ending == .exit(1))
        #expect(nowhere.output.joinedWords.contains("TMPDIR"))
    }

    @Test(arguments: Language.allCases)
    func `the menu on a terminal is 80 columns wide`(language: Language) throws {
        let site = try Site(seed: 1)
        let devices = (1...3).map { SimulatedDevice.block(unit: UInt8($0), count: 3) }
        let line = try SimulatedLine(.tcp, devices: devices)
        try site.add(line)
        let ids = ["a", "công-tơ", "a-device-with-a-name-as-long-as-names-can-ever-be-and-more"]
        let control = SiteControl(
            site, lines: [.init(id: "sim", line: line)],
            devices: zip(ids, devices).map { .init(id: $0, line: "a-long-line-id", device: $1) })
        control.inject(Injection(.exception, share: 0.123_456_789), into: control.devices[1])
        let lines = FaultTable(control).lines(language) + FaultTable.help(language)
        #expect(lines.count > 15)
        for line in lines { #expect(line.count <= 80, "\(line)") }
        #expect(lines[2].contains("exception 0.12"))
    }

    @Test func `commands come out of pieces, and what is too long is one refused command`() {
        var lines = CommandLines()
        lines.take("unplug a\nplu".utf8)
        #expect(lines.next() == "unplug a")
        #expect(lines.next() == nil)
        lines.take("g a\n\n".utf8)
        #expect(lines.next() == "plug a")
        #expect(lines.next() == "")
        for _ in 0..<1_000 {
            lines.take([UInt8](repeating: UInt8(ascii: "x"), count: 100))
            if let line = lines.next() { #expect(line.utf8.count <= 2_000) }
        }
        lines.take("yz\nlist\n".utf8)
        #expect(lines.next() == "list")
        #expect(lines.next() == nil)
    }
}
