// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing

@testable import tram

/// What is said of a code can be read, in both languages, on any console, and followed.
@Suite struct `Articles on codes` {
    private static let all = CodeEntry.all

    private static func texts(_ article: Article) -> [Text] {
        [article.meaning] + (article.causes + article.checks).map(\.text)
    }

    @Test func `an area explains a code once`() {
        for area in CodeArea.allCases {
            let codes = area.articles.flatMap(\.codes)
            #expect(!codes.isEmpty && Set(codes).count == codes.count, "\(area) \(codes)")
        }
    }

    @Test func `an article has causes, steps and a command, none twice`() {
        for entry in Self.all {
            let (causes, checks) = (entry.article.causes, entry.article.checks)
            for hints in [causes, checks] {
                #expect(!hints.isEmpty && Set(hints.map(\.text)).count == hints.count)
            }
            #expect((1...6).contains(causes.count) && checks.count <= 6, "\(entry.code)")
            #expect(entry.article.next.hasPrefix("tram "), "\(entry.code)")
        }
    }

    @Test func `each language is there, and is its own`() {
        for entry in Self.all {
            for text in Self.texts(entry.article) + [entry.area.title] {
                #expect(!text.en.isEmpty && !text.vi.isEmpty && text.en != text.vi)
                #expect(text.en.unicodeScalars.allSatisfy { $0.isASCII || $0 == "–" }, "\(text.en)")
                let marked = text.vi.unicodeScalars.filter { !$0.isASCII }
                #expect(!marked.isEmpty, "no Vietnamese: \(text.vi)")
                #expect(!marked.contains { (0x300...0x36F).contains($0.value) }, "\(text.vi)")
                #expect(![text.en, text.vi].contains { $0.hasSuffix(".") }, "\(text.en)")
            }
        }
    }

    @Test func `a console without marks loses no letter`() {
        for text in Self.all.flatMap({ Self.texts($0.article) + [$0.area.title] }) {
            for words in [text.en, text.vi] {
                #expect(!words.withoutDiacritics.contains("?"), "\(words)")
            }
        }
    }

    @Test(arguments: Language.allCases, [60, 80]) func `no line is too wide`(
        language: Language, width: Int
    ) {
        let view = ExplainView(width: width, language: language)
        for entry in Self.all {
            for line in view.lines(entry) { #expect(line.columns <= width, "\(line)") }
        }
        for line in view.list(Self.all) { #expect(line.columns <= width, "\(line)") }
    }

    @Test(arguments: Language.allCases) func `at 80 columns nothing is cut or wrapped`(
        language: Language
    ) {
        let list = ExplainView(language: language).list(Self.all)
        for entry in Self.all {
            let meaning = entry.article.meaning(language)
            #expect(list.contains { $0.hasSuffix(" " + meaning) }, "\(entry.code): \(meaning)")
            for text in Self.texts(entry.article) { #expect(text(language).columns <= 75) }
        }
    }

    // MARK: Commands

    /// What help lists as commands, and the options of one.
    private static func help(_ words: [String]) throws -> [String] {
        try Tram.finish(words + ["--help"], ["LANG": "C.UTF-8"]).output
    }

    /// `tram …` in a text: the words behind it that are names of commands.
    private static func commands(_ text: String) -> [[String]] {
        let words = text.split { " ,;:()".contains($0) }.map(String.init)
        return words.indices.filter { words[$0] == "tram" }.compactMap { index in
            let names = words[(index + 1)...].prefix { word in
                word.allSatisfy { $0.isASCII && $0.isLowercase }
            }
            let isGroup = ["hub", "device", "profile"].contains(names.first)
            return names.isEmpty ? nil : Array(names.prefix(isGroup ? 2 : 1))
        }
    }

    @Test func `a command that is named exists`() throws {
        let root = try Self.help([])
        let texts = Self.all.flatMap { entry in
            [entry.article.next]
                + (Self.texts(entry.article) + [entry.area.title]).flatMap { [$0.en, $0.vi] }
        }
        let named = Set(texts.flatMap(Self.commands))
        #expect(named.count > 10)
        for words in named {
            let list = words.count == 2 ? try Self.help([words[0]]) : root
            #expect(list.contains { $0.hasPrefix("  \(words.last ?? "") ") }, "\(words)")
        }
    }

    @Test func `an option that is named exists`() throws {
        let steps = Self.all.flatMap { entry in
            entry.article.next.split(separator: "&").filter { $0.contains(" --") }.map(String.init)
        }
        #expect(!steps.isEmpty)
        for step in Set(steps) {
            let command = try #require(Self.commands(step).first)
            let help = try Self.help(command).joined(separator: "\n")
            for option in step.split(separator: " ") where option.hasPrefix("--") {
                #expect(help.contains("  \(option) "), "\(step)")
            }
        }
    }
}
