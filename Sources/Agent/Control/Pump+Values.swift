// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The answer to `values`: what the pump has of each point, without a request on any bus.
extension Pump {
    /// Of values in one answer; the rest are asked for with `from`.
    static let valuesBytes = 16 * 1_024

    /// `{"v":1,"ok":true,"config":…,"utc":…,"devices":[…],"next":n}`: `next` is absent where these
    /// are the last; another `config` than that of the page before says that places have changed.
    func values(
        _ wanted: ControlRequest.Values, _ lines: [Line], _ moment: Moment
    ) throws(ControlRefusal) -> [UInt8] {
        let chosen = try wanted.devices.map(numbers(of:))
        var writer = JSONWriter()
        writer.beginAnswer(isOK: true)
        writer.member("config", configurationHash)
        writer.member("utc", moment.milliseconds(of: moment.now))
        writer.key("devices")
        writer.beginArray()
        var (number, next) = (0, Int?.none)
        for line in lines {
            for device in line.devices {
                let isChosen = chosen?.contains(number) ?? true
                if next == nil, isChosen, devices[number].points.upperBound > wanted.from {
                    next = write(device, number, on: line.id, wanted, &writer, moment)
                }
                number += 1
            }
        }
        writer.endArray()
        if let next { writer.member("next", next) }
        writer.endObject()
        return writer.bytes
    }

    private func numbers(of names: [String]) throws(ControlRefusal) -> Set<Int> {
        var found: Set<Int> = []
        for name in names {
            guard let number = numbers[name] else { throw .unknownDevice }
            found.insert(number)
        }
        return found
    }

    /// The place of the first of its points for which there was no room.
    private func write(
        _ device: Device, _ number: Int, on line: String, _ wanted: ControlRequest.Values,
        _ writer: inout JSONWriter, _ moment: Moment
    ) -> Int? {
        let places = devices[number].points
        let first = max(places.lowerBound, wanted.from)
        guard writer.bytes.count < Self.valuesBytes else { return first }
        writer.beginObject()
        writer.member("id", device.id)
        writer.member("bus", line)
        writer.member("state", state(of: number))
        if let code = devices[number].status?.code { writer.member("code", code) }
        writer.key("points")
        writer.beginArray()
        defer {
            writer.endArray()
            writer.endObject()
        }
        for place in first..<places.upperBound where !points[place].isUnasked {
            guard writer.bytes.count < Self.valuesBytes else { return place }
            let point = device.points[place - places.lowerBound]
            write(point, points[place], wanted.hasNames, &writer, moment)
        }
        return nil
    }

    /// Of what speaks of persons only how good and how old it is: its values are told in windows.
    private func write(
        _ point: Point, _ track: PointTrack, _ hasNames: Bool, _ writer: inout JSONWriter,
        _ moment: Moment
    ) {
        writer.beginObject()
        writer.member("name", point.name)
        if hasNames, let names = point.names { writer.texts(en: names.en, vi: names.vi) }
        if !point.unit.isEmpty { writer.member("unit", point.unit) }
        if track.isPersonal {
            writer.key("personal")
            writer.bool(true)
        }
        if track.isKnown {
            if !track.isPersonal { write(valueOf: track, of: point, &writer) }
            writer.member("quality", track.quality.code)
            writer.member("age", max(0, (moment.now - track.time).milliseconds))
        }
        writer.endObject()
    }

    /// With what a state's number stands for.
    private func write(
        valueOf track: PointTrack, of point: Point, _ writer: inout JSONWriter
    ) {
        writer.key("value")
        let conversion = rules[Int(track.rule)].conversion
        guard track.quality.hasValue, let value = conversion.value(ofBits: track.bits) else {
            return writer.null()
        }
        writer.value(value)
        guard let meaning = point.meaning(of: value) else { return }
        writer.key("meaning")
        writer.beginObject()
        writer.texts(en: meaning.en, vi: meaning.vi)
        writer.endObject()
    }
}
