// SPDX-License-Identifier: Apache-2.0
internal import Field

/// `tram hub check` as a person reads it: a line a step, and below one that failed why, and what
/// to do.
struct CheckView {
    private static let label = 13

    let width: Int
    let language: Language

    init(width: Int = 80, language: Language = .english) {
        self.width = max(width, 40)
        self.language = language
    }

    func lines(_ step: CheckStep) -> [String] {
        let mark =
            switch step.result {
            case .fine: "✓"
            case .problem: "✗"
            case .unknown: "?"
            }
        let head = "\(mark) \(step.label(language).padded(Self.label)) "
        guard let trouble = step.trouble else { return hung(head, step.found(language)) }
        var lines = hung(head, "\(step.found(language)) [\(trouble.code)]")
        let indent = String(repeating: " ", count: head.columns)
        for (number, cause) in zip(1..., trouble.causes) {
            lines += hung("\(indent)\(number). ", cause(language))
        }
        let next = Text(en: "next: ", vi: "tiếp theo: ")(language)
        return lines + hung(indent + next, trouble.next(language), under: head.columns + 3)
    }

    /// What it comes to.
    func verdict(_ report: CheckReport) -> [String] {
        hung(report.mark + " ", report.verdict(language))
    }

    private func hung(_ head: String, _ text: String, under: Int? = nil) -> [String] {
        HungLines(width: width).lines(head, text, under: under)
    }
}
