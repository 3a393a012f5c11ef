// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What does not change about a point.
///
/// A class, because it is looked at for every value: a struct of this size would be copied each
/// time.
final class PointRule: Sendable {
    /// `"name":`
    let key: [UInt8]
    let name: String
    let conversion: Conversion
    let tally: TallyRule
    let deadband: Double
    let warmUp: Nanoseconds?
    /// Speaks of persons: told in windows only.
    let isPersonal: Bool
    /// nil for most points, of which there is nothing to know beside their latest value.
    let watch: WatchRule?

    init(_ point: Point, period: Nanoseconds, conversion: Conversion?) {
        key = JSONWriter.encoded(key: point.name)
        name = point.name
        self.conversion = conversion ?? Conversion(point)
        warmUp = point.warmUp
        tally = TallyRule(point)
        deadband = point.deadband.double
        isPersonal = point.isPersonal
        watch = WatchRule(point, period: period)
    }
}
