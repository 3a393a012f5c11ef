// SPDX-License-Identifier: Apache-2.0

/// Attempts in vain, of which the log has not each: the first for each reason, and then each time
/// their number has doubled.
struct AttemptLog {
    private var codes: Set<String> = []
    private var failed = 0

    /// Whether this one is told.
    mutating func fails(_ attempt: Int, _ code: String) -> Bool {
        failed = attempt
        return codes.insert(code).inserted || attempt.nonzeroBitCount == 1
    }

    /// One went well; how many did not before.
    mutating func succeeds() -> Int {
        defer { self = Self() }
        return failed
    }
}
