// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@testable import Config

/// What of a site's file somebody else may see.
@Suite struct ExcerptTests {
    private static func excerpt(_ text: String) throws -> Excerpt {
        let folder = try TemporaryDirectory("excerpt")
        let path = "\(folder.path)/tram.yaml"
        try File.write(Array(text.utf8), to: path)
        defer { File.remove(path) }
        let outcome = Reader.configuration(at: path)
        return try #require(Excerpt.files(at: [path], outcome).first)
    }

    private static let site = """
        # a comment
        gateway: {id: gw-1, area: haichau, site: bts-1, attributes: {pole: P-17}}
        hubs: [{urls: ["mqtts://hub:8883"], root: danang, username: me, password-file: pw}]
        buses:
          - id: a
            tcp: {host: 127.0.0.1}
            devices:
              - {id: m, profile: nowhere, unit-id: 1-4, domain: env, poll: {fast: 1s}}

        """

    @Test func `keys with values that fit them, and where they stand`() throws {
        let excerpt = try Self.excerpt(Self.site)
        for line in [
            "gateway:  # 2", "  id: \"gw-1\"  # 2", "    \"pole\": \"[removed]\"  # 2",
            "    username: \"[removed]\"  # 3", "    password-file: \"[removed]\"  # 3",
            "      host: \"127.0.0.1\"  # 6", "        profile: \"nowhere\"  # 8",
            "          fast: 1s  # 8",
        ] {
            #expect(excerpt.text.split(separator: "\n").contains { $0 == line }, "\(excerpt.text)")
        }
        #expect(!excerpt.text.contains("comment") && !excerpt.text.contains("P-17"))
        #expect(excerpt.removed == 3 && excerpt.secretFiles == ["pw"])
        #expect(excerpt.secrets == ["P-17"])
    }

    @Test func `what is written can be read again`() throws {
        let excerpt = try Self.excerpt(Self.site)
        #expect(try Self.excerpt(excerpt.text).removed == excerpt.removed)
    }

    @Test(arguments: [
        ("hubs: [{pasword: hunter2}]", "hunter2"), ("hunter2: 1", ""),
        ("spool: hunter2", "hunter2"),
        ("buses: [{id: hunter2!}]", "hunter2!"), ("buses: [{id: a, tax: hunter2}]", "hunter2"),
        ("hubs: [{urls: [\"mqtt://gw:hunter2@hub\"]}]", "mqtt://gw:hunter2@hub"),
        ("hubs: [{}, {id: hunter2}]", "hunter2"), ("profiles: [\"a@hunter2\"]", "a@hunter2"),
        ("gateway: {id: [hunter2, {a: b}]}", "hunter2"),
    ])
    func `what does not belong there is left out and remembered`(
        text: String, secret: String
    ) throws {
        let excerpt = try Self.excerpt(text)
        #expect(!excerpt.text.contains("hunter2"), "\(excerpt.text)")
        #expect(excerpt.removed > 0 && (secret.isEmpty || excerpt.secrets.contains(secret)))
    }

    @Test(arguments: ["a: [", "\u{1}", "%YAML 1.2", "a: b\n---\nc: d"])
    func `what is no YAML is not repeated`(text: String) throws {
        #expect(try Self.excerpt(text).text == "# [removed]: this is no YAML that can be read\n")
    }

    @Test func `beyond what problems are told of, nothing is shown`() throws {
        let many = (0..<200).map { "  - {id: a-\($0), tax: wrong}" }.joined(separator: "\n")
        let excerpt = try Self.excerpt("buses:\n\(many)\n")
        #expect(!excerpt.text.contains("a-1") && !excerpt.text.contains("wrong"))
    }
}
