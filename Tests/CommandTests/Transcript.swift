// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// Commands and their answers as a command's help shows them.
enum Transcript {
    private static let host = "192.168.1.20"

    /// Runs each that the help shows, and compares; a line that is `…` stands for any, one that
    /// ends with it for what begins so. `last`: how the last one ends, where that is otherwise;
    /// `host`: what is asked in place of the help's 192.168.1.20; `hasGaps`: the answer has empty
    /// lines, and goes on to the exit codes.
    static func check(
        _ command: [String], _ language: Language, _ count: Int, ending: Child.Ending = .exit(0),
        last: Child.Ending? = nil, in directory: String? = nil, host: String? = nil,
        hasGaps: Bool = false
    ) throws {
        let help = try Tram.finish(command + ["--help", "--lang", language.rawValue]).output
        let starts = help.indices.filter { help[$0].hasPrefix("$ tram ") }
        #expect(starts.count == count)
        for start in starts {
            var words = help[start].split(separator: " ").dropFirst(2).map(String.init)
            if let directory {
                words = words.map { $0.hasSuffix(".yaml") ? "\(directory)/\($0)" : $0 }
            }
            if let host { words = words.map { $0.replacing(Self.host, with: host) } }
            let rest = help[(start + 1)...]
            let shown = Array(
                hasGaps
                    ? rest.prefix { !$0.contains(#/^(Exit code|Mã thoát) /#) }.dropLast()
                    : rest.prefix { !$0.isEmpty })
            let (end, output) = try Tram.finish(words, within: .seconds(60))
            #expect(end == (start == starts.last ? last ?? ending : ending), "\(output)")
            let answers = output.map { line in
                let line = host.map { line.replacing($0, with: Self.host) } ?? line
                return directory.map { line.replacing("\($0)/", with: "") } ?? line
            }
            #expect(follows(shown, answers), "\(shown) is no part of \(answers)")
        }
    }

    private static func follows(_ shown: [String], _ answers: [String]) -> Bool {
        var place = 0
        var isFree = false
        for line in shown {
            if line.drop(while: { $0 == " " }) == "…" {
                isFree = true
                continue
            }
            let start = line.hasSuffix(" …") ? String(line.dropLast()) : nil
            let found = answers[place...].firstIndex { answer in
                start.map { answer.hasPrefix($0) } ?? (answer == line)
            }
            guard let found, isFree || found == place else { return false }
            (place, isFree) = (found + 1, false)
        }
        return isFree || place == answers.count
    }
}
