// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What a profile lacks that is right as far as it goes.
@Suite struct `The review of a profile` {
    private static let head =
        "profile: small\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n"
        + "names: {en: Thing, vi: Vật}\n"
    private static let points = """
        points:
          - {name: a, table: input, address: 0, as: uint16, quantity: other, names: {vi: Một}}
          - {name: b, table: input, address: 1, as: uint16, quantity: other, names: {vi: Hai}}
          - {array: {count: 4, name: "c_{n}"}, table: input, address: 2, as: uint16, \
        quantity: other, names: {vi: "Ba {n}"}}
          - {name: c_all, sum: [a, b], quantity: other, names: {vi: Tổng}}

        """
    private static let vector =
        "vectors: [{registers: {input: {0: [1, 2, 3, 0, 0, 6]}}, "
        + "values: {c_all: 3, c_1: 3, c_4: 6}}]\n"

    private func review(_ text: String) throws -> ProfileReview {
        let folder = Folder()
        let path = folder.write("small.yaml", text)
        let outcome = Reader.profile(at: path)
        #expect(outcome.problems.map(\.text.en) == [])
        let profile = try #require(outcome.value)
        return try #require(ProfileReview(profile, at: path))
    }

    @Test func `a whole profile lacks nothing`() throws {
        let review = try review(Self.head + Self.points + Self.vector)
        #expect(review.problems == [])
        // A sum tests what it is made of, an array's ends all between them.
        #expect(review.named == 7 && review.tested == 7)
    }

    @Test(arguments: [
        ("names: {vi: Hai}", "names: {en: Two}", "no-vietnamese-name", "9:5", "b"),
        (", names: {vi: Một}", "", "no-vietnamese-name", "8:5", "a"),
        (", names: {vi: \"Ba {n}\"}", "", "no-vietnamese-name", "10:5", "c_{n}"),
        ("names: {en: Thing, vi: Vật}", "names: {en: Thing}", "no-vietnamese-name", "6:8", "small"),
        ("sources:", "confidence: confirmed\nsources:", "few-sources", "6:10", "there is one"),
        (
            "c_1: 3, ", "", "untested-points", "12:10",
            "3 of 7 points are in no vector: c_1, c_2, c_3"
        ),
        ("c_all: 3, ", "", "untested-points", "12:10", "a, b, c_all"),
    ])
    func `what it lacks is told at its place`(
        part: String, other: String, code: String, place: String, told: String
    ) throws {
        let text = (Self.head + Self.points + Self.vector).replacing(part, with: other)
        let problems = try review(text).problems
        #expect(problems.map(\.code) == [code])
        let problem = try #require(problems.first)
        #expect(problem.severity == .warning && problem.text.en != problem.text.vi)
        #expect(problem.text.en.contains(told), "\(problem.text.en)")
        #expect("\(problem.file):\(problem.line):\(problem.column)".hasSuffix(place), "\(problem)")
    }

    @Test func `no vectors are told once`() throws {
        let review = try review(Self.head + Self.points)
        #expect(review.problems.map(\.code) == ["no-vectors"] && review.tested == 0)
    }

    @Test func `what another profile says is reviewed there`() throws {
        let folder = Folder()
        folder.write(
            "base.yaml", (Self.head + Self.points + Self.vector).replacing("small", with: "base"))
        let path = folder.write(
            "small.yaml",
            Self.head + "extends: base\npoints:\n  - {name: a, scale: 0.1}\n"
                + "vectors: [{registers: {input: {1: [5]}}, values: {b: 5}}]\n")
        let profile = try #require(Reader.profile(at: path).value)
        let review = try #require(ProfileReview(profile, at: path))
        #expect(review.problems.map(\.text.en) == ["1 of 7 points are in no vector: a"])
        #expect(review.named == 7 && review.tested == 6)
    }

    @Test(arguments: `The library of devices`.catalogue.ids)
    func `a profile of the library lacks nothing`(_ id: String) throws {
        let path = try #require(`The library of devices`.catalogue.path(of: id))
        let profile = try #require(Reader.profile(at: path).value)
        let review = try #require(ProfileReview(profile, at: path))
        #expect(review.problems.map { "\($0.code): \($0.text.en)" } == [])
        #expect(review.named == profile.points.count)
    }
}
