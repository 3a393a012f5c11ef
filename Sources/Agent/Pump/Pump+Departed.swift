// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

/// A device that is no more where it was: removed, renamed, or moved to another domain, also while
/// the service was stopped. The hub retains what it was.
struct Departed: Sendable {
    let device: KnownDevice
    let topics: DeviceTopics
    /// Of what the hub retains of it, what that has cleared.
    var isMetaCleared = false
    var isStatusCleared = false
    var isForgotten = false

    var uncleared: [Topic] {
        (isMetaCleared ? [] : [topics.meta]) + [topics.status]
    }

    func isAt(_ topic: Topic) -> Bool { topic == topics.meta || topic == topics.status }
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

    /// First everybody is told that it is removed, then its retained topics are cleared. From this
    /// one on.
    mutating func tellDeparted(from first: Int = 0, _ session: UInt64, _ moment: Moment) {
        for departed in departed[first...] where !departed.isForgotten {
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
            for topic in departed.uncleared {
                delivery.add(present: Message(topic: topic, payload: [], retain: true))
            }
        }
    }

    /// The hub retains nothing under a topic any more.
    mutating func cleared(_ topic: Topic) {
        for index in departed.indices where !departed[index].isForgotten {
            let topics = departed[index].topics
            if topic == topics.meta { departed[index].isMetaCleared = true }
            if topic == topics.status { departed[index].isStatusCleared = true }
            if departed[index].isMetaCleared, departed[index].isStatusCleared {
                forgetDeparted(index)
            }
        }
    }

    /// The hub has forgotten it. The spool remembers where it was all the same: its records and
    /// gaps may still wait there.
    private mutating func forgetDeparted(_ index: Int) {
        var device = departed[index].device
        if let next = coming[device.name] {
            device = next
        } else if let number = numbers[device.name] {
            device = known(number, device.name)
        } else {
            device.retained = []
        }
        store.add(device)
        departed[index].isForgotten = true
    }
}
