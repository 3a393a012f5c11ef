// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing
import Waiting

@testable import Config
@testable import tram

/// `tram export` and `tram import` on the disk, without a service.
@Suite(.waits(atMostMinutes: 5)) struct MoveTests {
    /// `old` has a site; `new` is another box's folder, which is not there yet.
    private struct Boxes {
        let directory: Directory
        var old: String { directory.file("old/tram.yaml") }
        var new: String { directory.file("new/tram.yaml") }
        var file: String { directory.file("site.json") }

        init(gateway: String = "gateway: {id: gw-1, area: haichau, site: bts-1}") throws {
            directory = try Directory()
            for folder in ["old", "old/conf.d", "old/own", "old/own/meters", "spool", "else"] {
                try directory.makeFolder(folder)
            }
            try directory.write(
                """
                # A person wrote this.
                \(gateway)
                hubs:
                  - urls: ["mqtts://hub.example:8883"]
                    root: danang
                    username: gw
                    password-file: hub.password
                    ca: \(directory.path)/else/ca.pem
                profiles: [own, \(directory.path)/else]
                spool: {path: \(directory.path)/spool/spool.db}

                """, to: "old/tram.yaml")
            try directory.write("buses: []\n", to: "old/conf.d/10.yaml")
            try directory.write("not ours", to: "old/conf.d/.10.yaml.swp")
            try directory.write("no profile is asked for", to: "old/own/meters/mine.yaml")
            try directory.write("secret", to: "old/hub.password")
            try directory.write("ca", to: "else/ca.pem")
        }

        func export(_ more: [String] = []) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(["export", file, "--config", old] + more)
        }

        func take(_ more: [String] = []) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish(["import", file, "--config", new] + more)
        }

        func text(_ name: String) throws -> String? {
            guard File.exists(directory.file(name)) else { return nil }
            return try directory.read(name)
        }

        var newNames: [String] {
            get throws { try File.names(in: directory.file("new"), atMost: 99) }
        }
    }

    @Test func `a site is put where it was, its secrets named and left out`() throws {
        let boxes = try Boxes()
        let (ending, words) = try boxes.export()
        #expect(ending == .exit(0), "\(words)")
        let said = words.joined(separator: " ").replacing("  ", with: " ")
        #expect(said.contains("to be set again there: hub.password"), "\(said)")
        #expect(said.contains("\(boxes.directory.path)/else/ca.pem"), "\(said)")
        #expect(words.allSatisfy { $0.count <= 80 || $0.contains(boxes.directory.path) })
        #expect(try boxes.text("site.json")?.contains("\"secret\"\n") == false)
        #expect(try boxes.text("site.json")?.contains("not ours") == false)
        #expect(!File.isOpenToOthers(boxes.file))
        let (taken, told) = try boxes.take()
        #expect(taken == .exit(0), "\(told)")
        #expect(told.joined(separator: " ").contains("to be set again there: hub.password"))
        #expect(try boxes.newNames == ["conf.d", "own", "tram.yaml"])
        for name in ["tram.yaml", "conf.d/10.yaml", "own/meters/mine.yaml"] {
            #expect(try boxes.text("new/\(name)") == boxes.text("old/\(name)"), "\(name)")
        }
    }

    @Test func `with its secrets it is whole`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export(["--with-secrets"]).ending == .exit(0))
        let (taken, told) = try boxes.take(["--lang", "vi"])
        #expect(taken == .exit(0), "\(told)")
        #expect(told.contains { $0.hasPrefix("hub.password") && $0.hasSuffix("bí mật") })
        #expect(try boxes.text("new/hub.password") == "secret")
        #expect(!File.isOpenToOthers(boxes.directory.file("new/hub.password")))
        #expect(try Tram.finish(["check", boxes.new]).ending == .exit(0))
    }

    @Test(arguments: [
        ("gateway: {area: haichau, site: bts-1}", "gateway: {id: ID, area: haichau, site: bts-1}"),
        (
            "gateway:\n  # here\n  area: haichau\n  site: bts-1",
            "gateway:\n  # here\n  id: ID\n  area: haichau\n  site: bts-1"
        ),
        (
            "gateway:\n    { area: haichau,\n  site: bts-1}",
            "gateway:\n    { id: ID, area: haichau,\n  site: bts-1}"
        ),
    ])
    func `an id that came from the machine goes along`(text: String, expected: String) throws {
        let boxes = try Boxes(gateway: text)
        let (ending, words) = try boxes.export(["--output", "json"])
        #expect(ending == .exit(0), "\(words)")
        let json = try JSON(parsing: Array(words.joined().utf8))
        let id = try #require(json["gateway"]?.string)
        #expect(id.hasPrefix("gw-"))
        #expect(try boxes.take().ending == .exit(0))
        let own = try boxes.text("new/tram.yaml")
        #expect(own?.contains(expected.replacing("ID", with: id)) == true, "\(own ?? "")")
    }

    @Test func `a script can tell a look from an import, and what was there before`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        for (more, isWritten, kept) in [
            (["--dry-run"], false, 0), ([], true, 0), (["--replace"], true, 1),
        ] {
            let (ending, words) = try boxes.take(more + ["--output", "json"])
            #expect(ending == .exit(0), "\(words)")
            let json = try JSON(parsing: Array(words.joined().utf8))
            #expect(json["written"]?.bool == isWritten, "\(words)")
            #expect(json["kept"]?.array?.count == kept, "\(words)")
            #expect(json["folder"]?.string?.contains("/new") == true, "\(words)")
        }
    }

    @Test func `a site that is there stays, or is kept aside`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        try boxes.directory.makeFolder("new")
        try boxes.directory.makeFolder("new/own")
        try boxes.directory.makeFolder("new/conf.d")
        try boxes.directory.write("former", to: "new/conf.d/99.yaml")
        let (refused, words) = try boxes.take()
        #expect(refused == .exit(4) && words.joinedWords.contains("[site-exists]"), "\(words)")
        #expect(words.joinedWords.contains("--replace"), "\(words)")
        #expect(try boxes.newNames == ["conf.d", "own"])
        let (dry, _) = try boxes.take(["--replace", "--dry-run"])
        #expect(dry == .exit(0))
        #expect(try boxes.newNames == ["conf.d", "own"], "nothing is written")
        #expect(try boxes.take(["--replace"]).ending == .exit(0))
        #expect(try boxes.newNames == ["conf.d", "own", "replaced-1", "tram.yaml"])
        #expect(try boxes.text("new/replaced-1/conf.d/99.yaml") == "former")
        #expect(try boxes.text("new/conf.d/99.yaml") == nil)
        #expect(try boxes.take(["--replace"]).ending == .exit(0))
        #expect(try boxes.text("new/replaced-2/tram.yaml") == boxes.text("old/tram.yaml"))
    }

    @Test func `what cannot be finished is taken back`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        try boxes.directory.makeFolder("new")
        try boxes.directory.write("former", to: "new/tram.yaml")
        let export = try SiteExport.read(boxes.file)
        let folder = boxes.directory.file("new/")
        let staged = try StagedSite(export, main: "tram.yaml", at: folder + ".import-1/")
        // It goes when all but the gateway's own file is in place.
        File.remove(folder + ".import-1/tram.yaml")
        var swap = SiteSwap(folder: folder)
        #expect(throws: SystemFault.self) { try swap.run(staged) }
        #expect(try boxes.newNames.contains("conf.d"))
        #expect(try boxes.text("new/tram.yaml") == nil, "none could start")
        swap.undo(staged)
        #expect(try boxes.newNames.filter { !$0.hasPrefix(".") } == ["tram.yaml"])
        #expect(try boxes.text("new/tram.yaml") == "former")
    }

    @Test func `a site that does not check here is refused whole`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        File.remove(boxes.directory.file("else/ca.pem"))
        let (ending, words) = try boxes.take()
        #expect(ending == .exit(1) && words.joinedWords.contains("[site-unfit]"), "\(words)")
        #expect(words.joinedWords.contains(" tram.yaml:8:9: error: "), "\(words)")
        #expect(!File.exists(boxes.directory.file("new")))
    }

    @Test func `whole paths into the folder are those of the new box`() throws {
        let boxes = try Boxes()
        let folder = boxes.directory.file("old")
        let text = try #require(try boxes.text("old/tram.yaml"))
        try boxes.directory.write(
            text.replacing("hub.password", with: "\(folder)/hub.password").replacing(
                "[own,", with: "[\(folder)/own,"), to: "old/tram.yaml")
        #expect(try boxes.export(["--with-secrets"]).ending == .exit(0))
        try File.rename(folder, to: boxes.directory.file("away"))
        let (ending, words) = try Tram.finish(["import", boxes.file, "--config", boxes.old])
        #expect(ending == .exit(0), "\(words)")
        #expect(try boxes.text("old/hub.password") == "secret")
        #expect(try Tram.finish(["check", boxes.old]).ending == .exit(0))
    }

    @Test func `it goes to the output, or to a file, and over nothing else`() throws {
        let boxes = try Boxes()
        let config = ["--config", boxes.old]
        let (ending, lines) = try Tram.finish(["export", "-"] + config)
        #expect(ending == .exit(0))
        let text = lines.joined(separator: "\n")
        #expect(try SiteExport(parsing: Array(text.utf8)).gateway == "gw-1")
        for name in ["/dev/null", boxes.directory.file("else")] {
            let (refused, words) = try Tram.finish(["export", name] + config)
            #expect(refused == .exit(1), "\(words)")
            #expect(words.joinedWords.contains("[not-a-file]"), "\(words)")
        }
        #expect(!File.isDirectory("/dev/null") && File.size("/dev/null") == 0)
        #expect(File.isDirectory(boxes.directory.file("else")))
    }

    @Test func `what is no export is told as that, in both languages`() throws {
        let boxes = try Boxes()
        try boxes.directory.write("{}", to: "site.json")
        for (language, words) in [("en", "no file that tram export"), ("vi", "không phải tệp")] {
            let (ending, output) = try boxes.take(["--lang", language])
            #expect(ending == .exit(1) && output.joined().contains(words), "\(output)")
            #expect(output.joinedWords.contains("[no-export]"))
        }
        #expect(!File.exists(boxes.directory.file("new")))
    }

    // MARK: - What must not be lost, or told

    @Test func `a file in the spool's place that is no spool ends it untouched`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        try boxes.directory.write("precious", to: "spool/spool.db")
        for more in [["--dry-run"], [], ["--replace"]] {
            let (ending, words) = try boxes.take(more)
            #expect(ending == .exit(1), "\(words)")
            #expect(words.joinedWords.contains("[no-spool]"), "\(words)")
        }
        #expect(try boxes.text("spool/spool.db") == "precious")
        #expect(try File.names(in: boxes.directory.file("spool"), atMost: 9) == ["spool.db"])
        #expect(!File.exists(boxes.directory.file("new")))
        File.remove(boxes.directory.file("spool/spool.db"))
        let said = try boxes.take(["--dry-run"]).output.joined(separator: " ")
        #expect(said.contains("\(boxes.directory.path)/spool/spool.db"), "\(said)")
    }

    @Test func `a spool in the place of one of the site's files ends it`() throws {
        let boxes = try Boxes()
        let text = try #require(try boxes.text("old/tram.yaml"))
        try boxes.directory.write(
            text.replacing("/spool/spool.db", with: "/new/conf.d/10.yaml"), to: "old/tram.yaml")
        #expect(try boxes.export().ending == .exit(0))
        let (ending, words) = try boxes.take()
        #expect(ending == .exit(1) && words.joinedWords.contains("[spool-denied]"), "\(words)")
        #expect(try boxes.newNames.isEmpty)
    }

    @Test func `a former gateway's spool stays, or is kept aside with its epoch`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        let path = boxes.directory.file("spool/spool.db")
        let spool = Spool.open(
            SpoolSettings(path: path, size: 1 << 20, hubs: ["main"], binding: [1]), at: nil)
        try spool.close()
        try boxes.directory.write("{}", to: "spool/learned.json")
        let before = try File.names(in: boxes.directory.file("spool"), atMost: 9)
        #expect(before.contains("spool.db.epoch.a"))
        let (refused, words) = try boxes.take()
        #expect(refused == .exit(4), "\(words)")
        #expect(words.joined(separator: " ").contains("spool/replaced-1 [site-exists]"))
        let (ending, told) = try boxes.take(["--replace"])
        #expect(ending == .exit(0), "\(told)")
        let after = try File.names(in: boxes.directory.file("spool"), atMost: 9)
        #expect(after == ["replaced-1"])
        #expect(try File.names(in: boxes.directory.file("spool/replaced-1"), atMost: 9) == before)
    }

    @Test func `secrets and profiles of the former site go aside with it`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        for folder in ["new", "new/theirs"] { try boxes.directory.makeFolder(folder) }
        let text = try #require(try boxes.text("old/tram.yaml"))
        let former = text.replacing("[own,", with: "[theirs,").replacing(
            "ca: \(boxes.directory.path)/else/ca.pem", with: "ca: hub.ca")
        try boxes.directory.write(former, to: "new/tram.yaml")
        for name in ["theirs/a.yaml", "hub.password", "hub.ca", "notes.txt"] {
            try boxes.directory.write("former", to: "new/\(name)")
        }
        let (ending, words) = try boxes.take(["--replace"])
        #expect(ending == .exit(0), "\(words)")
        #expect(try boxes.text("new/replaced-1/tram.yaml") == former)
        for name in ["theirs/a.yaml", "hub.password", "hub.ca"] {
            #expect(try boxes.text("new/replaced-1/\(name)") == "former", "\(name)")
            #expect(try boxes.text("new/\(name)") == nil, "\(name)")
        }
        #expect(try boxes.text("new/notes.txt") == "former", "nobody's")
    }

    /// Whose it is nobody knows: it may be that of another hub.
    @Test func `a secret of this box that stands for one left out is told of`() throws {
        let boxes = try Boxes()
        let path = boxes.directory.file("else/hub.password")
        let text = try #require(try boxes.text("old/tram.yaml"))
        try boxes.directory.write(
            text.replacing("password-file: hub.password", with: "password-file: \(path)"),
            to: "old/tram.yaml")
        try boxes.directory.write("this hub's", to: "else/hub.password")
        #expect(try boxes.export().ending == .exit(0))
        File.remove(path)
        func told(_ more: [String]) throws -> [JSON] {
            let (ending, words) = try boxes.take(more + ["--output", "json"])
            #expect(ending == .exit(0), "\(words)")
            let json = try JSON(parsing: Array(words.joined().utf8))
            #expect(json["left-out"]?.array == [.string(path)])
            return try #require(json["secrets-here"]?.array)
        }
        #expect(try told(["--dry-run"]).isEmpty)
        try boxes.directory.write("another hub's", to: "else/hub.password")
        #expect(try told(["--dry-run"]) == [.string(path)])
        for (language, words) in [("en", "there already"), ("vi", "đã có sẵn")] {
            let said = try boxes.take(["--replace", "--lang", language]).output.joined()
            #expect(said.contains(words) && said.contains("sudo tram hub check"), "\(said)")
        }
        #expect(try boxes.text("else/hub.password") == "another hub's", "it stays where it is")
    }

    @Test func `a secret in the folder is told of where no former site takes it along`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        try boxes.directory.makeFolder("new")
        try boxes.directory.write("laid there before", to: "new/hub.password")
        for (more, isThere) in [(["--dry-run"], true), ([], true), (["--replace"], false)] {
            let said = try boxes.take(more).output.joined(separator: " ")
            let isTold = said.contains("there already")
            #expect(isTold == isThere, "\(more): \(said)")
        }
        #expect(try boxes.text("new/replaced-1/hub.password") == "laid there before")
    }

    @Test func `nothing beside the export is touched`() throws {
        let boxes = try Boxes()
        try boxes.directory.write("somebody's", to: "site.json.new")
        for _ in 1...2 { #expect(try boxes.export().ending == .exit(0)) }
        #expect(try boxes.text("site.json.new") == "somebody's")
        let names = try File.names(in: boxes.directory.path, atMost: 99)
        #expect(names == ["else", "old", "site.json", "site.json.new", "spool"])
    }

    @Test(arguments: [true, false]) func `a certificate with its key is a secret`(
        isNamed: Bool
    ) throws {
        let boxes = try Boxes()
        let text = try #require(try boxes.text("old/tram.yaml"))
        let key = isNamed ? "\n    key: ./hub.pem" : ""
        try boxes.directory.write(
            text.replacing("ca:", with: "certificate: hub.pem\(key)\n    ca:"),
            to: "old/tram.yaml")
        let lines = ["-----BEGIN PRIVATE KEY-----", "bm9uZQ==", "-----END PRIVATE KEY-----"]
        try boxes.directory.write(lines.joined(separator: "\n"), to: "old/hub.pem")
        let (ending, words) = try boxes.export(["--output", "json"])
        #expect(ending == .exit(0), "\(words)")
        #expect(try boxes.text("site.json")?.contains("bm9uZQ==") == false)
        let left = try JSON(parsing: Array(words.joined().utf8))["left-out"]?.array
        #expect(left?.contains(.string("hub.pem")) == true, "\(words)")
        #expect(try boxes.export(["--with-secrets"]).ending == .exit(0))
        let (taken, told) = try boxes.take()
        #expect(taken == .exit(0), "\(told)")
        #expect(!File.isOpenToOthers(boxes.directory.file("new/hub.pem")))
    }

    @Test func `an export takes the place of an earlier one, and of no other file`() throws {
        let boxes = try Boxes()
        for _ in 1...2 { #expect(try boxes.export().ending == .exit(0)) }
        try boxes.directory.write("buses: []", to: "site.json")
        let (ending, words) = try boxes.export()
        #expect(ending == .exit(1) && words.joinedWords.contains("[not-a-file]"))
        #expect(try boxes.text("site.json") == "buses: []")
    }

    @Test func `drop-ins lie beside the link that the gateway's file may be`() throws {
        let boxes = try Boxes()
        try File.rename(boxes.old, to: boxes.directory.file("else/real.yaml"))
        try File.link(boxes.old, to: boxes.directory.file("else/real.yaml"))
        let (ending, words) = try boxes.export()
        #expect(ending == .exit(0), "\(words)")
        let names = try SiteExport.read(boxes.file).parts.map(\.path)
        #expect(names == ["tram.yaml", "conf.d/10.yaml", "own/meters/mine.yaml"])
    }

    @Test func `a script is told of a fault in JSON`() throws {
        let boxes = try Boxes()
        #expect(try boxes.export().ending == .exit(0))
        File.remove(boxes.directory.file("else/ca.pem"))
        let (_, words) = try boxes.take(["--output", "json"])
        let json = try JSON(parsing: Array(words.joined().utf8))
        #expect(json["written"] == nil)
        #expect(json["code"]?.string == "site-unfit")
        let reason = json["details"]?.array?.first?["vi"]?.string
        #expect(reason?.hasPrefix("tram.yaml:8:9: lỗi: ") == true, "\(words)")
    }
}
