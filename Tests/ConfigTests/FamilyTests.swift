// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

@Suite struct `Profiles that extend others` {
    private func text(_ id: String, _ rest: String) -> String {
        "profile: \(id)\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n" + rest
    }

    private func read(_ folder: borrowing Folder, _ id: String) -> Outcome<Profile> {
        Reader.profile(at: folder.path + "/library/other/\(id).yaml")
    }

    private func write(_ folder: borrowing Folder, _ id: String, _ rest: String) {
        folder.write("library/other/\(id).yaml", text(id, rest))
    }

    private static let points = """
        order: CDAB
        reserved-unit: true
        options: {fitted-with: [fan]}
        link: {baud: [9600], max-registers: 20, unit-id: 7}
        names: {en: A, vi: Á}
        points:
          - {name: a, table: input, address: 0, as: uint32, quantity: other, deadband: 3}
          - {name: b, table: input, address: 2, as: uint16, quantity: other, requires: fan}
          - {name: c, table: input, address: 3, as: uint16, quantity: other}

        """

    private func family() -> Folder {
        let folder = Folder()
        write(folder, "base", Self.points)
        return folder
    }

    @Test func `a member has all of the other, and says what differs`() throws {
        let folder = family()
        folder.write(
            "library/more/small.yaml",
            text(
                "small",
                "extends: base\nwithout: [c]\nlink: {baud: [19200]}\noptions: {fitted-with: [x]}\n"
                    + "points:\n  - {name: a, address: 10, scale: 0.1}\n"
                    + "  - {name: d, table: input, address: 20, as: int32, quantity: other}\n"
                    + "vectors:\n  - {registers: {input: {10: [2, 1]}}, values: {a: 6553.8}}\n"))
        let outcome = Reader.profile(at: folder.path + "/library/more/small.yaml")
        #expect(outcome.problems.map(\.text.en) == [])
        let profile = try #require(outcome.value)
        #expect(profile.points.map(\.name) == ["a", "b", "d"])
        #expect(profile.points[0].deadband.double == 3)
        #expect(profile.points[2].order == ByteOrder("CDAB"))
        #expect(profile.link.baud == [19_200])
        #expect(profile.link.largestRead == 20 && profile.link.unit == 7)
        #expect(profile.options == ["fan", "x"])
        #expect(profile.hasReservedUnit)
        #expect(profile.names == Text(en: "A", vi: "Á"))
    }

    @Test func `the digest changes with either file`() throws {
        let folder = family()
        write(folder, "small", "extends: base\npoints: []\n")
        let first = try #require(read(folder, "small").value?.hash)
        #expect(first.count == 64)
        write(folder, "base", Self.points.replacing("deadband: 3", with: "deadband: 4"))
        #expect(read(folder, "small").value?.hash != first)
        write(folder, "base", Self.points)
        #expect(read(folder, "small").value?.hash == first)
        write(folder, "small", "extends: base\npoints: [ ]\n")
        #expect(read(folder, "small").value?.hash != first)
    }

    @Test func `what is wrong is said in the file that can mend it`() {
        let folder = family()
        for (rest, expected) in [
            ("extends: bas\npoints: []\n", "6:10 no profile is called \"bas\"; did you mean base?"),
            (
                "extends: base\nwithout: [z]\npoints: []\n",
                "7:11 no point is called \"z\"; did you "
            ),
            ("extends: base\npoints:\n  - {name: a, unit: V, scale: 0}\n", "8:31 a scale of 0"),
            ("extends: base\npoints:\n  - {name: e, as: uint16}\n", "8:5 missing key table"),
        ] {
            write(folder, "small", rest)
            let problems = read(folder, "small").problems
            let found = problems.first.map { "\($0.line):\($0.column) \($0.text.en)" } ?? "nothing"
            #expect(found.hasPrefix(expected), "\(found)")
        }
        write(folder, "base", Self.points.replacing("address: 0", with: "address: x"))
        write(folder, "small", "extends: base\npoints: []\n")
        #expect(read(folder, "small").problems.map(\.code) == ["wrong-type"])
    }

    @Test func `long chains end`() {
        let folder = Folder()
        for number in 0..<12 {
            write(folder, "p\(number)", "extends: p\(number + 1)\npoints: []\n")
        }
        write(folder, "p12", Self.points)
        #expect(read(folder, "p5").value?.points.count == 3)
        #expect(read(folder, "p4").value == nil)
        #expect(read(folder, "p0").value == nil)
    }

    @Test func `a point that others need cannot be left out`() {
        let folder = Folder()
        write(
            folder, "base",
            "points:\n  - {name: a, table: input, address: 0, as: uint16, quantity: other}\n"
                + "  - {name: b, table: input, address: 1, as: uint16, quantity: other, "
                + "scale-from: a}\n")
        write(folder, "small", "extends: base\nwithout: [a]\npoints: []\n")
        let problems = read(folder, "small").problems
        #expect(problems.map { "\($0.line):\($0.column) \($0.code)" } == ["7:11 conflicting-keys"])
        #expect(
            problems.first?.text.en
                == "a is needed by b (scale-from); leave out what needs it as well, or keep it")
        write(
            folder, "both",
            "extends: base\nwithout: [a, b]\npoints:\n  - {name: c, table: input, "
                + "address: 2, as: uint16, quantity: other}\n")
        #expect(read(folder, "both").problems == [])
    }

    @Test func `a large profile is read in time, whatever it names`() {
        let names = (0..<63).map { "x\($0)" }.joined(separator: ", ")
        let points = (0..<900).map {
            "  - {name: p\($0), sum: [\(names), p\(($0 + 1) % 900)], quantity: other}\n"
        }.joined()
        let folder = Folder()
        write(folder, "small", "points:\n" + points)
        let start = processorTime()
        let outcome = read(folder, "small")
        #expect(outcome.value == nil)
        #expect(outcome.count <= 200)
        #expect(processorTime() - start < 20)
    }
}

@Suite struct `What a profile says of its line` {
    private func problems(_ profile: String, _ bus: String, unit: Int = 1) -> [String] {
        let site = Site(profile: profile)
        let text =
            "gateway: {id: gw-1, area: a, site: s}\nhubs: [{id: c, urls: [mqtt://127.0.0.1:1], "
            + "root: r}]\nbuses:\n  - id: b\n    \(bus)\n    devices:\n"
            + "      - {id: d, profile: small, unit-id: \(unit), domain: e}\n"
        return Reader.configuration(
            at: site.folder.write("tram.yaml", text), profiles: [site.folder.path + "/profiles"],
            machineID: site.folder.path + "/machine-id"
        ).problems.map(\.code)
    }

    private let serial = "serial: {port: /dev/ttyUSB0}"

    @Test func `a reserved unit id is for those who have one`() {
        let reserved = Sample.profile.replacing(
            "class: other\n", with: "class: other\nreserved-unit: true\n")
        #expect(problems(reserved, serial, unit: 252) == [])
        #expect(problems(reserved, serial, unit: 0) == ["out-of-range"])
        #expect(problems(Sample.profile, serial, unit: 252) == ["out-of-range"])
        #expect(problems(Sample.profile, "tcp: {host: 10.0.0.1}", unit: 252) == [])
    }

    @Test func `a device that echoes wants a line that expects it`() {
        let echo = Sample.profile.replacing("class: other\n", with: "class: other\necho: true\n")
        #expect(problems(echo, serial) == ["link-mismatch"])
        #expect(problems(echo, "serial: {port: /dev/ttyUSB0, echo: true}") == [])
        #expect(problems(echo, "rtu-over-tcp: {host: h, port: 4001}") == ["link-mismatch"])
        #expect(problems(echo, "tcp: {host: h}") == [])
        #expect(problems(Sample.profile, serial) == [])
        #expect(problems(Sample.profile, "rtu-over-tcp: {host: h, port: 4001}") == [])
    }
}

@Suite struct `Numbers of registers` {
    @Test(
        arguments: [
            (Numbering.zeroBased, Table.holding, 0, 0), (.zeroBased, .input, 65_535, 65_535),
            (.zeroBased, .coil, 65_536, nil), (.oneBased, .holding, 1, 0),
            (.oneBased, .holding, 65_536, 65_535), (.oneBased, .holding, 0, nil),
            (.oneBased, .holding, 65_537, nil), (.modicon, .coil, 1, 0),
            (.modicon, .coil, 9_999, 9_998),
            (.modicon, .coil, 0, nil), (.modicon, .discrete, 10_001, 0),
            (.modicon, .discrete, 165_536, 65_535), (.modicon, .discrete, 30_001, nil),
            (.modicon, .input, 30_001, 0), (.modicon, .input, 39_999, 9_998),
            (.modicon, .input, 300_001, 0), (.modicon, .input, 40_001, nil),
            (.modicon, .holding, 40_001, 0), (.modicon, .holding, 40_000, nil),
            (.modicon, .holding, 49_999, 9_998), (.modicon, .holding, 50_000, nil),
            (.modicon, .holding, 400_001, 0), (.modicon, .holding, 465_536, 65_535),
            (.modicon, .holding, 465_537, nil), (.modicon, .holding, -1, nil),
        ] as [(Numbering, Table, Int, UInt16?)])
    func `stand for addresses`(
        _ numbering: Numbering, _ table: Table, _ number: Int, _ address: UInt16?
    ) {
        #expect(numbering.address(number, table) == address)
    }
}
