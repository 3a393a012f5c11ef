// SPDX-License-Identifier: Apache-2.0
internal import Field

extension JSONWriter {
    /// Times in milliseconds, loads as shares of 1.
    mutating func plan(_ line: Line) {
        let load = LineLoad(line)
        beginObject()
        member("id", line.id)
        member("address", line.link.address)
        share("load", load.usual)
        share("least-load", load.least)
        time("ms", load.cycle)
        key("worst")
        beginArray()
        for count in [1, 2] where load.worst(dead: count).units.count == count {
            worst(load.worst(dead: count))
        }
        endArray()
        key("rounds")
        beginArray()
        for round in load.rounds { self.round(round, line) }
        endArray()
        endObject()
    }

    private mutating func worst(_ worst: (cycle: Nanoseconds, units: [UInt8])) {
        beginObject()
        key("units")
        beginArray()
        for unit in worst.units { integer(unit) }
        endArray()
        time("ms", worst.cycle)
        endObject()
    }

    private mutating func round(_ round: LineLoad.Round, _ line: Line) {
        let device = line.devices[round.device]
        beginObject()
        member("device", device.id)
        member("unit", device.unit)
        time("period", round.period)
        time("ms", round.usual)
        time("least-ms", round.least)
        share("load", round.share)
        key("requests")
        beginArray()
        for exchange in round.exchanges { self.exchange(exchange, device) }
        endArray()
        endObject()
    }

    private mutating func exchange(_ exchange: LineLoad.Exchange, _ device: Device) {
        beginObject()
        member("table", exchange.request.table.rawValue)
        member("address", exchange.request.address)
        member("count", exchange.request.count)
        member("bytes", exchange.bytes)
        time("ms", exchange.usual)
        key("points")
        beginArray()
        for point in exchange.request.points { string(device.points[point].name) }
        endArray()
        endObject()
    }

    private mutating func time(_ name: String, _ time: Nanoseconds) {
        key(name)
        value(.computed(Double(time.count) / 1e6, digits: 6))
    }

    private mutating func share(_ name: String, _ share: Double) {
        key(name)
        value(.computed(share, digits: 4))
    }
}
