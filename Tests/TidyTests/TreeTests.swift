// SPDX-License-Identifier: Apache-2.0
import Testing

/// The rules of the code, held over the whole repository.
@Suite struct TreeTests {
    private func hold(_ rule: (SourceFile) -> [Finding]) throws {
        for finding in try Tree.files().flatMap(rule) { Issue.record("\(finding)") }
    }

    @Test func `the repository is found`() throws {
        let paths = Set(try Tree.files().map(\.path))
        #expect(paths.contains("Package.swift"))
        #expect(paths.contains("Sources/Field/JSON/JSON.swift"))
        #expect(paths.contains("Tests/TidyTests/TreeTests.swift"))
        #expect(paths.contains("Sources/CLinux/CLinux.c"))
    }

    @Test func `a target imports what the table allows`() throws { try hold(ImportRules.table) }
    @Test func `a library in C stays in its target`() throws { try hold(ImportRules.access) }
    @Test func `nothing imports Foundation`() throws { try hold(ImportRules.foundation) }

    @Test func `a library in C has one target`() throws {
        for library in ImportRules.libraries {
            let owners = ImportRules.allowed.filter { $0.value.contains(library) }
            #expect(owners.count <= 1, "\(library)")
        }
        for finding in ImportRules.owners(try Tree.files()) { Issue.record("\(finding)") }
    }

    @Test func `some targets have no unsafe code`() throws { try hold(UnsafeRules.word) }
    @Test func `pointers are in no signature`() throws { try hold(UnsafeRules.signatures) }

    @Test func `every file names its license`() throws { try hold(ShapeRules.header) }
    @Test func `files are short`() throws { try hold(ShapeRules.length) }
    @Test func `lines are short`() throws { try hold(ShapeRules.columns) }
    @Test func `functions are short`() throws { try hold(ShapeRules.functions) }

    @Test func `nothing is forced`() throws { try hold(WordRules.force) }
    @Test func `what ends the process says why`() throws { try hold(WordRules.reasons) }
    @Test func `there are threads, not tasks`() throws { try hold(WordRules.tasks) }
    @Test func `no test sleeps`() throws { try hold(WordRules.sleeping) }
    @Test func `no remark is left over`() throws { try hold(WordRules.remarks) }
}
