// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram device add` on a terminal of 80 by 24, with a person at it.
@Suite(.serialized, .waits(atMostMinutes: 5)) struct DeviceDialogueTests {
    private func start(
        _ rig: DeviceRig, _ words: [String] = [], _ command: String = "add"
    ) throws -> Console {
        try Console.start(["device", command] + words + rig.files, [:])
    }

    /// Waits until a question stands at the end, then answers it.
    private func answer(_ console: Console, _ question: String, _ answer: String) throws {
        let isAsked = try console.shows(within: .seconds(30)) { glass in
            glass.text.last { !$0.isEmpty }?.hasSuffix(question) ?? false
        }
        #expect(isAsked, "\(question): \(console.glass.text)")
        try console.type(answer + "\n")
    }

    @Test func `what the flags do not say is asked, and a slip is asked again`() throws {
        let rig = try DeviceRig()
        try rig.start()
        let console = try start(rig)
        try answer(console, "host (10.0.0.5):", "nothing")
        #expect(try console.shows("no bus is called"))
        try answer(console, "host (10.0.0.5):", rig.host)
        try answer(console, "(0–255):", "500")
        #expect(try console.shows("a number from 0 to 255"))
        try answer(console, "(0–255):", "5")
        try answer(console, "Enter to ask the unit:", "no such thing")
        #expect(try console.shows("no profile has all of these words"))
        try answer(console, "Enter to ask the unit:", "bench")
        try answer(console, "[device-5]:", "Meter 5")
        #expect(try console.shows("meter-5?"))
        try answer(console, "[device-5]:", "meter-5")
        try answer(console, "as the profile says):", "Công tơ \"1\"")
        #expect(try console.shows("231 V"), "\(console.glass.text)")
        #expect(try console.shows("unit 5 on the new bus lan-1"))
        try answer(console, "Add it? [y/N]", "y")
        #expect(try console.shows("the configuration is in force"), "\(console.glass.text)")
        #expect(try console.ended(within: .seconds(20)) == .exit(0))
        #expect(try rig.state("meter-5")?["bus"]?.string == "lan-1")
        let text = try #require(try rig.dropIns()["device-meter-5.yaml"])
        #expect(text.contains(#"names: {en: "Công tơ \"1\"", vi: "Công tơ \"1\""}"#), "\(text)")
    }

    @Test func `a unit of a bus is found out by asking it`() throws {
        let rig = try DeviceRig(
            buses: """
                buses:
                  - id: roof
                    tcp: {host: 127.0.0.1, port: PORT}
                """)
        let console = try start(rig, ["--unit", "5"])
        try answer(console, "host (10.0.0.5):", "1")
        try answer(console, "Enter to ask the unit:", "")
        #expect(
            try console.shows(within: .seconds(60)) {
                $0.contains("other words to look for [1]:") || $0.contains("none of the library")
            }, "\(console.glass.text)")
        try console.type("bench\n")
        try answer(console, "[device-5]:", "")
        try answer(console, "as the profile says):", "")
        try answer(console, "Add it? [y/N]", "y")
        #expect(try console.shows("no service runs; it holds from the next start on"))
        #expect(try console.ended(within: .seconds(20)) == .exit(0))
        #expect(try rig.dropIns().keys.sorted() == ["device-device-5.yaml"])
    }

    @Test(arguments: ["n\n", "\n", "\u{4}"]) func `who does not say yes changes nothing`(
        keys: String
    ) throws {
        let rig = try DeviceRig()
        let console = try start(
            rig,
            ["--host", rig.host, "--unit", "5", "--profile", "bench", "--id", "a", "--name", "b"])
        #expect(try console.shows("Add it? [y/N]"), "\(console.glass.text)")
        try console.type(keys)
        #expect(try console.shows("[not-confirmed]"), "\(console.glass.text)")
        #expect(try console.ended(within: .seconds(20)) == .exit(4))
        #expect(!File.exists(rig.directory.file("conf.d")))
    }

    @Test func `a removal asks, in Vietnamese too`() throws {
        let rig = try DeviceRig()
        #expect(try rig.add("a").ending == .exit(0))
        let console = try start(rig, ["a", "--lang", "vi"], "remove")
        try answer(console, "Bỏ a? [c/K]", "có")
        #expect(try console.shows("✓ đã bỏ: "), "\(console.glass.text)")
        #expect(try console.ended(within: .seconds(20)) == .exit(0))
        #expect(try rig.dropIns() == [:])
    }
}
