// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

/// A device that is no more where it was: removed, renamed, or moved to another domain, also while
/// the service was stopped. The hub retains what it was.
struct Departed: Sendable {
    let device: KnownDevice
    let topics: DeviceTopics
    var isForgotten = false
}

extension Pump {
    /// Those of which the hub retains something under topics that are nobody's now.
    static func departed(_ known: [KnownDevice], _ present: [String: DeviceTopics]) -> [Departed] {
        known.compactMap { device in
            guard !device.retained.isEmpty, present[device.name]?.prefix != device.prefix,
                let topics = DeviceTopics(prefix: device.prefix)
            else { return nil }
            return Departed(device: device, topics: topics)
        }
    }

    /// First everybody is told that it is removed, then its retained topics are cleared.
    mutating func tellDeparted(_ session: UInt64, _ moment: Moment) {
        for (index, departed) in departed.enumerated() where !departed.isForgotten {
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("v")
            writer.integer(1)
            let now = moment.milliseconds(of: moment.now)
            writer.key("ts")
            writer.integer(now)
            writer.key("state")
            writer.string("removed")
            writer.key("since")
            writer.integer(now)
            writer.key("gateway-session")
            writer.integer(session)
            writer.endObject()
            let status = departed.topics.status
            delivery.add(present: Message(topic: status, payload: writer.bytes, retain: true))
            let nothing = Message(topic: departed.topics.meta, payload: [], retain: true)
            delivery.add(present: nothing)
            delivery.add(
                farewell: Message(topic: status, payload: [], retain: true), index)
        }
    }

    /// The hub has forgotten it. The spool remembers where it was all the same: its records and
    /// gaps may still wait there.
    mutating func forgetDeparted(_ index: Int) {
        var device = departed[index].device
        if let number = numbers[device.name] {
            device = known(number, device.name)
        } else {
            device.retained = []
        }
        store.add(device)
        departed[index].isForgotten = true
    }
}
