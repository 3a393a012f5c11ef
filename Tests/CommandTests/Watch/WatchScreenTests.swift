// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// The real `tram watch` beside a running service and simulated devices: on a terminal, and in a
/// pipe.
@Suite(.serialized, .waits(atMostMinutes: 3)) struct WatchScreenTests {
    /// A broker, simulated devices and the agent.
    private final class Whole {
        let broker: Broker
        let directory: Directory
        let simulation: Program
        let agent: Program
        var control: String { directory.file("control") }

        init() throws {
            broker = try Broker()
            directory = try Directory()
            simulation = try Tram.start(["simulate", "eastron-sdm120", "xy-md02=5"])
            let found = try simulation.line(containing: "tcp: {", within: .seconds(30))
            let link = try #require(found)
            try directory.write(
                """
                gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
                hubs:
                  - urls: ["mqtt://127.0.0.1:\(broker.port)"]
                    root: danang
                buses:
                  - id: roof
                    \(link.drop { $0 == " " })
                    devices:
                      - {id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, \
                poll: 1s}
                      - {id: cabinet, profile: xy-md02, unit-id: 5, domain: env, poll: 1s}
                """, to: "tram.yaml")
            agent = try Tram.start([
                "run", "--config", directory.file("tram.yaml"), "--control",
                directory.file("control"),
            ])
            _ = try agent.line(containing: "line roof", within: .seconds(30))
        }

        func watch(_ more: [String]) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(
                ["watch", "--control", control, "--lang", "en"] + more, within: .seconds(30))
        }
    }

    @Test func `keys move in it, and it follows the window and the devices`() throws {
        let whole = try Whole()
        let console = try Console.start(
            ["watch", "--control", whole.control, "--lang", "vi"], [:])
        #expect(try console.shows("✓ meter-1 "), "\(console.glass.text)")
        #expect(try console.shows("Điện áp"))
        #expect(try console.shows(" tải   roof "))
        #expect(console.glass.isAlternate && !console.glass.isCursorShown)
        #expect(try console.shows("✓ hub, phiên 1"), "\(console.glass.text)")
        try console.type("?")
        #expect(try console.shows("trở lại bảng giá trị"))
        try console.type("?n")
        #expect(try console.shows(" active_power "))
        console.resize(columns: 60, rows: 10)
        #expect(try console.shows("dòng 1–4/"))
        try console.type("\u{1B}[6~")
        #expect(try console.shows("dòng 5–8/"))
        try console.type("\t")
        #expect(try console.shows("✓ cabinet "))
        console.resize(columns: 50, rows: 9)
        #expect(try console.shows("50×9: cần ít nhất 60×10"))
        console.resize(columns: 100, rows: 30)
        #expect(try console.shows("✓ meter-1 "))
        try whole.simulation.send("unplug 1")
        #expect(try console.shows("✗ meter-1 "), "\(console.glass.text)")
        #expect(try console.shows("timeout"))
        #expect(console.glass.unknown == [], "no sequence that a terminal may not know")
        whole.agent.stop()
        #expect(try console.shows(" ✗ service-not-running: "), "\(console.glass.text)")
        try console.type("q")
        #expect(try console.ended(within: .seconds(20)) == .exit(0))
        #expect(console.isAsBefore && !console.glass.isAlternate && console.glass.isCursorShown)
        whole.simulation.stop()
    }

    @Test func `however it is told to end, the terminal is as it was`() throws {
        let whole = try Whole()
        for ending in [SIGTERM, SIGHUP, SIGINT, 0] {
            let console = try Console.start(
                ["watch", "meter-1", "--control", whole.control, "--lang", "en"], [:])
            #expect(try console.shows("✓ meter-1 "), "\(console.glass.text)")
            #expect(!console.isAsBefore && !console.glass.contains("cabinet"))
            if ending == 0 { try console.type("\u{3}") } else { kill(console.processID, ending) }
            #expect(try console.ended(within: .seconds(20)) == .exit(0))
            #expect(console.isAsBefore && !console.glass.isAlternate)
            #expect(console.glass.isCursorShown)
        }
        let console = try Console.start(
            ["watch", "--for", "2s", "--control", whole.control, "--lang", "en"], [:])
        #expect(try console.shows("✓ meter-1 "))
        #expect(try console.ended(within: .seconds(20)) == .exit(0), "its time is over")
        #expect(console.isAsBefore)
        let lines = try Console.start(
            ["watch", "--lines", "--count", "3", "--control", whole.control, "--lang", "en"], [:])
        #expect(try lines.ended(within: .seconds(20)) == .exit(0))
        #expect(!lines.glass.isAlternate && lines.glass.contains(" meter-1      voltage "))
        whole.agent.stop()
        whole.simulation.stop()
    }

    @Test func `in a pipe it is a line for each value that is another one`() throws {
        let whole = try Whole()
        let (ending, output) = try whole.watch(["--for", "4s"])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains { $0.contains(" meter-1      voltage ") && $0.hasSuffix(" V") })
        #expect(output.contains { $0.contains(" cabinet      ") })
        #expect(output.allSatisfy { !$0.contains("\u{1B}") })
        let (counted, objects) = try whole.watch(["--count", "5", "--output", "json", "meter-1"])
        #expect(counted == .exit(0) && objects.count == 5, "\(objects)")
        for line in objects {
            let json = try JSON(parsing: Array(line.utf8))
            #expect(json["device"]?.string == "meter-1" && json["point"]?.string != nil)
        }
        let (unknown, words) = try whole.watch(["meter-9"])
        #expect(unknown == .exit(2) && words.joinedWords.contains("[unknown-device]"))
        whole.agent.stop()
        let (gone, why) = try whole.watch([])
        #expect(gone == .exit(3) && why.joinedWords.contains("[service-not-running]"))
        let (json, object) = try whole.watch(["--output", "json"])
        #expect(json == .exit(3) && object.last?.contains("service-not-running") == true)
        whole.simulation.stop()
    }

    @Test func `when the reader has gone, so has it`() throws {
        let whole = try Whole()
        let (ending, output) = try Tram.finish(
            ["watch", "--lines", "--control", whole.control],
            through: [
                "/bin/sh", "-c", "\"$0\" \"$@\" | head -n 2",
            ], within: .seconds(30))
        #expect(ending == .exit(0) && output.count == 2, "\(output)")
        whole.agent.stop()
        whole.simulation.stop()
    }
}
