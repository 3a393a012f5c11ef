// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing

/// Whoever presses Tab is offered what there is.
@Suite struct CompletionTests {
    /// Words that are the user's own, numbers and times: nothing can be offered for them.
    private static let free: Set = [
        "address", "address-offset", "class", "count", "poll", "expect", "fault", "for", "hex",
        "host", "id", "last", "least", "minutes", "name", "note", "port", "root", "rounds",
        "scale", "seconds", "seed", "timeout", "unit", "units", "unit-id", "url", "value",
        "vendor", "wait", "words",
    ]

    /// Free words by their names, and in these commands something that there is.
    private static let known: [String: Set<String>] = [
        "tram device add": ["port"], "tram doctor": ["name"], "tram status": ["names"],
        "tram read": ["words"], "tram profile show": ["name"],
    ]

    private struct Word {
        let command: String
        let name: String
        let isCompleted: Bool
    }

    /// What each command takes, as the parser tells it.
    private static func words(_ command: JSON) -> [Word] {
        guard command["shouldDisplay"]?.bool == true else { return [] }
        let name =
            ((command["superCommands"]?.array ?? []).compactMap(\.string)
            + [command["commandName"]?.string ?? ""]).joined(separator: " ")
        let own = (command["arguments"]?.array ?? []).compactMap { one -> Word? in
            // The parser's own `help` has subcommands; ours stands beside it.
            guard one["kind"]?.string != "flag", one["valueName"]?.string != "subcommands" else {
                return nil
            }
            let option = one["preferredName"]?["name"]?.string
            return Word(
                command: name, name: option ?? one["valueName"]?.string ?? "",
                isCompleted: one["completionKind"] != nil)
        }
        return own + (command["subcommands"]?.array ?? []).flatMap(words)
    }

    @Test func `every word that can be known is completed`() throws {
        let (_, output) = try Tram.finish(["--experimental-dump-help"])
        let json = try JSON(
            parsing: Array(output.joined(separator: "\n").utf8),
            limits: JSON.Limits(bytes: 1 << 20, values: 1 << 16))
        let words = Self.words(try #require(json["command"]))
        #expect(words.count > 100)
        for word in words {
            let isFree =
                Self.free.contains(word.name)
                && Self.known[word.command]?.contains(word.name) != true
            #expect(word.isCompleted != isFree, "\(word.command): \(word.name)")
        }
    }
}
