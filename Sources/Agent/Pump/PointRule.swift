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
    /// Speaks of persons: told in windows only.
    let isPersonal: Bool
    let isBool: Bool
    /// Each change of it is an event.
    let isContact: Bool
    let alarm: AlarmLimits?
    /// Its sides.
    let alarms: [AlarmLimit]
    let motion: MotionRule?

    init(_ point: Point, period: Nanoseconds) {
        key = JSONWriter.encoded(key: point.name)
        name = point.name
        conversion = Conversion(point)
        tally = TallyRule(point)
        deadband = point.deadband.double
        isPersonal = point.isPersonal
        isBool = point.encoding == .bool
        isContact = !isPersonal && (point.kind == .state || isBool && point.kind == .gauge)
        alarm = isPersonal ? nil : point.alarm
        alarms = alarm?.sides ?? []
        motion = MotionRule(point, period: period)
    }

    var isWatched: Bool { isContact || !alarms.isEmpty || motion != nil }

    /// Of a contact's change: that of its limits where they say that this is an alarm.
    func severity(ofBits bits: UInt64) -> AlarmLimits.Severity {
        guard let alarm, alarms.contains(where: { $0.isBeyond($0.number(bits, conversion)) })
        else { return .info }
        return alarm.severity
    }
}
