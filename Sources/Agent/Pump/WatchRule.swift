// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What does not change about a point whose readings are looked at beyond their value.
///
/// A class, so that the points without it have no room for it.
final class WatchRule: Sendable {
    let isBool: Bool
    /// Each change of it is an event.
    let isContact: Bool
    let alarm: AlarmLimits?
    /// Its sides.
    let alarms: [AlarmLimit]
    let motion: MotionRule?

    /// nil where there is nothing to look at. What speaks of persons has no events.
    init?(_ point: Point, period: Nanoseconds) {
        isBool = point.encoding == .bool
        isContact = !point.isPersonal && (point.kind == .state || isBool && point.kind == .gauge)
        alarm = point.isPersonal ? nil : point.alarm
        alarms = alarm?.sides ?? []
        motion = MotionRule(point, period: period)
        if !isContact, alarms.isEmpty, motion == nil { return nil }
    }

    /// Of a contact's change: that of its limits where they say that this is an alarm.
    func severity(ofBits bits: UInt64, _ conversion: Conversion) -> AlarmLimits.Severity {
        guard let alarm, alarms.contains(where: { $0.isBeyond($0.number(bits, conversion)) })
        else { return .info }
        return alarm.severity
    }
}
