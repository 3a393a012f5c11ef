// SPDX-License-Identifier: Apache-2.0
import Testing

/// Each rule finds what breaks it, and only that.
@Suite struct RuleTests {
    struct Case: Sendable {
        var rule: @Sendable (SourceFile) -> [Finding]
        var path: String
        var text: String
        /// Lines with a finding.
        var lines: [Int]

        init(
            _ rule: @escaping @Sendable (SourceFile) -> [Finding], _ path: String, _ text: String,
            _ lines: [Int]
        ) {
            self.rule = rule
            self.path = path
            self.text = text
            self.lines = lines
        }
    }

    private func hold(_ cases: [Case]) {
        for example in cases {
            let file = SourceFile(path: example.path, text: example.text)
            #expect(example.rule(file).map(\.line) == example.lines, "\(example.text)")
        }
    }

    @Test func `imports`() {
        hold([
            Case(ImportRules.table, "Sources/Field/A.swift", "import Host", [1]),
            Case(
                ImportRules.table, "Sources/Field/A.swift", "// import Host\nlet a = \"import B\"",
                []),
            Case(
                ImportRules.table, "Sources/Host/A.swift",
                "package import Field\ninternal import CYAML", [2]),
            Case(ImportRules.table, "Sources/tram/A.swift", "internal import Glibc", [1]),
            Case(
                ImportRules.table, "Sources/Simulator/A.swift", "internal import Host\nimport Bus",
                [2]),
            Case(ImportRules.table, "Sources/Bus/A.swift", "import struct CYAML.yaml_node_t", [1]),
            Case(ImportRules.table, "Sources/New/A.swift", "let a = 1", [1]),
            Case(ImportRules.table, "Sources/Hub/Hub.swift", "", []),
            Case(ImportRules.table, "Tests/BusTests/A.swift", "import CModbus", []),
            Case(ImportRules.access, "Sources/Bus/A.swift", "package import CModbus", [1]),
            Case(ImportRules.access, "Sources/Bus/A.swift", "import CModbus", [1]),
            Case(ImportRules.access, "Sources/Bus/A.swift", "internal import CModbus", []),
            Case(
                ImportRules.foundation, "Sources/tram/A.swift",
                "internal import FoundationEssentials", [1]),
            Case(
                ImportRules.foundation, "Tests/Rig/A.swift", "import Testing\nimport Foundation",
                [2]),
        ])
        let files = ["Bus", "Hub", "Bus"].map {
            SourceFile(path: "Sources/\($0)/A.swift", text: "\ninternal import CModbus")
        }
        #expect(ImportRules.owners(files).map(\.path) == ["Sources/Hub/A.swift"])
    }

    @Test func `unsafe code`() {
        hold([
            Case(UnsafeRules.word, "Sources/Field/A.swift", "let a = unsafe b", [1]),
            Case(UnsafeRules.word, "Sources/Field/A.swift", "// unsafe\nlet a = \"unsafe\"", []),
            Case(UnsafeRules.word, "Sources/Field/A.swift", "let a = \"\\(unsafe b)\"", [1]),
            Case(UnsafeRules.word, "Sources/Agent/A.swift", "nonisolated(unsafe) var a = 1", [1]),
            Case(UnsafeRules.word, "Sources/Agent/A.swift", "@safe struct A {}\nlet safe = 1", [1]),
            Case(UnsafeRules.word, "Sources/tram/A.swift", "a.withUnsafeBytes { _ in }", [1]),
            Case(UnsafeRules.word, "Sources/tram/A.swift", "typealias A = UnsafeRawPointer", [1]),
            Case(UnsafeRules.word, "Sources/Host/A.swift", "let a = unsafe b", []),
        ])
    }

    @Test func `pointers in signatures`() {
        let path = "Sources/Bus/A.swift"
        hold([
            Case(UnsafeRules.signatures, path, "package func a(_ b: UnsafeRawPointer) {}", [1]),
            Case(
                UnsafeRules.signatures, path, "package func a(\n  b: Int\n) -> OpaquePointer {}",
                [3]),
            Case(UnsafeRules.signatures, path, "package func a()\n  -> OpaquePointer\n{}", [2]),
            Case(UnsafeRules.signatures, path, "package\nvar a: OpaquePointer?", [2]),
            Case(
                UnsafeRules.signatures, path, "public let a: [UnsafePointer<Int>] = []", [1]),
            Case(
                UnsafeRules.signatures, path, "package private(set) var a: OpaquePointer? = nil",
                [1]),
            Case(UnsafeRules.signatures, path, "package var a: Int { let b: OpaquePointer }", []),
            Case(UnsafeRules.signatures, path, "package var a: Int\nvar b: OpaquePointer", []),
            Case(UnsafeRules.signatures, path, "package func a() {\n  f(OpaquePointer(b))\n}", []),
            Case(UnsafeRules.signatures, path, "package struct A {\n  let b: OpaquePointer\n}", []),
            Case(UnsafeRules.signatures, path, "package enum A {\n  case b(OpaquePointer)\n}", [2]),
            Case(
                UnsafeRules.signatures, path,
                "package protocol A {\n  var b: OpaquePointer { get }\n}", [2]),
            Case(UnsafeRules.signatures, path, "private func a(_ b: UnsafeRawPointer) {}", []),
            Case(
                UnsafeRules.signatures, path,
                "@discardableResult\npackage func a(b: OpaquePointer) {}", [2]),
            Case(
                UnsafeRules.signatures, path,
                "package static func == (a: Self, b: OpaquePointer) {}", [1]),
            Case(UnsafeRules.signatures, "Sources/Ring/A.swift", "public var a: OpaquePointer", []),
        ])
    }

    @Test func `beginnings and sizes`() {
        let path = "Sources/Bus/A.swift"
        let head = "// " + ShapeRules.license + "\n"
        let lines = { (count: Int) in String(repeating: "a\n", count: count) }
        hold([
            Case(ShapeRules.header, path, head, []),
            Case(ShapeRules.header, path, "\n" + head, [1]),
            Case(ShapeRules.header, path, "", [1]),
            Case(ShapeRules.header, "Package.swift", "// swift-tools-version: 6.2\n" + head, []),
            Case(ShapeRules.length, path, lines(400), []),
            Case(ShapeRules.length, path, lines(401), [401]),
            Case(ShapeRules.columns, path, String(repeating: "ạ", count: 100) + "\n", []),
            Case(ShapeRules.columns, path, "\n" + String(repeating: "a", count: 101), [2]),
            Case(ShapeRules.functions, path, "func a() {\n" + lines(68) + "}", []),
            Case(ShapeRules.functions, path, "\nfunc a() {\n" + lines(69) + "}", [2]),
            Case(
                ShapeRules.functions, path,
                "init(a: Int = f({ 1 }),\nb: Int) {\n" + lines(68) + "}", [1]),
            Case(ShapeRules.functions, path, "func a() { \"}\" }\n" + lines(80), []),
            Case(
                ShapeRules.functions, path,
                "protocol A {\nfunc a()\nvar b: Int { get }\n" + lines(80) + "}", []),
            Case(ShapeRules.functions, path, "self.init()\nlet a = {\n" + lines(80) + "}", []),
            Case(
                ShapeRules.functions, path, "func == (a: A, b: A) -> Bool {\n" + lines(69) + "}",
                [1]),
        ])
    }

    @Test func `words`() {
        let (source, test) = ("Sources/Bus/A.swift", "Tests/BusTests/A.swift")
        hold([
            Case(WordRules.force, source, "try! a()\nb as! C\ntry? d()\n// try!", [1, 2, 3]),
            Case(WordRules.force, test, "try! a()\nb as! C\ntry? d()\n\"try!\"", [1, 2]),
            Case(WordRules.reasons, source, "fatalError()", [1]),
            Case(WordRules.reasons, source, "// Cannot be.\nfatalError()", []),
            Case(WordRules.reasons, source, "fatalError()  // cannot be", []),
            Case(WordRules.reasons, source, "// Why.\n\nfatalError()", [3]),
            Case(WordRules.reasons, source, "/// One.\nclass A: @unchecked Sendable {}", [2]),
            Case(
                WordRules.reasons, source, "/// One.\n/// Two.\nclass A: @unchecked Sendable {}", []
            ),
            Case(
                WordRules.reasons, source, "/// A. B.\n@safe\nclass A: @unchecked Sendable {}", []),
            Case(WordRules.reasons, source, "let unchecked = fatal", []),
            Case(
                WordRules.tasks, source, "Task { await a() }\nactor B {}\nfunc c() async {}",
                [1, 1, 2, 3]),
            Case(WordRules.tasks, source, "let task = a.async\n// Task {", []),
            Case(WordRules.tasks, test, "Task { await a() }", []),
            Case(WordRules.sleeping, test, "usleep(1)\nlet sleep = 1\nThread.sleep(1)", [1, 3]),
            Case(WordRules.sleeping, source, "usleep(1)", []),
            Case(
                WordRules.remarks, source, "// TO" + "DO: a\nlet a = \"FIX" + "ME\"\n// todo",
                [1, 2]),
        ])
    }
}
