// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub

/// Turns readings into records and sees them to the hub. A value without I/O or clock: readings,
/// what the hub says, and times go in; messages come out (`delivery`).
package struct Pump: Sendable {
    let topics: Topics
    let configurationHash: String
    /// Random, new at every start: numbers of records begin anew with it.
    let epoch: String
    var devices: [DeviceTrack]
    var points: [PointTrack]
    let rules: [PointRule]
    var writer = JSONWriter()
    /// The number of the session that is up.
    var session: UInt64?
    package internal(set) var delivery = Delivery()
    package internal(set) var produced = ProducedCounters()

    /// `lines`: the configuration's, numbered by `numbered(_:)`.
    package init(_ configuration: Configuration, epoch: String) {
        topics = Topics(configuration)
        configurationHash = configuration.hash
        self.epoch = epoch
        let all = configuration.devices
        rules = all.flatMap { $0.points.map(PointRule.init) }
        points = [PointTrack](repeating: PointTrack(), count: rules.count)
        devices = []
        var first = 0
        for device in all {
            let range = first..<first + device.points.count
            let track = DeviceTrack(
                device, points: range, topics: topics.of(device), meta: MetaRecord(device))
            devices.append(track)
            first = range.upperBound
        }
    }

    /// Readings of one line, in order.
    package mutating func take(_ readings: borrowing Span<Reading>, at moment: Moment) {
        for index in readings.indices {
            let reading = readings[index]
            let number = Int(reading.point)
            switch reading.kind {
            case .value:
                produced.readings += 1
                points[number].take(reading, rules[number].conversion)
            case .scanEnd: seal(number, moment)
            }
        }
    }

    /// The next message goes to the hub: `delivery.next` was handed over.
    package mutating func handedOver() { delivery.handedOver() }

    package mutating func acknowledged(_ token: UInt64, code: UInt8) {
        delivery.acknowledged(token, code: code)
    }
}

/// What was made of readings since the start.
package struct ProducedCounters: Hashable, Sendable {
    package var readings = 0
    package var records = 0
}
