// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Problems of files as people read them, one a line with its place, and as scripts do.
struct ProblemList {
    let problems: [Problem]
    /// How many there are in all; `problems` may be fewer.
    let count: Int

    func lines(_ language: Language) -> [String] {
        var lines = problems.map { problem in
            let word = Self.word(problem.severity)(language)
            return "\(Self.place(problem)): \(word): \(problem.text(language)) [\(problem.code)]"
        }
        if count > problems.count {
            let more = count - problems.count
            lines.append(Text(en: "… and \(more) more", vi: "… và \(more) mục nữa")(language))
        }
        return lines
    }

    /// The same for a script, in both languages.
    var texts: [Text] {
        zip(lines(.english), lines(.vietnamese)).map { Text(en: $0, vi: $1) }
    }

    var json: String {
        var writer = JSONWriter()
        writer.problems(problems)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func place(_ problem: Problem) -> String {
        problem.line == 0
            ? problem.file : "\(problem.file):\(problem.line):\(problem.column)"
    }

    private static func word(_ severity: Problem.Severity) -> Text {
        switch severity {
        case .error: Text(en: "error", vi: "lỗi")
        case .warning: Text(en: "warning", vi: "cảnh báo")
        }
    }
}

extension JSONWriter {
    mutating func problems(_ problems: [Problem]) {
        beginArray()
        for problem in problems {
            beginObject()
            member("file", problem.file)
            member("severity", problem.severity.rawValue)
            member("code", problem.code)
            member("en", problem.text.en)
            member("vi", problem.text.vi)
            member("line", problem.line)
            member("column", problem.column)
            endObject()
        }
        endArray()
    }
}
