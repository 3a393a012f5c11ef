// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram demo`: the whole of it on one machine, and nothing left of it.
@Suite(.serialized, .waits(atMostMinutes: 5)) struct DemoTests {
    @Test(arguments: ["en", "vi"])
    func `it shows changing values, judges them and tidies up`(language: String) throws {
        let place = try Directory()
        let (ending, output) = try Tram.finish(
            ["demo", "--seconds", "15", "--lang", language], ["TMPDIR": place.path],
            within: .seconds(60))
        let text = output.joined(separator: "\n")
        #expect(ending == .exit(0), "\(text)")
        for line in output { #expect(line.count <= 80, "\(line)") }
        for device in DemoPlan.devices {
            #expect(output.contains { $0.hasPrefix("✓ \(device.id) ") }, "\(text)")
            #expect(output.contains { Self.isFirst($0, of: device.id) }, "\(text)")
        }
        #expect(!text.contains("Warning"), "the broker's own words are not for the screen")
        #expect(try File.names(in: place.path, atMost: 10) == [], "no file is left behind")
    }

    /// A device's first record, which comes as history when it was read before the hub was there.
    private static func isFirst(_ line: String, of device: String) -> Bool {
        let words = line.split { $0 == " " || $0 == "–" }.dropFirst(2)
        return words.starts(with: [device[...], "#1"])
            || words.starts(with: [device[...], "hist", "live", "#1"])
    }

    @Test func `killed, it takes its processes along`() throws {
        let place = try Directory()
        let demo = try Tram.start(["demo"], ["TMPDIR": place.path])
        #expect(try demo.line(containing: " #2 ", within: .seconds(30)) != nil)
        let children = try Self.children(of: demo.processID)
        #expect(children.count == 3, "broker, devices and agent")
        demo.stop(force: true)
        #expect(try demo.ended(within: .seconds(10)) == .signal(9))
        let deadline = Clock.now() + .seconds(10)
        var left = children
        while !left.isEmpty, Clock.now() < deadline {
            left = try left.filter { try Self.command(of: $0)?.contains(place.path) ?? false }
        }
        #expect(left == [])
    }

    @Test func `Ctrl-C ends it with a result`() throws {
        let demo = try Tram.start(["demo"])
        #expect(try demo.line(containing: " meter-1      #5 ", within: .seconds(30)) != nil)
        let interrupt = try Program("/bin/sh", ["-c", "kill -INT \(demo.processID)"])
        #expect(try interrupt.finish(within: .seconds(5)).ending == .exit(0))
        let (ending, output) = try demo.finish(within: .seconds(20))
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains { $0.hasPrefix("✓ meter-1 ") }, "\(output)")
    }

    /// Whether this machine lets a process hide a directory from itself.
    static let canHide =
        (try? Program("/usr/bin/unshare", ["-m", "mount", "-t", "tmpfs", "none", "/usr/sbin"])
            .finish(within: .seconds(5)).ending) == .exit(0)

    @Test(.enabled(if: canHide), arguments: ["en", "vi"])
    func `without a broker it says what to install`(language: String) throws {
        let hide = "mount -t tmpfs none /usr/sbin && exec \"$0\" \"$@\""
        let (ending, output) = try Tram.finish(
            ["demo", "--seconds", "3", "--lang", language],
            through: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", hide])
        #expect(ending == .exit(1))
        #expect(output.first?.hasPrefix("tram demo: ") == true, "\(output)")
        #expect(output.joinedWords.contains("sudo apt-get install mosquitto"), "\(output)")
    }

    private static func children(of process: Int32) throws -> [String] {
        let list = try Program("/bin/sh", ["-c", "echo $(cat /proc/\(process)/task/*/children)"])
        return try list.finish(within: .seconds(5)).output.flatMap {
            $0.split(separator: " ").map(String.init)
        }
    }

    /// The command line of a process; nil if there is none.
    private static func command(of process: String) throws -> String? {
        let program = try Program("/bin/cat", ["/proc/\(process)/cmdline"])
        let (ending, output) = try program.finish(within: .seconds(5))
        return ending == .exit(0) ? output.joined(separator: "\n") : nil
    }
}
