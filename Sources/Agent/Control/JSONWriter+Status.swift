// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Hub

/// The parts of the answer to `status`. Times are UTC in milliseconds, ages and pauses in
/// milliseconds.
extension JSONWriter {
    mutating func gateway(
        _ gateway: Gateway, _ pump: borrowing Pump, since start: Instant, _ moment: Moment
    ) {
        key("gateway")
        beginObject()
        member("id", gateway.id)
        member("area", gateway.area)
        member("site", gateway.site)
        member("version", Product.version)
        member("config", pump.configurationHash)
        member("epoch", pump.store.epoch)
        member("running", (moment.now - start).milliseconds)
        member("readings", pump.produced.readings)
        member("records", pump.produced.records)
        member("lost", pump.store.lost)
        endObject()
        key("clock")
        beginObject()
        key("trusted")
        bool(moment.isTrusted)
        member("utc", moment.milliseconds(of: moment.now))
        endObject()
    }

    mutating func hub(
        _ settings: HubSettings, _ sight: HubSight, _ pump: borrowing Pump, _ moment: Moment
    ) {
        key("hub")
        beginObject()
        member("id", settings.id)
        key("up")
        bool(sight.session != nil)
        if let session = sight.session { member("session", session) }
        if let since = sight.since { member("since", moment.milliseconds(of: since)) }
        if let fault = sight.fault { self.fault(fault.code, fault.text) }
        if sight.attempts > 0 { member("attempts", sight.attempts) }
        if let next = sight.nextAttempt {
            member("retry", max(0, (next - moment.now).milliseconds))
        }
        member("delivered", pump.delivery.counters.delivered)
        member("recovered", pump.delivery.counters.recovered)
        member("unheard", pump.delivery.counters.unheard)
        member("refused", pump.delivery.counters.refused)
        member(pump.unheard)
        endObject()
    }

    mutating func bus(_ line: Field.Line, _ fault: BusFault??, _ counters: LineCounters) {
        beginObject()
        member("id", line.id)
        member("address", line.link.address)
        key("open")
        bool(fault == .some(nil))
        if case .some(.some(let fault)) = fault { self.fault(fault.code, fault.text) }
        member("requests", counters.requests)
        member("answers", counters.answers)
        member("exceptions", counters.exceptions)
        member("timeouts", counters.timeouts)
        member("garbled", counters.garbled)
        member("mismatched", counters.mismatched)
        member("foreign", counters.foreignFrames)
        member("strays", counters.strayBytes)
        member("busy", counters.busy.milliseconds)
        member("skipped", counters.skipped)
        endObject()
    }

    /// Nothing where there are none.
    mutating func names(_ name: String, _ names: [String]) {
        guard !names.isEmpty else { return }
        key(name)
        beginArray()
        for one in names { string(one) }
        endArray()
    }

    private mutating func fault(_ code: String, _ text: Text) {
        key("fault")
        beginObject()
        member("code", code)
        member("en", text.en)
        member("vi", text.vi)
        endObject()
    }
}
