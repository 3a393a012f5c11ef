// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What records of all streams have in common.
extension Pump {
    /// `room`: the bytes that records of this stream take, as the last one did. A buffer of a
    /// window's size under each live record would be memory for nothing.
    mutating func beginRecord(_ number: Int, _ sequence: UInt64, room: Int) {
        writer.reset(room: room)
        writer.beginObject()
        writer.key(Keys.v)
        writer.integer(1)
        writer.key(Keys.epoch)
        writer.string(epoch)
        writer.key(Keys.seq)
        writer.integer(sequence)
        writer.key(Keys.meta)
        writer.string(devices[number].meta.id)
    }

    /// What has been written goes to the hub as a record of a device.
    mutating func addRecord(_ number: Int, to topic: Topic) {
        let message = Message(topic: topic, payload: writer.bytes)
        devices[number].lastRecord = delivery.add(record: message)
    }

    /// Of the points that are not simply good: the newest quality, or the window's.
    mutating func writeQualities(of numbers: ArraySlice<Int>, inWindow: Bool = false) {
        guard numbers.contains(where: { quality($0, inWindow) != .good }) else { return }
        writer.key(Keys.q)
        writer.beginObject()
        for point in numbers where quality(point, inWindow) != .good {
            writer.key(rules[Int(points[point].rule)].key)
            writer.string(quality(point, inWindow).code)
        }
        writer.endObject()
    }

    private func quality(_ point: Int, _ inWindow: Bool) -> Quality {
        inWindow ? tallies[point].quality : points[point].quality
    }

    mutating func writeClock(_ moment: Moment) {
        guard !moment.isTrusted else { return }
        writer.key(Keys.clock)
        writer.string("unsynced")
    }
}

/// Keys that every record has, escaped once.
enum Keys {
    static let v = JSONWriter.encoded(key: "v")
    static let epoch = JSONWriter.encoded(key: "epoch")
    static let seq = JSONWriter.encoded(key: "seq")
    static let meta = JSONWriter.encoded(key: "meta")
    static let from = JSONWriter.encoded(key: "from")
    static let to = JSONWriter.encoded(key: "to")
    static let ts = JSONWriter.encoded(key: "ts")
    static let values = JSONWriter.encoded(key: "values")
    static let q = JSONWriter.encoded(key: "q")
    static let age = JSONWriter.encoded(key: "age")
    static let full = JSONWriter.encoded(key: "full")
    static let clock = JSONWriter.encoded(key: "clock")
}
