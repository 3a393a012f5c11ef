// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What is said of points that are there already, in a profile that extends another and at a site.
@Suite struct `Points said otherwise` {
    private static let base = """
        profile: base
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        numbering: modicon
        points:
          - {name: a, table: holding, address: 40011, as: uint16, scale: 0.1, quantity: other}
          - {name: b, table: holding, address: 40012, as: uint16, quantity: other,
             block: {address: 40010, count: 5}}
          - {name: c, table: holding, address: 40013, as: uint16, bits: 0-3, scale: 2, offset: 1,
             quantity: other}
          - {name: made, sum: [a, b], quantity: other}
          - {name: restart, table: coil, address: 8, as: bool, quantity: other, kind: state,
             access: w, write: {unlock: [{table: holding, address: 40021, value: 7}]}}

        """

    private static let site = """
        gateway: {id: gw-1, area: a, site: s}
        hubs: [{id: c, urls: [mqtt://127.0.0.1:1], root: r}]
        buses:
          - id: b
            tcp: {host: 10.0.0.1}
            devices:
              - {id: d, profile: base, unit-id: 1, domain: e,
        """

    private func outcome(_ keys: String) -> Outcome<Configuration> {
        let folder = Folder()
        folder.write("profiles/base.yaml", Self.base)
        folder.write("machine-id", Sample.machineID)
        return Reader.configuration(
            at: folder.write("tram.yaml", Self.site + " " + keys + "}\n"),
            profiles: [folder.path + "/profiles"], machineID: folder.path + "/machine-id")
    }

    private func points(_ keys: String) throws -> [String: Point] {
        let outcome = outcome(keys)
        #expect(outcome.problems.map(\.text.en) == [])
        let points = try #require(outcome.value?.devices.first?.profile.points)
        return Dictionary(uniqueKeysWithValues: points.map { ($0.name, $0) })
    }

    // MARK: Addresses

    @Test func `a site counts addresses as the profile does`() throws {
        let points = try points(
            "points: {a: {address: 40031}, b: {address: 40042, block: {address: 40041, count: 3}}}")
        #expect(points["a"]?.address == 30)
        #expect(points["b"]?.address == 41)
        #expect(points["b"]?.block == .init(address: 40, count: 3))
        #expect(points["restart"]?.address == 7)
        #expect(points["restart"]?.write?.unlock.map(\.address) == [20])
    }

    @Test func `an offset moves what is read, written and unlocked, and what a site says`() throws {
        let points = try points("address-offset: 100, points: {a: {address: 40031}}")
        #expect(points["a"]?.address == 130)
        #expect(points["b"]?.address == 111)
        #expect(points["b"]?.block?.address == 109)
        #expect(points["restart"]?.address == 107)
        #expect(points["restart"]?.write?.unlock.map(\.address) == [120])
        #expect(points["made"]?.address == 0)
    }

    @Test func `an unlocking write is numbered as the file is`() {
        let folder = Folder()
        let text = Self.base.replacing("address: 40021", with: "address: 20")
        let problems = Reader.profile(at: folder.write("base.yaml", text)).problems
        #expect(problems.map(\.code) == ["out-of-range"])
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let column = lines[14].firstRange(of: "address: 20").map {
            lines[14][..<$0.lowerBound].count + 10
        }
        #expect(problems.map(\.line) == [15] && problems.first?.column == column)
    }

    // MARK: A site

    static let refused: [(keys: String, code: String, says: String)] = [
        ("points: {a: {address: ‸30}}", "out-of-range", "a modicon number"),
        ("address-offset: ‸-8", "out-of-range", "restart from 7"),
        ("address-offset: ‸65520", "out-of-range", "restart from 20"),
        (
            "points: {made: {‸table: holding}}", "conflicting-keys",
            "made is made of other points (sum) in base: nothing is read for it; leave table out"
        ),
        ("points: {made: {‸address: 3}}", "conflicting-keys", "leave address out"),
        ("points: {made: {‸as: uint16}}", "conflicting-keys", "leave as out"),
        ("points: {made: {‸order: ABCD}}", "conflicting-keys", "leave order out"),
        (
            "points: {a: {‸product: [b, c]}}", "conflicting-keys",
            "base gives it what only a point that is read has: scale; write scale: 1 as well"
        ),
        (
            "points: {c: {‸sum: [a, b], scale: 1}}", "conflicting-keys",
            "offset, bits; a profile that extends it can leave it out"
        ),
        (
            "points: {without: [‸a]}", "conflicting-keys",
            "a is needed by made (sum); leave out what needs it as well, or keep it"
        ),
        ("points: {only: ‸[restart]}", "out-of-range", "no point of the device is left to read"),
        ("points: {without: ‸[a, b, c, made]}", "out-of-range", "left to read"),
        ("points: {only: [‸x]}", "unknown-point", "no point is called"),
    ]

    @Test(arguments: refused.indices)
    func `a site is refused in its place`(_ index: Int) throws {
        let (keys, code, says) = Self.refused[index]
        let outcome = outcome(keys.replacing("‸", with: ""))
        #expect(outcome.value == nil)
        #expect(outcome.problems.map(\.code) == [code], "\(outcome.problems.map(\.text.en))")
        let problem = try #require(outcome.problems.first)
        let place = try #require(keys.firstIndex(of: "‸"))
        let last = Self.site.split(separator: "\n").last?.count ?? 0
        #expect(problem.line == 7 && problem.column == last + keys[..<place].count + 2)
        #expect(problem.text.en.contains(says), "\(problem.text.en)")
        #expect(problem.text.vi != problem.text.en)
    }

    @Test func `what a site says of a point that it leaves out is told to have no effect`() {
        for (keys, says) in [
            ("points: {b: {deadband: 1}, without: [b, made]}", "without leaves b out"),
            ("points: {b: {deadband: 1}, only: [a]}", "only leaves b out"),
        ] {
            let outcome = outcome(keys)
            let column = (Self.site.split(separator: "\n").last?.count ?? 0) + 11
            #expect(outcome.value != nil)
            #expect(outcome.problems.map(\.code) == ["conflicting-keys"])
            #expect(outcome.problems.first?.severity == .warning)
            #expect(outcome.problems.first?.line == 7 && outcome.problems.first?.column == column)
            #expect(outcome.problems.first?.text.en.hasPrefix(says) == true)
        }
        #expect(outcome("points: {b: {deadband: 1}, only: [made]}").problems == [])
    }

    @Test func `a formula may take the place of a register whose keys are taken back`() throws {
        let points = try points("points: {a: {product: [b, c], scale: 1}}")
        #expect(points["a"]?.dependence.formula == .product(["b", "c"]))
        #expect(points["a"]?.isRead == false)
    }

    // MARK: A profile

    private func member(_ rest: String) -> [String] {
        let folder = Folder()
        folder.write("library/other/base.yaml", Self.base)
        let text =
            "profile: small\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n"
            + "extends: base\n" + rest
        return Reader.profile(at: folder.write("library/other/small.yaml", text)).problems.map {
            "\($0.line):\($0.column) \($0.code) \($0.text.en)"
        }
    }

    @Test func `a point is changed once, and does not become several`() {
        #expect(
            member("points:\n  - {name: a, scale: 1}\n  - {name: a, deadband: 1}\n") == [
                "9:12 duplicate-id a is changed a second time; the first is in line 8: put both "
                    + "together"
            ])
        #expect(
            member("points:\n  - {name: a, array: {count: 2, name: \"a{n}\"}}\n") == [
                "8:15 conflicting-keys a is one point of base and cannot become several; leave "
                    + "array out, or leave name out for points that are new"
            ])
    }

    @Test func `what a profile leaves out it does not change`() {
        #expect(
            member("without: [c]\npoints:\n  - {name: c, scale: 1}\n") == [
                "9:12 conflicting-keys without leaves c out, so nothing is left of it to change; "
                    + "take it out of one of the two"
            ])
        // Written anew, it is another point.
        #expect(
            member(
                "without: [c]\npoints:\n"
                    + "  - {name: c, table: input, address: 0, as: uint16, quantity: other}\n")
                == [])
    }

    @Test func `what a profile leaves out and others need is told with those, once`() {
        #expect(
            member(
                "without: [a, b]\npoints:\n  - {name: twice, sum: [made, made], quantity: other}\n")
                == [
                    "7:11 conflicting-keys a is needed by made (sum); leave out what needs it as "
                        + "well, or keep it"
                ])
        let many = (0..<5).map { "  - {name: s\($0), sum: [c, b], quantity: other}\n" }.joined()
        #expect(
            member("without: [c]\npoints:\n" + many).first?.contains(
                "c is needed by s0 (sum), s1 (sum), s2 (sum) and 2 more;") == true)
    }

    @Test func `a formula over what is read says which keys it inherits`() {
        #expect(
            member("points:\n  - {name: c, sum: [a, b]}\n") == [
                "8:15 conflicting-keys sum makes c of other points, but base gives it what only a "
                    + "point that is read has: scale, offset, bits; a profile that extends it can "
                    + "leave it out (without) and write it anew"
            ])
        #expect(
            member("points:\n  - {name: made, address: 3}\n").first?.contains("leave address out")
                == true)
    }
}
