// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One record of the stream `event`, as the pump finds it: with monotonic times.
struct Event {
    var kind: EventContent.Kind
    /// nil: the whole device.
    var point: Int?
    var state = EventContent.State.info
    var severity = AlarmLimits.Severity.info
    /// Of the reading that decided it.
    var time: Instant
    /// Whether the point's value is told.
    var hasValue = false
    var limit: Decimal?
    var code: String?
    /// When what it tells began; in `cleared` that which is over.
    var since: Instant?
    var text: Text?
}
