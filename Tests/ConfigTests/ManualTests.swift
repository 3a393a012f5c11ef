// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

@Suite struct `The schemas and manual pages` {
    static let folder = "\(repository)/Manual"

    @Test(arguments: Manual.documents.map(\.name))
    func `lie in Manual as the tables of keys make them`(_ name: String) throws {
        let document = try #require(Manual.documents.first { $0.name == name })
        let path = "\(Self.folder)/\(document.name)"
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else {
            Issue.record("\(path) is no file")
            return
        }
        let isSame = String(decoding: bytes, as: UTF8.self) == document.text
        #expect(isSame, "\(document.name) is not what the keys say: run make manual")
    }

    @Test func `have no others beside them`() throws {
        let names = try File.names(in: Self.folder, atMost: 1_000)
        #expect(names == Manual.documents.map(\.name).sorted())
    }

    static let row = Row(
        name: "gap", kind: .integer(low: 1, high: 9), required: false, default: "5",
        help: Text(en: "The pause.", vi: "Khoảng lặng."))

    static let changes: [@Sendable (inout Row) -> Void] = [
        { $0.name = "gaps" }, { $0.kind = .integer(low: 1, high: 10) }, { $0.kind = .flag },
        { $0.required = true }, { $0.default = nil }, { $0.default = "6" },
        { $0.help = Text(en: "A pause.", vi: "Một khoảng lặng.") },
    ]

    @Test func `change with whatever changes in a row`() {
        let page = { (row: Row) in
            Page(
                name: "t", title: Self.row.help, files: [], paragraphs: [], rows: [row], other: "o")
        }
        let schema = { (row: Row) in Schema.document(id: "i", title: "t", [row]).pretty }
        for (number, change) in Self.changes.enumerated() {
            var row = Self.row
            change(&row)
            #expect(schema(row) != schema(Self.row), "change \(number)")
            for language in Language.allCases {
                let isOther = page(row).roff(language) != page(Self.row).roff(language)
                #expect(isOther, "change \(number)")
            }
        }
    }

    @Test func `tell every key, in the pages' text and the schemas' properties`() throws {
        for document in Manual.documents {
            let kind =
                document.name.contains("profile")
                ? Format<ProfileSection>.section.kind
                : document.name.contains("conf.d")
                    ? Format<DropIn>.section.kind
                    : Format<GatewayFile>.section.kind
            for (name, row) in kind.rows() {
                let word =
                    document.name.hasSuffix(".5")
                    ? ".B " + row.name.replacing("-", with: "\\-") + "\n" : "\"\(row.name)\": {"
                #expect(document.text.contains(word), "\(document.name): \(name)")
            }
        }
    }

    @Test func `are JSON that our own reader takes`() throws {
        for document in Manual.documents where document.name.hasSuffix(".json") {
            let limits = JSON.Limits(bytes: 1 << 20, values: 1 << 20)
            let json = try JSON(parsing: Array(document.text.utf8), limits: limits)
            #expect(json["$schema"]?.string?.hasSuffix("2020-12/schema") == true)
        }
    }

    @Test func `a line of a page cannot begin like a request`() {
        let help = Text(en: ".so /etc/passwd", vi: "'br \\fB-x")
        var row = Self.row
        row.help = help
        let page = Page(name: "t", title: help, files: [], paragraphs: [], rows: [row], other: "o")
        #expect(page.roff(.english).contains("\n\\&.so /etc/passwd\n"))
        #expect(page.roff(.vietnamese).contains("\n\\&\\(aqbr \\efB\\-x\n"))
    }
}
