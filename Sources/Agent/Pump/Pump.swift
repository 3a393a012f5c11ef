// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub

/// Turns readings into records and sees them to the hub. A value without I/O or clock: readings,
/// what the hub says, and times go in; messages come out (`delivery`).
package struct Pump: Sendable {
    let topics: Topics
    let configurationHash: String
    /// The gateway's, told at its birth.
    let attributes: [Attribute]
    /// Random, new at every start: numbers of records begin anew with it.
    let epoch: String
    var devices: [DeviceTrack]
    var points: [PointTrack]
    /// Devices of one profile share them.
    let rules: [PointRule]
    var writer = JSONWriter()
    /// The points that the record in the making tells of.
    var told: [Int] = []
    /// The number of the session that is up.
    var session: UInt64?
    package internal(set) var delivery = Delivery()
    package internal(set) var produced = ProducedCounters()

    /// `lines`: the configuration's, numbered by `numbered(_:)`.
    package init(_ configuration: Configuration, epoch: String) {
        topics = Topics(configuration)
        configurationHash = configuration.hash
        attributes = configuration.gateway.attributes
        self.epoch = epoch
        var table = DeviceTable()
        for device in configuration.devices { table.add(device, topics) }
        (devices, points, rules) = (table.devices, table.points, table.rules)
    }

    /// Readings of one line, in order.
    package mutating func take(_ readings: borrowing Span<Reading>, at moment: Moment) {
        for index in readings.indices {
            let reading = readings[index]
            let number = Int(reading.point)
            switch reading.kind {
            case .value:
                produced.readings += 1
                points[number].take(reading, rules[Int(points[number].rule)].conversion)
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
