// SPDX-License-Identifier: Apache-2.0
import Field
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
    @Test(arguments: [Wire.tcp, .rtu])
    func `what answers is found`(wire: Wire) throws {
        let slave = try ForeignSlave(wire, [3: [.holding: [0: [7]]], 5: [.input: [0: [9]]]])
        let place =
            wire == .rtu ? slave.endpoint.path : "127.0.0.1:\(slave.endpoint.port)"
        let (ending, output) = try Tram.finish(
            ["scan", place, "--units", "1..6", "--baud", "115200"], within: .seconds(60))
        #expect(ending == .exit(0), "\(output)")
        #expect(output.first?.hasPrefix("6 units, ") == true, "\(output)")
        #expect(output.contains { $0.hasPrefix("   3 ") && $0.hasSuffix("holding 0 is 0x0007") })
        #expect(output.contains { $0.hasPrefix("   5 ") && $0.contains("exception 2") })
        #expect(output.contains("2 of 6 units answer"))
        let settings = wire == .rtu ? " --baud 115200 --mode 8N1" : ""
        let flag = (wire == .rtu ? "--port " : "--host ") + place + settings
        // As a shell reads lines that go on.
        let words = output.flatMap { $0.split(separator: " ").filter { $0 != "\\" } }
            .joined(separator: " ")
        for unit in [3, 5] {
            #expect(words.contains("tram device add \(flag) --unit \(unit)"), "\(output)")
        }
        for line in output { #expect(line.columns <= 80) }
    }

    @Test func `where nobody is a sentence says what to do`() throws {
        let (ending, output) = try Tram.finish(["scan", "/dev/nowhere", "--lang", "vi"])
        #expect(ending == .exit(3))
        #expect(output.joinedWords.contains("[port-missing]"), "\(output)")
    }
}
