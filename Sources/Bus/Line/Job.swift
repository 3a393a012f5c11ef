// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is read of a device once, between its rounds: its texts. It stands beside the scan that
/// reads them.
struct Job: Sendable {
    /// A text's bytes in the data of one answer.
    struct Place: Sendable {
        /// Index into the device's texts.
        var text: UInt16
        var start: UInt16
        var count: UInt16
    }

    /// Failed reads are tried again this many times …
    static let retries = 2
    /// … this far apart.
    static let pause = Nanoseconds.seconds(10)
    /// How long it waits for a moment in which nothing is late, whatever becomes of it; then one
    /// in which it should be done before the next poll will do.
    static let patience = Nanoseconds.seconds(60)
    /// A device that has been away this long, and for three of its periods, may be another one:
    /// its texts are read again.
    static let shortestAbsence = Nanoseconds.seconds(60)
    /// TCP: what closing a connection and opening it again may take.
    static let reopening = Nanoseconds.milliseconds(100)

    /// Of each read.
    let places: [[Place]]
    /// How long the device must have been away for its texts to be read again.
    let absence: Nanoseconds
    /// Reads that the device has refused: they are not tried again before the next start.
    var refused: [Bool]

    init(places: [[Place]], shortestPeriod: Nanoseconds?) {
        self.places = places
        absence = max(Self.shortestAbsence, (shortestPeriod ?? .zero) * 3)
        refused = places.map { _ in false }
    }
}
