// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Simulator
import Testing

@testable import tram

/// `tram simulate` as people and programs use it.
@Suite struct SimulateTests {
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

    @Test func `what it prints for tram.yaml checks`() throws {
        let directory = try Directory()
        for wire in [["--tcp"], ["--serial"], ["--rtu-over-tcp", "--baud", "19200"]] {
            let program = try Tram.start(
                ["simulate", "eastron-sdm630", "renke-rs-fsxcs", "renke-rs-fsxcs"] + wire)
            _ = try next(program, "3 simulated devices")
            var lines: [String] = []
            while let line = try program.next(within: .seconds(30))?.text {
                if line.isEmpty, !lines.isEmpty { break }
                lines.append(line)
            }
            #expect(lines.contains { $0.contains("id: renke-rs-fsxcs-2") })
            let text = CommandTests.gateway + lines.joined(separator: "\n") + "\n"
            let path = try directory.write(text, to: "tram.yaml")
            let (ending, output) = try Tram.finish(["check", path])
            #expect(ending == .exit(0), "\(output)")
            program.stop()
            #expect(try program.ended(within: .seconds(30)) == .exit(0))
        }
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
        (["nonsense"], 1), (["eastron-sdm12"], 1), (["xy-md02=0"], 1), (["xy-md02=248"], 1),
        (["xy-md02=1", "xy-md02=1"], 1), (["/nowhere.yaml"], 1),
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

    @Test func `it explains itself within 80 columns`() throws {
        let (ending, output) = try Tram.finish(["simulate", "--help"])
        #expect(ending == .exit(0))
        for line in output { #expect(line.count <= 80, "\(line)") }
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
