// SPDX-License-Identifier: Apache-2.0

/// How a point's readings may follow each other, worked out once: no faster than its `rate`, and
/// not without any change where its quantity always moves.
package struct MotionRule: Sendable {
    /// The largest believable change in a second.
    let rate: Double?
    let flat: FlatLine?
    /// Readings farther apart are not compared.
    let gap: Nanoseconds
    /// Degrees: 350 and 10 are 20 apart.
    let isAngle: Bool
    /// A counter's step back is the counter's own event.
    let isCounter: Bool

    /// Periods after which a reading says nothing about the next one.
    package static let gapPeriods: Int64 = 3

    /// nil where any reading may follow any other.
    package init?(_ point: Point, period: Nanoseconds) {
        let isNumber = point.kind != .state && point.encoding != .bool
        rate = isNumber ? point.rate?.double : nil
        flat = point.kind == .gauge && isNumber ? FlatLine.of(point.quantity) : nil
        guard rate != nil || flat != nil else { return nil }
        gap = period * Self.gapPeriods
        isAngle = point.averaging == .circular
        isCounter = point.kind == .counter
    }
}
