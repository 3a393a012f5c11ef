// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram commission` on a running service.
@Suite(.waits(atMostMinutes: 5)) struct CommissionTests {
    private static let limits = JSON.Limits(bytes: 1 << 20, values: 1 << 16)

    private static func files(_ site: AcceptanceSite, _ suffix: String) throws -> [String] {
        try File.names(in: site.directory.file("out"), atMost: 100).filter {
            $0.hasSuffix(suffix)
        }
    }

    private static func run(
        _ site: AcceptanceSite, _ more: [String]
    ) throws -> (ending: Child.Ending, output: [String]) {
        try site.directory.makeFolder("out")
        return try site.finish(
            ["commission", "--rounds", "3", "--to", site.directory.file("out")] + more)
    }

    private static func text(_ site: AcceptanceSite, _ suffix: String) throws -> String {
        let name = try #require(try files(site, suffix).first)
        return try site.directory.read("out/\(name)")
    }

    @Test func `a site in order passes, and both files have the facts of the JSON`() throws {
        let site = try AcceptanceSite()
        let (ending, output) = try Self.run(site, ["--output", "json"])
        #expect(ending == .exit(0), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8), limits: Self.limits)
        #expect(json["passed"]?.bool == true)
        let device = try #require(json["devices"]?.array?.first)
        let requests = try #require(device["requests"]?.integer)
        #expect(requests >= 2 && device["answers"]?.integer == requests)
        #expect(device["success"]?.double == 100)
        let median = try #require(device["median-ms"]?.double)
        let slowest = try #require(device["slowest-ms"]?.double)
        #expect(median > 0 && median <= slowest)
        #expect(json["machine"]?["sha256"]?.string?.count == 64)
        let written = json["written"]?.array ?? []
        #expect(written.map { ($0["path"]?.string ?? "").suffix(3) } == [".md", "tml"])
        for entry in written {
            let path = try #require(entry["path"]?.string)
            guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 22) else { continue }
            #expect(entry["sha256"]?.string == Digest.hex(Digest.sha256(bytes)), "\(path)")
        }
        let steps = json["hub"]?["steps"]?.array ?? []
        #expect(steps.contains { $0["step"]?.string == "round-trip" && $0["ms"] != nil })
        let taken = ["delivered", "unheard"].reduce(0) { $0 + (json["hub"]?[$1]?.integer ?? 0) }
        #expect(taken > 0)
        let config = try #require(
            json["files"]?.array?.first { $0["path"]?.string == site.path }?["sha256"]?.string)
        let bytes = Array(try site.directory.read("tram.yaml").utf8)
        #expect(config == Digest.hex(Digest.sha256(bytes)))
        let profile = try #require(json["profiles"]?.array?.first)
        #expect(profile["id"]?.string == "speller" && profile["sha256"]?.string?.count == 64)
        for suffix in [".md", ".html"] {
            let text = try Self.text(site, suffix)
            let facts = [
                config, "dev-2", "line-1:2", "gw-1", "haichau", "24930", "\(requests)",
            ]
            for fact in facts { #expect(text.contains(fact), "\(fact) in \(suffix)") }
            #expect(!text.contains("correct-horse") && !text.contains("<b>một"), "\(suffix)")
        }
        #expect(try Self.files(site, "").count == 2)
    }

    @Test func `a device that is away is told, in the record too`() throws {
        let site = try AcceptanceSite(missing: true)
        let (ending, output) = try Self.run(site, ["--lang", "vi"])
        #expect(ending == .exit(1))
        let text = output.joined(separator: "\n")
        #expect(text.contains("✗ dev-3 (line-1:3)") && text.contains("[commission-device]"))
        #expect(output.contains { $0.hasPrefix("không đạt: 1/") }, "\(output)")
        let page = try Self.text(site, ".md")
        #expect(page.contains("**✗ Không đạt: 1/") && page.contains("không online ở "), "\(page)")
        // The one that is there is measured all the same, with the decimal comma.
        #expect(page.contains("| ✓ | dev-2 |") && page.contains("100,00 %"))
        #expect(try Self.text(site, ".html").contains("<tr class=\"bad\"><td class=\"m\">✗"))
    }

    @Test func `a file that the service does not run with is no site in order`() throws {
        let site = try AcceptanceSite()
        let more = try site.directory.read("tram.yaml") + "# changed\n"
        try site.directory.write(more, to: "tram.yaml")
        let (ending, output) = try Self.run(site, [])
        #expect(ending == .exit(1))
        #expect(output.joined(separator: "\n").contains("[commission-file]"), "\(output)")
    }

    @Test func `whoever ends it early has no record`() throws {
        let site = try AcceptanceSite()
        try site.directory.makeFolder("out")
        let command = try Tram.start([
            "commission", "--minutes", "60", "--to", site.directory.file("out"), "--config",
            site.path, "--control", site.control,
        ])
        _ = try #require(try command.line(containing: "measured for 60 min", within: .seconds(20)))
        command.stop()
        let (ending, output) = try command.finish(within: .seconds(20))
        #expect(ending == .exit(1))
        #expect(output.joinedWords.contains("no record was written"), "\(output)")
        #expect(try Self.files(site, "") == [])
    }

    @Test(arguments: [
        ["--minutes", "0"], ["--rounds", "0"], ["--minutes", "1", "--rounds", "1"],
        ["--least", "101"], ["--to", "/nowhere"],
    ])
    func `wrong usage ends with 2`(arguments: [String]) throws {
        let (ending, output) = try Tram.finish(["commission"] + arguments)
        #expect(ending == .exit(2) && output.first?.hasPrefix("Error: ") == true, "\(output)")
    }

    @Test func `without the service there is no record`() throws {
        let directory = try Directory()
        let path = try directory.write(CommandTests.gateway, to: "tram.yaml")
        let (ending, output) = try Tram.finish([
            "commission", "--config", path, "--control", "/nowhere/control", "--to",
            directory.path,
        ])
        #expect(ending == .exit(3))
        #expect(output.joinedWords.contains("[service-not-running]"), "\(output)")
    }
}
