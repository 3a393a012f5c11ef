// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is wrong with one file, or with a gateway's file and its drop-ins, collected while they
/// are read.
struct Findings {
    /// How many problems are worded and kept; the rest are only counted.
    static let limit = 100

    /// Every file that was begun, the first of which gives its name to the whole.
    private(set) var files: [String]
    /// Keys and values that the files have had so far.
    var nodes = 0
    private(set) var problems: [Problem] = []
    /// Where each of the problems is.
    private var marks: [Mark] = []
    private(set) var count = 0
    private(set) var errors = 0

    /// What maps are read by, of those that were met, until all is read.
    private var tables: [ObjectIdentifier: any Sendable] = [:]

    init(file: String) { files = [file] }

    /// The file that is being read, and its number.
    var file: String { files[number] }
    var number: Int { files.count - 1 }

    /// A map's table of keys.
    mutating func keys<Owner: Section>(of _: Owner.Type) -> [Key<Owner>] {
        let id = ObjectIdentifier(Owner.self)
        if let known = tables[id] as? [Key<Owner>] { return known }
        let made = Owner.keys
        tables[id] = made
        return made
    }

    /// Goes on with another file.
    mutating func begin(_ file: String) { files.append(file) }

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
        marks.append(mark)
        problems.append(
            Problem(
                code, severity: severity, file: files[mark.file], line: mark.line,
                column: mark.column, text()))
    }

    /// The problems file by file, from the top of each to its end.
    var sorted: [Problem] {
        zip(marks, problems).enumerated().sorted { a, b in
            (a.element.0, a.offset) < (b.element.0, b.offset)
        }.map(\.element.1)
    }
}
