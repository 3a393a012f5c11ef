// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Profiles that cannot be read because of others.
@Suite struct `What comes of profiles that others extend` {
    private static func text(_ id: String, _ rest: String) -> String {
        "profile: \(id)\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n" + rest
    }

    private static let a = "  - {name: a, table: input, address: 0, as: uint16, quantity: other}\n"

    /// A folder of profiles, each with what follows its head.
    private func library(_ rest: [String: String]) -> Folder {
        let folder = Folder()
        for (id, rest) in rest { folder.write("library/other/\(id).yaml", Self.text(id, rest)) }
        return folder
    }

    /// `file:line:column text` of each problem.
    private func told(_ problems: [Problem]) -> [String] {
        problems.map { problem in
            "\(problem.file.split(separator: "/").last ?? ""):\(problem.line):\(problem.column) "
                + problem.text.en
        }
    }

    private func told(_ id: String, _ folder: borrowing Folder) -> [String] {
        told(Reader.profile(at: "\(folder.path)/library/other/\(id).yaml").problems)
    }

    private func configuration(_ ids: [String], _ folder: borrowing Folder) -> Outcome<
        Configuration
    > {
        folder.write("machine-id", Sample.machineID)
        let devices = ids.enumerated().map {
            "      - {id: d\($0), profile: \($1), unit-id: \($0 + 1), domain: e}\n"
        }.joined()
        let text =
            "gateway: {id: gw-1, area: a, site: s}\nhubs: [{id: c, urls: [mqtt://127.0.0.1:1], "
            + "root: r}]\nbuses:\n  - id: b\n    tcp: {host: 10.0.0.1}\n    devices:\n" + devices
        return Reader.configuration(
            at: folder.write("site/tram.yaml", text), profiles: [folder.path + "/library"],
            machineID: folder.path + "/machine-id")
    }

    private static let broken = "expected a whole number from 0 to 465536, found \"x\""

    @Test func `a base's own mistake is told in its place, and nothing that follows from it`() {
        let folder = library([
            "base": "points:\n" + Self.a.replacing("address: 0", with: "address: x"),
            "small": "extends: base\npoints:\n  - {name: a, scale: 0.1}\n",
            "tiny": "extends: small\nwithout: [a]\npoints: []\n",
        ])
        let expected = ["base.yaml:7:38 \(Self.broken)"]
        #expect(told("base", folder) == expected)
        #expect(told("small", folder) == expected)
        #expect(told("tiny", folder) == expected)
        #expect(Reader.profile(at: "\(folder.path)/library/other/tiny.yaml").value == nil)
    }

    @Test(arguments: [
        ["small", "tiny"], ["tiny", "small"], ["base", "small"], ["small", "base"],
    ])
    func `it is told once, whoever is used`(_ ids: [String]) {
        let folder = library([
            "base": "points:\n" + Self.a.replacing("address: 0", with: "address: x"),
            "small": "extends: base\npoints: []\n", "tiny": "extends: base\npoints: []\n",
        ])
        let outcome = configuration(ids, folder)
        #expect(outcome.value == nil)
        #expect(told(outcome.problems) == ["base.yaml:7:38 \(Self.broken)"])
        #expect(outcome.count == 1)
    }

    @Test func `a member's own mistakes are told beside the base's`() {
        let folder = library([
            "base": "points:\n" + Self.a.replacing("address: 0", with: "address: x"),
            "small": "extends: base\nordr: CDAB\npoints:\n  - {name: new, scale: 1}\n",
        ])
        #expect(
            told("small", folder) == [
                "small.yaml:7:1 unknown key \"ordr\"; did you mean order?",
                "base.yaml:7:38 \(Self.broken)",
            ])
    }

    @Test func `an unknown base is the only mistake that is told`() {
        let folder = library(["small": "extends: bas\npoints:\n  - {name: a, scale: 0.1}\n"])
        #expect(told("small", folder) == ["small.yaml:6:10 no profile is called \"bas\""])
    }

    @Test func `a circle names the profiles that form it, once`() {
        let folder = library([
            "b": "extends: c\npoints: []\n", "c": "extends: a\npoints: []\n",
            "a": "extends: b\npoints: []\n", "x": "extends: c\npoints: []\n",
        ])
        let expected = [
            "a.yaml:6:10 these profiles extend each other in a circle: a extends b, b extends c, "
                + "c extends a; one of them must do without extends"
        ]
        for id in ["a", "b", "c", "x"] { #expect(told(id, folder) == expected) }
        for ids in [["x", "b", "a"], ["c", "x"], ["b"]] {
            #expect(told(configuration(ids, folder).problems) == expected)
        }
    }

    @Test func `what comes of a profile does not depend on which is asked for first`() {
        var rest = ["p12": "points:\n" + Self.a]
        for number in 0..<12 {
            rest["p\(number)"] = "extends: p\(number + 1)\npoints: []\n"
        }
        // A circle at the end of a way of its own.
        for number in 0..<12 {
            rest["q\(number)"] = "extends: q\(number == 11 ? 9 : number + 1)\npoints: []\n"
        }
        let folder = library(rest)
        let ids = rest.keys.sorted()
        let alone = ids.map { told($0, folder) }
        var random = SplitMix(seed: 7)
        for _ in 0..<20 {
            var catalogue = Catalogue(directories: [folder.path + "/library"])
            for id in ids.shuffled(using: &random) {
                let outcome = catalogue.profile(id)
                let index = ids.firstIndex(of: id) ?? 0
                #expect(told(outcome?.problems ?? []) == alone[index], "\(id)")
                #expect((outcome?.value == nil) == !alone[index].isEmpty)
            }
        }
        #expect(told("p5", folder) == [])
        #expect(
            told("p4", folder) == [
                "p4.yaml:6:10 at most 8 profiles may extend one another; these are more: p4, p5, "
                    + "p6, p7, p8, p9, p10, p11, p12"
            ])
        #expect(told("q5", folder).first?.hasPrefix("q10.yaml:6:10 these profiles") == true)
    }
}
