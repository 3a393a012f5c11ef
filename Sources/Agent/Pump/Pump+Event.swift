// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// Tells an event that its device's gate has let pass.
    mutating func addEvent(_ event: Event, _ number: Int, _ moment: Moment) {
        beginRecord(number, devices[number].eventSequence, room: 0)
        devices[number].eventSequence += 1
        writer.key(Keys.ts)
        writer.integer(moment.milliseconds(of: event.time))
        writeSubject(event)
        writeReason(event, moment)
        let suppressed = vigils[number].gate.takeSuppressed()
        if suppressed > 0 {
            writer.key("suppressed")
            writer.integer(suppressed)
        }
        writeClock(moment)
        writer.endObject()
        produced.events += 1
        addRecord(number, to: devices[number].topics.event)
    }

    private mutating func writeSubject(_ event: Event) {
        writer.key("type")
        writer.string(event.kind.rawValue)
        let rule = event.point.map { rules[Int(points[$0].rule)] }
        if let rule {
            writer.key("point")
            writer.string(rule.name)
        }
        writer.key("state")
        writer.string(event.state.rawValue)
        writer.key("severity")
        writer.string(event.severity.rawValue)
        if let rule, let point = event.point, event.hasValue {
            writer.key("value")
            rule.conversion.write(points[point].bits, to: &writer)
        }
    }

    private mutating func writeReason(_ event: Event, _ moment: Moment) {
        if let limit = event.limit {
            writer.key("limit")
            writer.decimal(limit)
        }
        if let code = event.code {
            writer.key("code")
            writer.string(code)
        }
        if let since = event.since {
            writer.key("since")
            writer.integer(moment.milliseconds(of: since))
        }
        if let text = event.text {
            writer.key("text")
            writer.languages(text)
        }
    }
}
