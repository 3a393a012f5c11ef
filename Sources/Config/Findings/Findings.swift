// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is wrong with one file, collected while it is read.
struct Findings {
    /// How many problems are worded and kept; the rest are only counted.
    static let limit = 100

    let file: String
    private(set) var problems: [Problem] = []
    private(set) var count = 0
    private(set) var errors = 0

    init(file: String) { self.file = file }

    /// Adds one; its sentence is worded only if there is room, because wording looks for the
    /// nearest valid word and a hostile file has many wrong ones.
    mutating func add(
        _ code: Code, at mark: Mark, severity: Problem.Severity = .error,
        _ text: @autoclosure () -> Text
    ) {
        add(code.rawValue, at: mark, severity: severity, text())
    }

    /// As above, with a code of the profiles' rules.
    mutating func add(
        _ code: String, at mark: Mark, severity: Problem.Severity = .error,
        _ text: @autoclosure () -> Text
    ) {
        count += 1
        if severity == .error { errors += 1 }
        guard problems.count < Self.limit else { return }
        problems.append(
            Problem(
                code, severity: severity, file: file, line: mark.line, column: mark.column, text()))
    }

    /// The problems from the top of the file to its end.
    var sorted: [Problem] {
        problems.enumerated().sorted { a, b in
            (a.element.line, a.element.column, a.offset)
                < (b.element.line, b.element.column, b.offset)
        }.map(\.element)
    }
}
