// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

/// The profile manual, Devices/README.md: it has every key, and what it says is tried.
@Suite struct `The profile manual` {
    struct Example: Sendable, CustomTestStringConvertible {
        var line: Int
        var text: String
        var testDescription: String { "line \(line)" }

        /// What an example is of; a list of points leaves out the head.
        var isSite: Bool { text.hasPrefix("devices:") }
        var id: String? {
            text.hasPrefix("profile: ")
                ? String(text.dropFirst(9).prefix { $0 != "\n" }) : nil
        }
        var profile: String {
            id == nil
                ? "profile: example\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n"
                    + text : text
        }
    }

    static let text: String = {
        guard case .bytes(let bytes)? = try? File.read(devices + "/README.md", atMost: 1_000_000)
        else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }()

    static let examples: [Example] = {
        var examples: [Example] = []
        var open: Example?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line == "```yaml" {
                open = Example(line: index + 1, text: "")
            } else if line == "```" {
                if let example = open { examples.append(example) }
                open = nil
            } else {
                open?.text += line + "\n"
            }
        }
        return examples
    }()

    static let profiles = examples.filter { !$0.isSite }

    @Test func `has examples of profiles and of sites`() {
        #expect(Self.profiles.count > 10)
        #expect(Self.examples.count > Self.profiles.count)
    }

    @Test(arguments: profiles)
    func `an example is a profile whose vectors hold`(_ example: Example) throws {
        let folder = Folder()
        let outcome = Reader.profile(at: Self.write(example, in: folder.path, folder))
        #expect(Self.told(outcome.problems) == [])
        let profile = try #require(outcome.value)
        let tested = Set(profile.vectors.flatMap { $0.values.map(\.name) })
        let site = profile.points.filter { $0.access != .write }.map(\.name)
        #expect(!tested.isEmpty)
        if example.id == nil {
            let settings: Set = ["exponent", "multiplier", "unit_setting", "version", "status"]
            #expect(
                Set(site).subtracting(settings).isSubset(of: tested.union(["import", "export"])))
        }
    }

    /// A wrong vector is found: the example is not just taken for good.
    @Test(arguments: profiles) func `an example with a wrong value is refused`(
        _ example: Example
    ) throws {
        var broken = example
        let values = try #require(broken.text.firstRange(of: "values: {"))
        let name = try #require(broken.text[values.upperBound...].firstRange(of: ": "))
        let end = try #require(
            broken.text[name.upperBound...].firstIndex { $0 == "," || $0 == "}" })
        broken.text.replaceSubrange(name.upperBound..<end, with: "987654321")
        let folder = Folder()
        let outcome = Reader.profile(at: Self.write(broken, in: folder.path, folder))
        #expect(outcome.problems.map(\.code).contains("wrong-value"))
    }

    @Test func `an example of a site is taken`() {
        let folder = Folder()
        for example in Self.profiles where example.id != nil {
            _ = Self.write(example, in: folder.path + "/profiles", folder)
        }
        folder.write("machine-id", Sample.machineID)
        for example in Self.examples where example.isSite {
            let lines = example.text.split(separator: "\n").map { "    \($0)\n" }.joined()
            let text =
                "gateway: {id: gw-1, area: a, site: s}\nhubs: [{id: c, urls: [mqtt://127.0.0.1:1], "
                + "root: r}]\nbuses:\n  - id: b\n    tcp: {host: 10.0.0.1}\n" + lines
            let outcome = Reader.configuration(
                at: folder.write("tram.yaml", text), profiles: [folder.path + "/profiles"],
                machineID: folder.path + "/machine-id")
            #expect(Self.told(outcome.problems) == [])
            #expect(outcome.value?.devices.count == 2)
        }
    }

    private static func told(_ problems: [Problem]) -> [String] {
        problems.map { "\($0.line):\($0.column) \($0.text.en)" }
    }

    private static func write(
        _ example: Example, in path: String, _ folder: borrowing Folder
    ) -> String {
        let place = path.dropFirst(folder.path.count + 1)
        for other in profiles where other.id != nil && other.id != example.id {
            folder.write((place.isEmpty ? "" : place + "/") + other.id! + ".yaml", other.profile)
        }
        let name = (example.id ?? "example") + ".yaml"
        return folder.write((place.isEmpty ? "" : place + "/") + name, example.profile)
    }

    // MARK: Every key

    /// Keys that an example uses, each with the key above it.
    private static func keys(of node: Node, under parent: String) -> Set<String> {
        switch node.content {
        case .scalar: []
        case .list(let nodes):
            nodes.reduce(into: []) { $0.formUnion(keys(of: $1, under: parent)) }
        case .map(let entries):
            entries.reduce(into: []) { all, entry in
                let name = entry.key.text ?? ""
                all.insert("\(parent).\(name)")
                all.formUnion(keys(of: entry.value, under: name))
            }
        }
    }

    private static let used: Set<String> = examples.reduce(into: []) { all, example in
        var findings = Findings(file: "")
        guard let root = Tree.read(Array(example.text.utf8), &findings) else { return }
        all.formUnion(keys(of: root, under: ""))
    }

    private static let tables: [(parent: String, rows: [Row])] = [
        ("", ProfileSection.keys.map(\.row)), ("link", LinkDefaults.keys.map(\.row)),
        ("identify", IdentifySection.keys.map(\.row)),
        ("options", OptionSection.keys.map(\.row)), ("points", PointSection.keys.map(\.row)),
        ("array", ArraySection.keys.map(\.row)), ("block", BlockSection.keys.map(\.row)),
        ("unit-from", UnitFromSection.keys.map(\.row)),
        ("quality-from", QualityFromSection.keys.map(\.row)),
        ("when", WhenSection.keys.map(\.row)), ("write", WriteSection.keys.map(\.row)),
        ("result", ResultSection.keys.map(\.row)),
        ("unlock", UnlockSection.keys.map(\.row)), ("ratio", RatioSection.keys.map(\.row)),
        ("limits", AlarmLimits.keys.map(\.row)), ("vectors", VectorSection.keys.map(\.row)),
    ]

    @Test func `every key is described, and stands in an example`() {
        let site = ["options", "order", "address-offset", "points"]
        var wanted = Self.tables.flatMap { table in
            table.rows.map { (table.parent, $0.name) }
        }
        wanted += site.map { ("devices", $0) }
        wanted += ["only", "without"].map { ("points", $0) }
        let points = Set(PointSection.keys.map(\.row.name))
        let own = OverrideSection.keys.map(\.row.name).filter { !points.contains($0) }
        wanted += own.map { ("voltage", $0) }
        for (parent, key) in wanted {
            #expect(Self.text.contains("`\(key)`"), "\(key) is not described")
            let isUsed =
                parent == "voltage" || (parent == "when" && key == "equals")
                ? Self.used.contains { $0.hasSuffix(".\(key)") } || key == "equals"
                : Self.used.contains("\(parent).\(key)")
            #expect(isUsed, "no example has \(parent).\(key)")
        }
    }

    @Test func `it names no key that is not there`() {
        let all = Set(Self.tables.flatMap { $0.rows.map(\.name) })
            .union(OverrideSection.keys.map(\.row.name)).union(DeviceSection.keys.map(\.row.name))
        let rows = Self.text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let left = rows.compactMap { $0.split(separator: "|").first }
        let known = all.union(["only", "without", "as: string", "as: date"])
        for cell in left {
            let words = cell.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
            for (_, word) in words { #expect(known.contains(String(word)), "\(word)") }
        }
    }
}
