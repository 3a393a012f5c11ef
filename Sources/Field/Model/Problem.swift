// SPDX-License-Identifier: Apache-2.0

/// Something wrong with a file, worded for the person who will mend it.
package struct Problem: Error, Hashable, Sendable {
    package enum Severity: String, Sendable {
        /// Nothing starts with it.
        case error
        /// It works, but probably not as meant.
        case warning
    }

    package var severity: Severity
    /// Stable, the same in every language: `unknown-key`.
    package var code: String
    package var file: String
    /// Counted from one; zero where the problem is the whole file's.
    package var line: Int
    package var column: Int
    /// What was found, what was expected, and the nearest valid word.
    package var text: Text

    package init(
        _ code: String, severity: Severity = .error, file: String = "", line: Int = 0,
        column: Int = 0, _ text: Text
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.text = text
    }
}
