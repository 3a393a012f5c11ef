// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// The real `tram demo` on a terminal of 80 by 24: faults by key, recovery on the screen.
@Suite(.serialized, .waits(atMostMinutes: 3)) struct DemoScreenTests {
    private static func areOnline(_ glass: Glass) -> Bool {
        DemoPlan.devices.allSatisfy { device in glass.contains("✓ \(device.id) ") }
    }

    /// As few bytes as a console of 9,600 baud takes.
    private static let bytesPerSecond = 960

    @Test func `faults are made by key, and the screen shows the recovery`() throws {
        let place = try Directory()
        let console = try Console.start(["demo", "--lang", "en"], ["TMPDIR": place.path])
        #expect(try console.shows(within: .seconds(40), Self.areOnline), "\(console.glass.text)")
        #expect(console.glass.isAlternate && !console.glass.isCursorShown)
        #expect(!console.isAsBefore)

        try console.type("1")
        #expect(try console.shows("✗ meter-1 "), "\(console.glass.text)")
        #expect(try console.shows("meter-1 unplugged"))
        #expect(try console.shows("s: comm/timeout"))
        try console.type("1")
        #expect(try console.shows("✓ meter-1: recovered after "), "\(console.glass.text)")

        try console.type("l")
        #expect(try console.shows("Which line to break or mend?"))
        try console.type("2")
        #expect(try console.shows("✗ cabinet "))
        #expect(try console.shows("✗ air-1 "), "both hang on that line")
        try console.type("l2")
        #expect(try console.shows("✓ line rs485-2: recovered after "), "\(console.glass.text)")

        try console.type("b")
        #expect(try console.shows("✗ broker stopped"))
        _ = try console.watch(for: .seconds(2))
        try console.type("b")
        #expect(try console.shows("✓ broker: back after "), "\(console.glass.text)")
        let story = console.glass.text.first { $0.contains("broker: back") } ?? ""
        #expect(story.hasSuffix(" caught up, 0 lost") && !story.contains(" 0 records"), "\(story)")
        #expect(console.glass.unknown == [], "no sequence that a terminal may not know")

        try console.type("q")
        #expect(try console.ended(within: .seconds(20)) == .exit(0), "\(console.glass.text)")
        #expect(!console.glass.isAlternate && console.glass.isCursorShown)
        #expect(console.isAsBefore)
        #expect(console.glass.contains("✓ door-1 "), "the verdict is on the shell's screen")
        #expect(try File.names(in: place.path, atMost: 10) == [], "no file is left behind")
    }

    @Test func `it fits the window, and sends little`() throws {
        let console = try Console.start(["demo", "--lang", "vi"], [:])
        #expect(try console.shows(within: .seconds(40), Self.areOnline), "\(console.glass.text)")
        let bytes = try console.watch(for: .seconds(5))
        #expect(bytes > 0 && bytes < 5 * Self.bytesPerSecond, "\(bytes) bytes in 5 s")
        console.resize(columns: 60, rows: 16)
        #expect(try console.shows(within: .seconds(10)) { $0.contains("dòng 1–6/") })
        #expect(try console.shows("q thoát"))
        try console.type("\u{1B}[6~")
        #expect(try console.shows("dòng 7–12/"))
        console.resize(columns: 50, rows: 10)
        #expect(try console.shows("50×10: cần ít nhất 60×16"))
        console.resize(columns: 80, rows: 24)
        #expect(try console.shows(within: .seconds(10), Self.areOnline))
        try console.type("\u{3}")
        #expect(try console.ended(within: .seconds(20)) != nil)
        #expect(console.isAsBefore && !console.glass.isAlternate)
    }

    @Test func `told to end, it leaves the terminal as it was`() throws {
        let console = try Console.start(["demo", "--lang", "en"], [:])
        #expect(try console.shows("✓ meter-1 "))
        kill(console.processID, SIGTERM)
        #expect(try console.ended(within: .seconds(20)) != nil)
        #expect(console.isAsBefore && !console.glass.isAlternate && console.glass.isCursorShown)
    }

    @Test func `with --lines a terminal gets lines`() throws {
        let console = try Console.start(["demo", "--lines", "--lang", "en"], [:])
        #expect(try console.shows(" meter-1      #2"))
        #expect(!console.glass.isAlternate && console.isAsBefore)
        kill(console.processID, SIGTERM)
        #expect(try console.ended(within: .seconds(20)) != nil)
        #expect(console.glass.contains(" records, 0 lost, "))
    }
}
