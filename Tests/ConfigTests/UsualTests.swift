// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What a point has from the table of quantities, and who may say otherwise.
@Suite struct `What nobody says of a point` {
    /// The points of a profile, each a line with table, address and type left out.
    private func profile(_ points: String, _ head: String = "", id: String = "small") -> String {
        let list = points.split(separator: "\n").enumerated().map { at, line in
            "  - {\(line), table: holding, address: \(at), as: int16}\n"
        }
        return "profile: \(id)\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n"
            + head + "points:\n" + list.joined()
    }

    private func shown(_ points: [Point]) -> [String] {
        points.map { point in
            let range = point.range.map { "\($0.low.double)…\($0.high.double)" } ?? "none"
            return "\(range) \(point.deadband.double)"
        }
    }

    private func read(_ points: String) throws -> [String] {
        let folder = Folder()
        let outcome = Reader.profile(at: folder.write("small.yaml", profile(points)))
        #expect(outcome.problems.map(\.text.en) == [])
        return shown(try #require(outcome.value).points)
    }

    @Test func `is as usual for its quantity`() throws {
        #expect(
            try read(
                """
                name: load, quantity: load, unit: "%"
                name: load_1, quantity: load, unit: "%", range: [0, 90]
                name: load_2, quantity: load, unit: "%", range: none
                name: load_3, quantity: load, unit: "%", deadband: 0
                name: load_4, quantity: load, unit: "%", span: [0, 120]
                name: load_5, quantity: load, unit: "%", kind: state
                name: uptime, quantity: uptime, unit: s, kind: counter
                name: free, quantity: other, unit: "%"
                """) == [
                    "0.0…150.0 1.0", "0.0…90.0 1.0", "none 1.0", "0.0…150.0 0.0", "0.0…120.0 1.0",
                    "none 0.0", "none 60.0", "none 0.0",
                ])
    }

    @Test(arguments: ["nothing", "[0]", "{}", "~", "[9, 1]"])
    func `a range is two numbers or the word none`(_ text: String) {
        let folder = Folder()
        let points = "name: load, quantity: load, unit: \"%\", range: \(text)"
        let outcome = Reader.profile(at: folder.write("small.yaml", profile(points)))
        #expect(outcome.value == nil)
        #expect(outcome.problems.count == 1)
    }

    static let loads = """
        name: load, quantity: load, unit: "%"
        name: load_1, quantity: load, unit: "%", range: [0, 90], deadband: 2
        name: load_2, quantity: load, unit: "%", range: none, deadband: 0
        """

    @Test func `a profile that extends another keeps what that one says`() throws {
        let folder = Folder()
        folder.write("base.yaml", profile(Self.loads, id: "base"))
        let text =
            profile("", "extends: base\n") + """
                  - {name: load, span: [0, 60]}
                  - {name: load_1, note: the same}
                  - {name: load_2, range: [0, 150]}

                """
        let outcome = Reader.profile(at: folder.write("small.yaml", text))
        #expect(outcome.problems.map(\.text.en) == [])
        let points = try #require(outcome.value).points
        #expect(shown(points) == ["0.0…60.0 1.0", "0.0…90.0 2.0", "0.0…150.0 0.0"])
    }

    // MARK: A site

    private func site(_ points: String) throws -> [String] {
        let folder = Folder()
        folder.write("profiles/small.yaml", profile(Self.loads))
        folder.write("machine-id", Sample.machineID)
        let text = """
            gateway: {id: gw-1, area: a, site: s}
            hubs: [{id: c, urls: [mqtt://127.0.0.1:1], root: r}]
            buses:
              - id: b
                tcp: {host: 10.0.0.1}
                devices:
                  - {id: d, profile: small, unit-id: 1, domain: e, points: {\(points)}}

            """
        let outcome = Reader.configuration(
            at: folder.write("tram.yaml", text), profiles: [folder.path + "/profiles"],
            machineID: folder.path + "/machine-id")
        #expect(outcome.problems.map(\.text.en) == [])
        return shown(try #require(outcome.value?.devices.first).profile.points)
    }

    @Test(arguments: [
        ("load: {range: [5, 95]}, load_1: {deadband: 0.5}", "5.0…95.0 1.0", "0.0…90.0 0.5"),
        ("load: {range: none, deadband: 0}, load_1: {range: none}", "none 0.0", "none 2.0"),
        ("load: {names: {en: Load}}, load_1: {span: [0, 99]}", "0.0…150.0 1.0", "0.0…90.0 2.0"),
        ("load: {kind: state}, load_1: {kind: state}", "none 0.0", "0.0…90.0 2.0"),
        (
            "load: {name: voltage, quantity: voltage, unit: V}, load_1: {deadband: 0}",
            "0.0…1000.0 0.5", "0.0…90.0 0.0"
        ),
    ])
    func `what a site says wins, the rest stays`(
        _ points: String, _ first: String, _ second: String
    ) throws {
        #expect(try site(points) == [first, second, "none 0.0"])
    }

    @Test func `a ratio multiplies the usual range and deadband too`() throws {
        #expect(
            try site("load: {name: voltage, quantity: voltage, unit: V, ratio: {pt: 220}}").first
                == "0.0…220000.0 110.0")
    }
}
