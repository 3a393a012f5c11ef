// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Host
import Rig
import Testing

@testable import tram

/// `tram profile list`, `show` and `check` on the library and on files of one's own.
@Suite struct ProfileCommandTests {
    private static let shelf = ProfileShelf(Library.directories())

    private static func found(_ search: ProfileSearch) -> [String] {
        search.found(in: shelf.entries).map(\.profile.id)
    }

    @Test(arguments: [
        ("cong to dien 3 pha", "electricity-meter-3p"),
        ("công tơ điện 3 pha", "electricity-meter-3p"),
        ("Co\u{302}ng to\u{31B} 1 PHA", "electricity-meter-1p"),
        ("three-phase meters", "electricity-meter-3p"), ("tram thoi tiet", "weather-station"),
        ("bụi mịn", "particulate"), ("bộ lưu điện", "ups"),
    ])
    func `words of either language find a class, with marks or without`(
        words: String, wanted: String
    ) {
        let found = Self.found(ProfileSearch(words: [words]))
        let all = Self.shelf.entries.map(\.profile).filter { $0.class == wanted }.map(\.id)
        #expect(!all.isEmpty && Set(found) == Set(all), "\(found)")
    }

    @Test func `filters and words must all fit`() {
        let meters = ProfileSearch(words: ["dien"], quantity: "frequency", vendor: "EASTRON")
        #expect(Set(Self.found(meters)).isSuperset(of: ["eastron-sdm120", "eastron-sdm630"]))
        #expect(Self.found(meters).allSatisfy { $0.hasPrefix("eastron-") })
        #expect(Self.found(ProfileSearch(class: "cong to 3 pha", vendor: "eastron")).count > 1)
        #expect(Self.found(ProfileSearch(class: "soil", quantity: "voltage")).isEmpty)
        #expect(Self.found(ProfileSearch(quantity: "volt")).isEmpty, "a quantity is named whole")
    }

    @Test func `names of points are looked through where nothing else fits`() {
        let found = Self.found(ProfileSearch(words: ["méo hài"]))
        #expect(found.contains("eastron-sdm630") && !found.contains("xy-md02"))
        #expect(Self.found(ProfileSearch(words: ["xyzzy"])).isEmpty)
    }

    @Test func `a model is found by its number alone`() {
        #expect(Self.found(ProfileSearch(words: ["630"])).contains("eastron-sdm630"))
        #expect(!Self.found(ProfileSearch(words: ["0"])).contains("eastron-sdm630"))
        #expect(!Self.found(ProfileSearch(words: ["tron"])).contains("eastron-sdm630"))
    }

    @Test(arguments: Language.allCases)
    func `the whole library fits 80 columns`(language: Language) {
        #expect(Self.shelf.broken.isEmpty && Self.shelf.entries.count > 30)
        let list = ProfileListView(entries: Self.shelf.entries, all: 1_000)
        #expect(list.lines(80, language).allSatisfy { $0.columns <= 80 })
        for entry in Self.shelf.entries {
            let lines = ProfileView(profile: entry.profile, path: entry.path).lines(80, language)
            // Only a path, which nobody cuts, is wider, and then alone on its line.
            for line in lines {
                #expect(line.columns <= 80 || line.split(separator: " ").count == 1, "\(line)")
            }
            for point in entry.profile.points.prefix(3) {
                #expect(lines.contains { $0.hasPrefix(point.name.prefix(25)) }, "\(point.name)")
            }
            let heads = lines.filter { $0.hasPrefix(language == .english ? "POINT " : "ĐIỂM ĐO ") }
            #expect(heads.count == 1)
        }
    }

    @Test(arguments: Language.allCases)
    func `the helps' transcripts are true`(language: Language) throws {
        try Transcript.check(["profile", "list"], language, 1)
        try Transcript.check(["profile", "show"], language, 1)
        let directory = try Directory()
        try directory.write(Self.broken, to: "acme-t1.yaml")
        try Transcript.check(
            ["profile", "check"], language, 1, ending: .exit(1), in: directory.path)
    }

    private static let broken = """
        profile: acme-t1
        vendor: Acme
        model: T1
        class: temperature-humidity
        names: {en: Thermometer, vi: Nhiệt kế}
        sources: [Acme T1 manual]
        points:
          - {name: air_temperature, table: input, address: 0, as: int16, scale: 0.1, unit: Cel,
             quantity: air_temperature, names: {en: Air, vi: Không khí}}
        vectors:
          # A slip: the manual has 23.5 for it.
          - {registers: {input: {0: [235]}}, values: {air_temperature: 24.5}}

        """

    @Test func `JSON has the same facts in whatever language`() throws {
        for words in [["list", "sdm630"], ["show", "eastron-sdm630"]] {
            let english = try Tram.finish(["profile"] + words + ["--output", "json"]).output
            let other = try Tram.finish(
                ["profile"] + words + ["--output", "json", "--lang", "vi"]
            ).output
            #expect(english == other)
            let json = try JSON(parsing: Array(english.joined().utf8))
            let profile = json.array?.first ?? json
            #expect(profile["profile"]?.string == "eastron-sdm630")
            #expect(profile["class-names"]?["vi"]?.string == "Công tơ điện 3 pha")
            #expect(profile["names"]?["en"]?.string == "Three-phase energy meter")
        }
        let shown = try Tram.finish(["profile", "show", "eastron-sdm630", "--output", "json"])
        let json = try JSON(parsing: Array(shown.output.joined().utf8))
        #expect(json["points"]?.array?.count == 39 && json["sources"]?.array?.count == 3)
        #expect(json["points"]?.array?.first?["address"]?.integer == 0)
        let rounds = json["plan"]?["rounds"]?.array
        #expect(rounds?.first?["requests"]?.array?.count == 4)
    }

    @Test(arguments: [
        (["list", "xyzzy"], 1, "has all these words"),
        (["list", "--lang", "vi", "xyzzy"], 1, "có đủ các từ này"),
        (["show", "eastron-sdm63"], 2, "did you mean eastron-sdm630?"),
        (["show", "--lang", "vi", "nothing-like-it"], 2, "lệnh tiếp theo: tram profile list"),
        (["show", "/nowhere/a.yaml"], 1, "no such file [cannot-read]"),
        (["check", "/nowhere/a.yaml"], 1, "no such file [cannot-read]"),
        (["list", "--quantity", "volage"], 2, "did you mean voltage?"),
        (["check"], 2, "path"), (["list", "--profiles", "/nowhere"], 2, "no such directory"),
    ])
    func `what is not there is told`(words: [String], code: Int32, told: String) throws {
        let (ending, output) = try Tram.finish(["profile"] + words)
        #expect(ending == .exit(code))
        #expect(output.joinedWords.contains(told), "\(output)")
    }

    @Test func `a profile of one's own is listed, shown, and may extend one of the library`() throws
    {
        let directory = try Directory()
        try directory.write(
            """
            profile: acme-sdm
            vendor: Acme
            model: Rebranded
            class: electricity-meter-3p
            sources: [its label]
            extends: eastron-sdm630
            points: []

            """, to: "acme-sdm.yaml")
        let options = ["--profiles", directory.path]
        let (ending, output) = try Tram.finish(["profile", "list", "rebranded"] + options)
        #expect(ending == .exit(0) && output.contains { $0.hasPrefix("  acme-sdm ") }, "\(output)")
        let path = directory.file("acme-sdm.yaml")
        #expect(try Tram.finish(["profile", "show", path]).ending == .exit(0))
        let check = try Tram.finish(["profile", "check", path])
        #expect(check.ending == .exit(0), "a warning is no error")
        #expect(check.output.first?.hasSuffix("[no-vectors]") == true, "\(check.output)")
        #expect(check.output.last == "1 profile: 0 errors, 1 warning")
        #expect(try Tram.finish(["profile", "check", path, "--strict"]).ending == .exit(1))
    }

    @Test func `two files of one name in a directory are told`() throws {
        let directory = try Directory()
        for folder in ["a", "b"] {
            try directory.makeFolder(folder)
            try directory.write(Self.broken, to: "\(folder)/acme-t1.yaml")
        }
        let (ending, output) = try Tram.finish(["profile", "check", directory.path + "/"])
        #expect(ending == .exit(1))
        let lines = output.filter { $0.hasSuffix("[duplicate-id]") }
        #expect(lines.count == 1 && lines[0].contains("acme-t1.yaml has this name already"))
        #expect(output.last?.hasPrefix("2 profiles: 3 errors") == true, "\(output)")
    }

    @Test func `a profile with errors is left out, and told`() throws {
        let directory = try Directory()
        try directory.write(Self.broken, to: "acme-t1.yaml")
        let (ending, output) = try Tram.finish([
            "profile", "list", "xy-md02", "--profiles", directory.path,
        ])
        #expect(ending == .exit(1))
        #expect(output.contains { $0.contains("tram profile check") && $0.contains("acme-t1") })
        #expect(output.contains { $0.hasPrefix("  xy-md02") })
    }

    @Test(arguments: Language.allCases)
    func `the library is counted by class and lacks nothing`(language: Language) throws {
        let devices = try #require(Library.directories().first)
        let (ending, output) = try Tram.finish(
            ["profile", "check", devices, "--strict", "--lang", language.rawValue],
            within: .seconds(60))
        #expect(ending == .exit(0), "\(output)")
        #expect(output.allSatisfy { $0.columns <= 80 })
        let profiles = Self.shelf.entries.map(\.profile)
        let all = try #require(output.dropLast().last).split(separator: " ").suffix(9)
        let points = profiles.reduce(0) { $0 + $1.points.count }
        #expect(all.first == "\(profiles.count)" && all.dropFirst(2).first == "\(points)")
        let rows = output.dropFirst().dropLast(2).map { row in
            row.split(separator: " ").compactMap { Int($0) }.suffix(9)
        }
        for column in 0..<9 {
            let sum = rows.reduce(0) { $0 + $1[$1.startIndex + column] }
            #expect(all[all.startIndex + column] == "\(sum)")
        }
    }
}
