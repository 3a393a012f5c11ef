// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

@Suite struct ShellLineTests {
    /// A shell takes what is offered for pasting as the words that were meant.
    @Test(arguments: [
        ["--bus", "rs485-1", "--unit", "7"], ["it's", "a b", "$HOME", "`id`", "\"", "\\", ""],
        ["/dev/serial/by-path/pci-0:14.0-usb-0:2:1.0", "[::1]:502", "*", "~", "; echo x", "#"],
        ["Bơm số 1", "(a)", "a&b", "<x>", "!", "'"],
        (1...40).map { "word-\($0)" },
    ])
    func `a shell reads the words`(words: [String]) throws {
        let line = ShellLine(["/usr/bin/printf", "<%s>\\n"] + words)
        for text in [line.text, line.lines().joined(separator: "\n")] {
            let (ending, output) = try Program("/bin/sh", ["-c", text]).finish(within: .seconds(10))
            #expect(ending == .exit(0))
            #expect(output == words.map { "<\($0)>" }, "\(text)")
        }
    }

    @Test func `it goes on in the next line where 80 columns are full`() {
        let lines = ShellLine((1...30).map { "word-\($0)" }).lines()
        #expect(lines.count > 2 && lines.allSatisfy { $0.columns <= 80 && $0.hasPrefix("  ") })
        #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" \\") })
        #expect(ShellLine(["tram", "ports"]).lines() == ["  tram ports"])
    }

    @Test func `an option stays beside its value`() {
        let words = (1...12).flatMap { ["--option-\($0)", "value-\($0)"] }
        for line in ShellLine(["tram"] + words + ["--yes"]).lines() {
            #expect(!line.hasPrefix("    value"), "\(line)")
            #expect(line.columns <= 80)
        }
    }
}
