// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

/// What is wrong with profiles and what they lack, then what they have.
struct ProfileCheckView {
    let files: [String]
    private(set) var problems: [Problem] = []
    /// All of them, those that are not told as well.
    private(set) var count = 0
    private(set) var errors = 0
    private var profiles: [(profile: Profile, tally: LibraryTally)] = []

    /// `twins`: those of the files that are never read, each with the one that is.
    init(files: [String], twins: [(path: String, first: String?)] = [], library: [String]) {
        self.files = files
        problems = twins.map { Self.duplicate($0.path, of: $0.first ?? "") }
        (count, errors) = (twins.count, twins.count)
        for path in files {
            let outcome = Reader.profile(at: path, library: library)
            let review = outcome.value.flatMap { ProfileReview($0, at: path) }
            let gaps = review?.problems ?? []
            problems += outcome.problems + gaps
            count += outcome.count + gaps.count
            errors += outcome.errors
            if let profile = outcome.value, let review {
                profiles.append((profile, LibraryTally(profile, review)))
            }
        }
    }

    private static func duplicate(_ path: String, of first: String) -> Problem {
        Problem(
            "duplicate-id", file: path,
            Text(
                en: "\(first) has this name already and is used in its place",
                vi: "\(first) đã có tên này và được dùng thay cho tệp này"))
    }

    /// Whether a profile lacks what it should have.
    var hasGaps: Bool { count > errors }

    func lines(_ language: Language) -> [String] {
        let list = ProblemList(problems: problems, count: count).lines(language)
        let warnings = count - errors
        let sum = Text(
            en: "\(files.count.of("profile")): \(errors.of("error")), \(warnings.of("warning"))",
            vi: "\(files.count) hồ sơ: \(errors) lỗi, \(warnings) cảnh báo")
        return list + (profiles.count > 1 ? table(language) : []) + [sum(language)]
    }

    private func table(_ language: Language) -> [String] {
        let heads = Text(
            en: "CLASS|NUM|CONF|POINTS|VI|RANGE|TESTED|VECT|REQ|RUNS",
            vi: "LOẠI|SỐ|CONF|ĐIỂM|VI|RANGE|THỬ|VECT|Y.CẦU|DÃY")(language)
        let classes = Dictionary(grouping: profiles, by: \.profile.class)
        let rows = classes.keys.sorted().map { id in
            (id, (classes[id] ?? []).reduce(LibraryTally()) { $0 + $1.tally })
        }
        let all = profiles.reduce(LibraryTally()) { $0 + $1.tally }
        let total = Text(en: "all", vi: "tất cả")(language)
        return [Self.row(heads.split(separator: "|").map(String.init))]
            + (rows + [(total, all)]).map { name, tally in
                Self.row([name] + tally.figures.map { "\($0)" })
            }
    }

    private static func row(_ cells: [String]) -> String {
        ([TableColumns.left(cells[0], 26)]
            + zip(cells.dropFirst(), [3, 4, 6, 5, 5, 6, 4, 5, 4]).map {
                TableColumns.right($0, $1)
            })
            .joined(separator: " ").withoutTail
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("problems")
        writer.problems(problems)
        writer.key("profiles")
        writer.beginArray()
        for (profile, tally) in profiles { writer.tally(profile, tally) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// What profiles have, counted.
struct LibraryTally: Hashable {
    static let names = [
        "profiles", "confirmed", "points", "vietnamese", "range", "tested", "vectors", "requests",
        "side-by-side",
    ]

    private(set) var figures = names.map { _ in 0 }

    init() {}

    init(_ profile: Profile, _ review: ProfileReview) {
        let (points, cost) = (profile.points, PollCost(profile))
        figures = [
            1, profile.confidence == .confirmed ? 1 : 0, points.count, review.named,
            points.count { $0.range != nil || $0.span != nil }, review.tested,
            profile.vectors.count, cost.requests, cost.contiguous,
        ]
    }

    static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.figures = zip(a.figures, b.figures).map(+)
        return sum
    }
}

extension JSONWriter {
    fileprivate mutating func tally(_ profile: Profile, _ tally: LibraryTally) {
        beginObject()
        member("profile", profile.id)
        member("class", profile.class)
        member("confidence", profile.confidence.rawValue)
        // The first two of a profile are in what it says itself.
        for (name, figure) in zip(LibraryTally.names, tally.figures).dropFirst(2) {
            member(name, figure)
        }
        endObject()
    }
}
