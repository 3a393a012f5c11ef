// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Testing
import Waiting

@testable import tram

@Suite(.waits(atMostMinutes: 5)) struct ScanTests {
    @Test(
        arguments: [
            ("rs485-1", .bus("rs485-1")), ("/dev/ttyUSB0", .port("/dev/ttyUSB0")),
            ("192.168.1.20", .host("192.168.1.20", 502)), ("plc:1502", .host("plc", 1_502)),
            ("localhost", .host("localhost", 502)), ("[::1]:503", .host("::1", 503)),
            ("[::1]", .host("::1", 502)), ("fe80::1", .host("fe80::1", 502)),
        ] as [(String, ScanPlace)])
    func `a place is a bus, a port or a host`(word: String, place: ScanPlace) {
        #expect(ScanPlace(word) == place)
    }

    @Test(arguments: ["plc:", "plc:0", "plc:65536", "plc:x", ":502", "[::1]x", "[::1]:"])
    func `a host's port is a number`(word: String) {
        #expect(ScanPlace(word) == nil)
    }

    @Test func `units are one or a range`() {
        #expect(UnitRange(argument: "7")?.units == 7...7)
        #expect(UnitRange(argument: "1..20")?.units == 1...20)
        for word in ["", "..", "1..", "20..1", "1..256", "1..2..3", "x"] {
            #expect(UnitRange(argument: word) == nil, "\(word)")
        }
    }

    /// 20 units of 200 ms and, at 9600 baud, 15 characters and a silence each.
    @Test func `the time that it takes at most is told before`() {
        let serial = ScanPlan(
            units: Array(1...20), timeout: .milliseconds(200), speeds: [SerialSpeed(baud: 9_600)])
        #expect(serial.longest(isShared: false).milliseconds == 20 * 200 + 385)
        let tcp = ScanPlan(units: Array(1...20), timeout: .milliseconds(200), speeds: [nil])
        #expect(tcp.longest(isShared: false) == .seconds(4))
        #expect(tcp.longest(isShared: true) == .seconds(20))
    }

    /// Two units of a foreign slave, without a service.
    @Test(arguments: Wire.allCases)
    func `what answers is found`(wire: Wire) throws {
        let slave = try ForeignSlave(wire, [3: [.holding: [0: [7]]], 5: [.input: [0: [9]]]])
        let place =
            wire == .rtu ? slave.endpoint.path : "127.0.0.1:\(slave.endpoint.port)"
        let flags: [Wire: [String]] = [
            .rtu: ["--baud", "115200"], .rtuOverTCP: ["--rtu-over-tcp"],
        ]
        let (ending, output) = try Tram.finish(
            ["scan", place, "--units", "1..6"] + (flags[wire] ?? []), within: .seconds(60))
        #expect(ending == .exit(0), "\(output)")
        #expect(output.first?.hasPrefix("6 units, ") == true, "\(output)")
        #expect(output.contains { $0.hasPrefix("   3 ") && $0.hasSuffix("holding 0 is 0x0007") })
        #expect(output.contains { $0.hasPrefix("   5 ") && $0.contains("exception 2") })
        #expect(output.contains("2 of 6 units answer"))
        let settings =
            switch wire {
            case .rtu: " --baud 115200 --mode 8N1"
            case .rtuOverTCP: " --rtu-over-tcp"
            case .tcp: ""
            }
        let flag = (wire == .rtu ? "--port " : "--host ") + place + settings
        // As a shell reads lines that go on.
        let words = output.flatMap { $0.split(separator: " ").filter { $0 != "\\" } }
            .joined(separator: " ")
        for unit in [3, 5] {
            #expect(words.contains("tram device add \(flag) --unit \(unit)"), "\(output)")
        }
        for line in output { #expect(line.columns <= 80) }
    }

    @Test(
        "settings that would do nothing are wrong usage",
        arguments: [
            ["scan", "roof", "--baud", "19200"], ["scan", "roof", "--rtu-over-tcp"],
            ["scan", "10.0.0.7", "--mode", "8E1"], ["scan", "/dev/ttyUSB0", "--rtu-over-tcp"],
            ["scan", "/dev/ttyUSB0", "--auto", "--baud", "9600"],
            ["scan", "10.0.0.7", "--auto", "--rtu-over-tcp"],
            ["identify", "roof:5", "--mode", "8E1"], ["identify", "10.0.0.7:5", "--baud", "9600"],
            ["device", "try", "xy-md02", "10.0.0.7:5", "--baud", "9600"],
        ])
    func useless(words: [String]) throws {
        let (ending, output) = try Tram.finish(words)
        #expect(ending == .exit(2), "\(output)")
        #expect(output.joined().contains("leave "), "\(output)")
    }

    /// Only a pair of wires has an A and a B.
    @Test func `a silent host is told nothing of wires`() throws {
        let slave = try ForeignSlave(.tcp, [3: [.holding: [0: [7]]]])
        let place = "127.0.0.1:\(slave.endpoint.port)"
        let (ending, output) = try Tram.finish(
            ["scan", place, "--units", "8..9", "--timeout", "50ms"], within: .seconds(60))
        #expect(ending == .exit(1))
        #expect(output.last?.hasPrefix("nobody answers: ") == true, "\(output)")
        #expect(output.last?.contains("A/B") == false, "\(output)")
    }

    @Test func `where nobody is a sentence says what to do`() throws {
        let (ending, output) = try Tram.finish(["scan", "/dev/nowhere", "--lang", "vi"])
        #expect(ending == .exit(3))
        #expect(output.joinedWords.contains("[port-missing]"), "\(output)")
        #expect(output.last == "  tram ports", "\(output)")
    }

    @Test func `what was found until Ctrl-C can be added`() throws {
        let slave = try ForeignSlave(.rtu, [3: [.holding: [0: [7]]]])
        let console = try Console.start(
            ["scan", slave.endpoint.path, "--baud", "115200", "--lang", "en"], [:])
        #expect(try console.shows("   3 115200 8N1: holding 0 is 0x0007"), "\(console.glass.text)")
        kill(console.processID, SIGINT)
        #expect(try console.ended(within: .seconds(20)) == .exit(1))
        #expect(console.glass.contains("ended before its end: 1 of "), "\(console.glass.text)")
        #expect(console.glass.contains("  tram device add --port "), "\(console.glass.text)")
        #expect(console.glass.contains("--baud 115200 --mode 8N1 --unit 3"))
    }

    /// Of a port that is no bus yet, the settings stand in the commands.
    @Test func `a port has no entry in a file`() throws {
        let slave = try ForeignSlave(.rtu, [3: [.holding: [0: [7]]]])
        let (ending, output) = try Tram.finish(
            ["scan", slave.endpoint.path, "--auto", "--units", "3"], within: .seconds(60))
        #expect(ending == .exit(0), "\(output)")
        #expect(!output.contains { $0.contains("tram.yaml") }, "\(output)")
    }
}
