// SPDX-License-Identifier: Apache-2.0

/// What became of the requests to one unit.
struct UnitTally {
    var requests = 0
    /// With what was asked for.
    var answers = 0
    /// Refusals of the unit.
    var exceptions = 0
    var silent = 0
    /// Something came, but no whole answer.
    var damaged = 0
    /// Until the last byte of an answer was there.
    var latencies = Latencies()

    mutating func add(_ other: Self) {
        requests += other.requests
        answers += other.answers
        exceptions += other.exceptions
        silent += other.silent
        damaged += other.damaged
    }

    /// The share of answers in percent, nil without a request.
    var success: Double? {
        requests == 0 ? nil : Double(answers) / Double(requests) * 100
    }
}
