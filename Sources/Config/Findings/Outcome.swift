// SPDX-License-Identifier: Apache-2.0
package import Field

/// What came of reading: a value only if nothing is wrong that would keep it from working.
package struct Outcome<Value: Sendable>: Sendable {
    /// Nil exactly when there is an error among the problems.
    package internal(set) var value: Value?
    /// File by file and from the top of each, at most 100.
    package internal(set) var problems: [Problem] = []
    /// How many there are in all.
    package internal(set) var count = 0
    /// How many of them are errors.
    package internal(set) var errors = 0

    /// Appends what another file has wrong.
    mutating func add(_ findings: Findings) {
        count += findings.count
        errors += findings.errors
        problems += findings.sorted.prefix(Findings.limit - problems.count)
    }

    /// Appends what a file of another kind has wrong.
    mutating func add<Other>(_ outcome: Outcome<Other>) {
        count += outcome.count
        errors += outcome.errors
        problems += outcome.problems.prefix(Findings.limit - problems.count)
    }
}
