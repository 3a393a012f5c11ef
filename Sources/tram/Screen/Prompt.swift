// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Questions to whoever sits at the terminal.
struct Prompt {
    /// Answers to one question that do not fit.
    private static let mostAttempts = 20

    let screen: Screen

    /// Whether there is anybody to ask.
    static var isPossible: Bool { Environment.isTerminal(0) && Environment.isTerminal(1) }

    /// What is typed until Enter. nil at the end of input, which leaves the cursor behind the
    /// question: what comes next has a line of its own.
    static func line() -> String? {
        if let line = readLine() { return line }
        Environment.write("\n")
        return nil
    }

    /// The first answer that fits; why one does not is told. `usual`: what Enter alone stands for.
    func ask<Answer>(
        _ question: Text, usual: String? = nil, _ read: (String) throws(DeviceMistake) -> Answer
    ) throws(DeviceMistake) -> Answer {
        let usualText = usual.map { " [\($0)]" } ?? ""
        for _ in 0..<Self.mostAttempts {
            Environment.write(screen.shown(question(screen.language)) + usualText + ": ")
            guard let line = Self.line() else { break }
            let answer = line.trimmed
            do throws(DeviceMistake) {
                return try read(answer.isEmpty ? usual ?? "" : answer)
            } catch {
                for line in "  ✗ \(error.text(screen.language))".wrapped(columns: 80) {
                    screen.line(line)
                }
            }
        }
        throw .unconfirmed
    }

    /// Whether somebody has said yes.
    func isAgreed(_ question: Text) -> Bool {
        let choice = Text(en: "\(question.en) [y/N] ", vi: "\(question.vi) [c/K] ")
        Environment.write(screen.shown(choice(screen.language)))
        return Self.line().map(WriteView.isYes) ?? false
    }
}

extension String {
    /// Without the blanks around it.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
        return end.map { String(start[...$0]) } ?? ""
    }
}
