// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// Tells an event that its device's gate has let pass.
    mutating func addEvent(_ event: Event, _ number: Int, _ moment: Moment) {
        let time = moment.milliseconds(of: event.time)
        seal(
            StoredRecord(
                .event(content(event, number, moment)), clock: clock(of: event.time, moment)),
            number, from: time, to: time, readings: 1)
    }

    private mutating func content(
        _ event: Event, _ number: Int, _ moment: Moment
    ) -> EventContent {
        var content = EventContent(
            kind: event.kind, state: event.state, severity: event.severity)
        if let point = event.point {
            content.point = point - devices[number].points.lowerBound
            if event.hasValue {
                let conversion = rules[Int(points[point].rule)].conversion
                content.value =
                    conversion.value(ofBits: points[point].bits).map { .value($0) } ?? .null
            }
        }
        (content.limit, content.code, content.text) = (event.limit, event.code, event.text)
        content.since = event.since.map { moment.milliseconds(of: $0) }
        content.suppressed = vigils[number].gate.takeSuppressed()
        return content
    }
}
