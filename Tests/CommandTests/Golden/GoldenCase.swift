// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

/// A command whose output is kept, and how it is run.
struct GoldenCase: Sendable {
    /// Of its file.
    let name: String
    let words: [String]
    var ending: Int32 = 0
    var masks: [Mask] = []
    /// Whether it has --output json.
    var hasJSON = true
    /// What has to be before each run.
    var before: @Sendable (GoldenSite) throws -> Void = { _ in }

    /// Compares it with its files, and the languages with each other.
    func check(_ site: GoldenSite) throws {
        let english = try output(site, .english)
        let vietnamese = try output(site, .vietnamese)
        try Golden.compare(english, name, .english, masks)
        try Golden.compare(vietnamese, name, .vietnamese, masks)
        for line in english + vietnamese where !Self.isProblem(line) {
            #expect(line.columns <= 80, "\(name): \(line)")
        }
        #expect(Self.codes(english) == Self.codes(vietnamese), "\(name)")
        expectVietnamese(vietnamese)
        try expectLetters(site, vietnamese)
        if hasJSON { try expectSame(site) }
    }

    private func output(
        _ site: GoldenSite, _ language: Language, isPlain: Bool = false, more: [String] = []
    ) throws -> [String] {
        try before(site)
        let (end, output) = try site.run(words + more, language, isPlain: isPlain)
        #expect(end == .exit(ending), "\(name): \(output)")
        return output
    }

    /// A problem is one line with its code at the end, as compilers write them: editors find the
    /// place, and scripts the line.
    private static func isProblem(_ line: String) -> Bool {
        line.contains(#/^([^ ]+:[0-9]+:[0-9]+|tram [a-z ]+): .*\[[a-z-]+\]$/#)
    }

    /// The stable codes that are shown, in their order.
    private static func codes(_ output: [String]) -> [String] {
        output.flatMap { $0.matches(of: #/\[([a-z][a-z0-9/-]*)\]/#).map { String($0.output.1) } }
    }

    /// Marks are part of their letters (NFC), and a number that is a word has a decimal comma. What
    /// goes into a file or is typed as it stands has a point, as files do.
    private func expectVietnamese(_ output: [String]) {
        for line in output {
            let isWhole = line.unicodeScalars.allSatisfy { !(0x300...0x36F).contains($0.value) }
            #expect(isWhole, "\(name): \(line)")
            let text = line.hasPrefix("  tram ") ? "" : line
            let numbers = text.replacing(#/(scale|range|limits): [^,]*/#, with: "")
                .split { " ();".contains($0) }
            for word in numbers {
                let isEnglish = word.contains(#/^-?[0-9]+\.[0-9]+,?$/#)
                #expect(!isEnglish, "\(name): \(line)")
            }
        }
    }

    /// Another console gets ASCII, and no letter that becomes a question mark.
    private func expectLetters(_ site: GoldenSite, _ vietnamese: [String]) throws {
        let plain = try output(site, .vietnamese, isPlain: true)
        #expect(plain.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }, "\(name): \(plain)")
        let count = { (output: [String]) in output.joined().count { $0 == "?" } }
        #expect(count(plain) == count(vietnamese), "\(name): \(plain)")
    }

    /// Scripts get the same in every language, of a site that is the same before and after.
    private func expectSame(_ site: GoldenSite) throws {
        var english = try json(site, .english)
        for _ in 0..<5 {
            let vietnamese = try json(site, .vietnamese)
            let after = try json(site, .english)
            if english == after { return #expect(english == vietnamese, "\(name)") }
            english = after
        }
        Issue.record("\(name): the site changes all the time")
    }

    /// Without numbers, which go on meanwhile.
    private func json(_ site: GoldenSite, _ language: Language) throws -> [JSON] {
        let lines = try output(site, language, more: ["--output", "json"])
        let texts =
            lines.first == "[" || lines.first == "{" ? [lines.joined(separator: "\n")] : lines
        return try texts.filter { $0.hasPrefix("{") || $0.hasPrefix("[") }
            .map { still(try JSON(parsing: Array($0.utf8))) }
    }

    private func still(_ json: JSON) -> JSON {
        switch json {
        case .number: .number("0")
        case .string(let text):
            .string((Mask.everywhere + [.took] + masks).reduce(text) { $1.masked($0) as String })
        case .array(let values): .array(values.map(still))
        case .object(let members):
            .object(members.map { JSON.Member(key: $0.key, value: still($0.value)) })
        default: json
        }
    }
}
