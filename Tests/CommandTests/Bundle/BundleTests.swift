// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// `tram bundle`: what it packs, and that no secret is in it.
@Suite(.waits(atMostMinutes: 5)) struct BundleTests {
    /// Each stands somewhere else; the first one everywhere.
    private static let secrets = [
        "Pa55-w0rd/%+ß", "Comment-5ecret", "Attr-5ecret-9", "Cred-5ecret-0", "Env-5ecret-1",
        "Proxy-5ecret-2", "File-5ecret-3", "Log-5ecret-4", "Url-5ecret-5", "Stray-5ecret-6",
        "Basic-5ecret-7", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA",
        "Long-5ecret-8-that-is-cut-off-behind-its-fortieth-letter",
    ]

    private static var password: String { secrets[0] }

    /// What the foreign reader sees: the parts' names, and what it has found.
    private static func look(
        _ archive: String, _ secrets: [String], _ directory: Directory
    ) throws -> (names: [String], hits: [String]) {
        let list = try directory.write(secrets.joined(separator: "\n") + "\n", to: "secrets")
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/")
        let script = "\(folder)/Rig/Peers/look_for_secrets.py"
        let program = try Program("/usr/bin/python3", [script, archive, list])
        let (ending, output) = try program.finish(within: .seconds(120))
        #expect(ending == .exit(0), "\(program.said)")
        let hits = output.filter { $0.hasPrefix("HIT ") }
        return (
            output.filter { !$0.hasPrefix("HIT ") }.map { String($0.split(separator: " ")[0]) },
            hits
        )
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return String(
            stride(from: 0, to: bytes.count, by: 3).flatMap { start -> [Character] in
                let three = bytes[start..<min(start + 3, bytes.count)]
                let word = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
                return (0..<three.count + 1).map { letters[word >> (18 - 6 * $0) & 63] }
            })
    }

    private static var log: String {
        let bytes = Array(password.utf8)
        let percent = bytes.map { "%" + Digest.hex([$0]) }.joined()
        let lines = [
            "hub: \(password) was refused", "hub: \(base64(bytes))", "hub: \(base64([0] + bytes))x",
            "hub: \(base64([0, 0] + bytes))", "hub: \(Digest.hex(bytes))",
            "hub: \(Digest.hex(bytes).uppercased())", "hub: \(percent)",
            "hub: Pa55-w0rd%2F%25%2B%C3%9f",
            "hub: token=\(secrets[7])", "hub: mqtt://gw:\(secrets[8])@hub:1883 is refused",
            "hub: Authorization: Basic \(secrets[10])", "hub: \(secrets[11])",
            "hub: secret=\(secrets[12])", "hub: \(secrets[12].quoted) is no number",
        ]
        return lines.map { "2026-11-23T08:00:00+0000 warning tram: [Agent] \($0)\n" }.joined()
            + "systemd[1]: \(secrets[9])\n"
    }

    private static func plant() throws -> (AcceptanceSite, [String: String]) {
        let site = try AcceptanceSite(
            password: password, spelled: "xx\(password)xx", name: "Máy \(password)",
            attribute: secrets[2], end: "# old password: \(secrets[1])",
            secretName: "\(secrets[6]).txt")
        try site.directory.makeFolder("credentials")
        try site.directory.write(
            "\(secrets[3])\n", to: "credentials/hub.password")
        try site.directory.write(
            "-----BEGIN PRIVATE KEY-----\n\(secrets[11])\n-----END PRIVATE KEY-----\n",
            to: "credentials/hub.key")
        try site.directory.write(log + "x \(secrets[3]) \(secrets[4]) \(secrets[5])\n", to: "log")
        return (
            site,
            [
                "CREDENTIALS_DIRECTORY": site.directory.file("credentials"),
                "HUB_TOKEN": secrets[4], "http_proxy": "http://me:\(secrets[5])@proxy:3128",
                "PASSWORD_FILE": "/nowhere",
            ]
        )
    }

    @Test func `no secret is in the archive, wherever somebody put it`() throws {
        let (site, variables) = try Self.plant()
        let archive = site.directory.file("b.tar.gz")
        // So that frames with the password have passed.
        let (read, _) = try site.finish(["read", "dev-2"])
        #expect(read == .exit(0))
        let (ending, output) = try site.finish(
            ["bundle", "--to", archive, "--log", site.directory.file("log"), "--output", "json"],
            variables)
        #expect(ending == .exit(0), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect(json["lacks"]?.array == [])
        let removed = (json["parts"]?.array ?? []).reduce(into: [:]) { removed, part in
            removed[part.text("name")] = part["removed"]?.integer ?? 0
        }
        // They were there to be found.
        #expect((removed["capture/1.capture"] ?? 0) > 0 && (removed["log.txt"] ?? 0) >= 12)
        #expect((removed["config/tram.yaml"] ?? 0) >= 4)
        let begun = [String(Self.secrets[12].prefix(20))]
        let (names, hits) = try Self.look(archive, Self.secrets + begun, site.directory)
        #expect(hits == [])
        for name in [
            "README.txt", "config/tram.yaml", "check.json", "plan.json", "spool.json",
            "ports.json", "kernel.json", "status.json", "capture/1.capture", "log.txt",
            "profiles/1.json",
        ] {
            #expect(names.contains("tram-bundle/\(name)"), "\(names)")
        }
    }

    @Test func `the reader of this test finds what is there`() throws {
        let directory = try Directory()
        var tar = TarFile()
        let bytes = Array(Self.password.utf8)
        let swapped = stride(from: 0, to: bytes.count - 1, by: 2).flatMap {
            [bytes[$0 + 1], bytes[$0]]
        }
        let texts = [
            Self.password, "xx\(Self.base64(bytes))", Self.base64([1, 2] + bytes),
            Digest.hex(bytes).uppercased(), "%50%61%35%35%2d%77%30%72%64%2f%25%2b%c3%9f",
        ]
        for (number, text) in texts.enumerated() {
            tar.add("\(number)", Array(text.utf8), at: WallTime(milliseconds: 0))
        }
        for (number, content) in [bytes, swapped].enumerated() {
            let hex = Digest.hex(content)
            let capture =
                "[1,\"received\",\"\(hex.prefix(6))\"]\n[2,\"received\",\"\(hex.dropFirst(6))\"]\n"
            tar.add("\(number).capture", Array(capture.utf8), at: WallTime(milliseconds: 0))
        }
        tar.end()
        let archive = directory.file("a.tar.gz")
        try File.write(try GZip.file(tar.bytes), to: archive)
        let (names, hits) = try Self.look(archive, [Self.password], directory)
        #expect(names == texts.indices.map { "\($0)" } + ["0.capture", "1.capture"])
        for name in names.dropLast() {
            #expect(hits.contains { $0.hasSuffix(" \(name)") }, "\(name)")
        }
    }

    @Test func `a file with errors, and no service, is packed without what it says`() throws {
        let directory = try Directory()
        let secrets = [
            "UrlPass-77", "Plain-88pw", "Token-99tk", "KeyName-11kn", "Baud-22bd", "Deep-33dp",
            "List-44ls", "DropIn-55di", "Twice-66tw", "Second-hub-77", "Note-88nt",
        ]
        let path = try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, KeyName-11kn: 5}
            # token: Note-88nt
            hubs:
              - urls: ["mqtts://gw:UrlPass-77@hub:8883"]
                root: danang
                password: Plain-88pw
                password: Twice-66tw
              - {urls: ["mqtts://hub:8883"], root: danang, id: Second-hub-77}
            spool: {Token-99tk: 1, secrets: {a: {b: Deep-33dp}, c: [List-44ls]}}
            buses:
              - {id: a, tcp: {host: 127.0.0.1, token: Token-99tk}, gap: Baud-22bd}
              - {id: b, tcp: {host: 127.0.0.1}}

            """, to: "tram.yaml")
        try directory.makeFolder("conf.d")
        try directory.write(
            "hubs: [{password: DropIn-55di}]\nbuses: []\n", to: "conf.d/DropIn-55di.yaml")
        let log = secrets.map { "2026-11-23T08:00:00+0000 info tram: [tram] \($0)\n" }.joined()
        try directory.write(log, to: "log")
        let archive = directory.file("b.tar.gz")
        func pack(to target: String) throws -> (ending: Child.Ending, output: [String]) {
            try Tram.finish([
                "bundle", "--config", path, "--control", "/nowhere/control", "--to", target,
                "--log", directory.file("log"),
            ])
        }
        let before = try directory.read("tram.yaml")
        let refused = try pack(to: path)
        #expect(refused.ending == .exit(1), "\(refused.output)")
        #expect(refused.output.joined().contains("[not-a-file]"), "\(refused.output)")
        #expect(try directory.read("tram.yaml") == before)
        _ = try pack(to: archive)
        // An earlier one is replaced.
        let (ending, output) = try pack(to: archive)
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains("not in it: status.json [service-not-running]"), "\(output)")
        let (names, hits) = try Self.look(archive, secrets, directory)
        // The name of a key is shown nowhere, but is no secret that is looked for elsewhere.
        #expect(hits.filter { !$0.hasPrefix("HIT KeyName") } == [])
        #expect(hits.allSatisfy { $0.hasSuffix("log.txt") })
        #expect(names.contains("tram-bundle/config/conf.d/1.yaml"))
    }

    /// As paths, as numbers, of several lines and words, and in a file's place.
    @Test func `secrets that do not look like one are known by their names`() throws {
        let directory = try Directory()
        let secrets = [
            "/slash/5ecret", "77351ab", "First-5ecret", "Second-5ecret", "a horse, 5ecret staple",
            "ab,cdef5ecret", "Inline-5ecret", "88462",
        ]
        let path = try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, attributes: {kind: gw-1}}
            hubs:
              - urls: ["mqtt://gw:88462@hub:1883"]
                root: danang
                key: |
                  -----BEGIN PRIVATE KEY-----
                  Inline-5ecret
                password: /slash/5ecret
                pin-token: 77351ab
                pass: |
                  First-5ecret
                  Second-5ecret
                passphrase: a horse, 5ecret staple  # password=ab,cdef5ecret
                password-file: nowhere

            """, to: "tram.yaml")
        let log = secrets.map { "2026-11-23T08:00:00+0000 info tram: [tram] <\($0)>\n" }.joined()
        // Only its end is read, from a line's beginning on.
        let before = String(repeating: "Early line\n", count: 110_000)
        try directory.write(before + log, to: "log")
        let archive = directory.file("b.tar.gz")
        let (ending, output) = try Tram.finish([
            "bundle", "--config", path, "--control", "/nowhere/control", "--to", archive, "--log",
            directory.file("log"), "--output", "json",
        ])
        #expect(ending == .exit(0), "\(output)")
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect((json["unread-files"]?.integer ?? 0) >= 2, "\(output)")
        let (names, hits) = try Self.look(
            archive, secrets.map { "<\($0)>" } + ["<a horse"], directory)
        #expect(hits == [] && names.contains("tram-bundle/log.txt"), "\(hits)")
    }

    @Test func `what a file that is no YAML names is looked into`() throws {
        let directory = try Directory()
        let path = try directory.write(
            "a: [\nhubs: [{password-file: \"pw.txt\", key: nowhere}]\n", to: "tram.yaml")
        try directory.write("Named-5ecret\n", to: "pw.txt")
        try directory.write(
            "2026-11-23T08:00:00+0000 info tram: [tram] Named-5ecret\n", to: "log")
        let archive = directory.file("b.tar.gz")
        let (ending, output) = try Tram.finish([
            "bundle", "--config", path, "--control", "/nowhere/control", "--to", archive, "--log",
            directory.file("log"),
        ])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains { $0.contains("missing, too large or no file") }, "\(output)")
        let (names, hits) = try Self.look(archive, ["Named-5ecret"], directory)
        #expect(hits == [] && names.contains("tram-bundle/log.txt"), "\(hits)")
    }

    @Test func `a file that is no YAML is not in it`() throws {
        let directory = try Directory()
        let path = try directory.write("a: [Broken-5ecret\n# password=Other-5ecret\n", to: "t.yaml")
        let archive = directory.file("b.tar.gz")
        let (ending, output) = try Tram.finish([
            "bundle", "--config", path, "--control", "/nowhere/control", "--to", archive, "--log",
            "/nowhere", "--lang", "vi",
        ])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.contains("không có: log.txt [cannot-read]"), "\(output)")
        let found = try Self.look(archive, ["Broken-5ecret", "Other-5ecret"], directory)
        #expect(found.hits == [] && found.names.count >= 4)
        #expect(try File.names(in: directory.path, atMost: 9).allSatisfy { !$0.hasSuffix(".new") })
    }

    @Test func `an archive that cannot be written is told`() throws {
        let (ending, output) = try Tram.finish([
            "bundle", "--config", "/nowhere", "--control", "/nowhere/control", "--to",
            "/nowhere/b.tar.gz", "--log", "/nowhere",
        ])
        #expect(ending == .exit(1))
        #expect(output.first?.hasPrefix("tram bundle: /nowhere/b.tar.gz") == true, "\(output)")
        #expect(output.joined().contains("[system]"), "\(output)")
    }
}
