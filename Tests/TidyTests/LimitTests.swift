// SPDX-License-Identifier: Apache-2.0
import Host
import Testing

/// The table of limits says what the sources say.
@Suite struct LimitTests {
    private func table() throws -> (rows: [LimitTable.Row], broken: [Substring]) {
        let path = "\(Tree.root)/\(LimitTable.path)"
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else {
            return ([], ["\(LimitTable.path) cannot be read"])
        }
        return LimitTable.rows(String(decoding: bytes, as: UTF8.self))
    }

    @Test func `the table can be read`() throws {
        let (rows, broken) = try table()
        #expect(rows.count > 60)
        for line in broken { Issue.record("\(LimitTable.path): no declaration in: \(line)") }
    }

    @Test func `every row stands in the sources with its value`() throws {
        let sources = try Tree.files().filter(\.isSource).map { ($0, LimitTable.types($0)) }
        for row in try table().rows where !sources.contains(where: row.stands) {
            let name = row.name.map { ".\($0) = " } ?? ": "
            Issue.record("\(LimitTable.path): not in Sources: \(row.type)\(name)\(row.code)")
        }
    }

    @Test func `every bound of the sources has a row`() throws {
        let rows = try table().rows
        for file in try Tree.files() where file.isSource {
            let types = LimitTable.types(file)
            for bound in LimitTable.bounds(file) {
                let isTold = rows.contains { $0.name == bound.name && types.contains($0.type) }
                if !isTold { Issue.record("\(file.path):\(bound.line): \(bound.name) has no row") }
            }
        }
    }

    @Test(arguments: [
        ("static let limit = 1_024", true), ("    package var limit = 1_024  // why", true),
        ("init(bytes: Int = 1, limit: Int = 1_024, last: Int = 2) {", true),
        ("static var limit: Int { 1_024 }", true), ("static let limit = 1_0245", false),
        ("static let byteLimit = 1_024", false), ("static let limits = 1_024", false),
        ("init(limit: Int, bytes: Int = 1_024)", false), ("if limit == 1_024 {", false),
    ])
    func `a declaration is told from what looks like one`(line: String, isOne: Bool) {
        #expect(LimitTable.declares(line[...], "limit", "1_024") == isOne)
    }

    @Test func `a row is taken apart`() throws {
        let (rows, broken) = LimitTable.rows(
            """
            | What | At most | Declared as | What happens then |
            |---|---|---|---|
            | **Part** | | | |
            | a | 1 | `A.B.c = .seconds(1)` | b |
            | a | 1 | `A: min(b, 10)` | b |
            | a | 1 | nowhere | b |
            """)
        #expect(rows.map(\.type) == ["B", "A"])
        #expect(rows.map(\.name) == ["c", nil])
        #expect(rows.map(\.code) == [".seconds(1)", "min(b, 10)"])
        #expect(broken.count == 1)
    }
}
