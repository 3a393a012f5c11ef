// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What the pump knows of one device.
struct DeviceTrack: Sendable {
    let topics: DeviceTopics
    private(set) var meta: MetaRecord
    /// Its first stream among the store's lines; the others follow it.
    let line: Int32
    /// Whether the spool has been told of it.
    var isMetaStored = false
    let live: Publishing.Live
    let heartbeat: Nanoseconds
    /// Its points in the pump's tables.
    let points: Range<Int>
    /// The next record must be complete: after a start, a reconnection, a new meta.
    var needsFull = true
    var lastFull = Instant(nanoseconds: 0)
    var status: DeviceStatus?
    /// Its place among the devices whose points depend on each other, negative for none.
    var derived: Int32 = -1

    init(
        _ device: Device, points: Range<Int>, line: Int, topics: DeviceTopics, meta: MetaRecord
    ) {
        self.topics = topics
        self.line = Int32(line)
        self.meta = meta
        self.points = points
        live = device.publishing.live
        heartbeat = device.publishing.heartbeat
    }

    /// From now on it is another one, or says something else of itself.
    mutating func change(to meta: MetaRecord) {
        self.meta = meta
        (needsFull, isMetaStored) = (true, false)
    }

    /// It is the device that the other one was.
    mutating func goOn(from old: DeviceTrack) {
        (meta, isMetaStored) = (old.meta, old.isMetaStored)
        (needsFull, lastFull, status) = (old.needsFull, old.lastFull, old.status)
    }

    /// A heartbeat of zero: what does not change is not said again.
    func isHeartbeatDue(_ now: Instant) -> Bool {
        heartbeat > .zero && now - lastFull >= heartbeat
    }
}

/// Whether a device answers, as its topic `status` says it.
struct DeviceStatus: Hashable, Sendable {
    enum State: String, Sendable {
        case online, offline
    }

    var state: State
    /// Why it is offline: the quality's code.
    var code: String?
    var began: Instant
    /// The same in UTC milliseconds, from the first telling under a clock that can be true.
    var since: Int64?
}

/// A device's topics. Those of its regular streams are made once; the others are needed so seldom
/// that a hundred devices' would be memory for nothing.
struct DeviceTopics: Sendable {
    /// What they have in common, up to the device's name.
    let prefix: String
    private let live: Topic
    private let window: Topic

    /// nil for a beginning that no topic has.
    init?(prefix: String) {
        guard let live = Topic("\(prefix)/live"), let window = Topic("\(prefix)/window") else {
            return nil
        }
        self.prefix = prefix
        (self.live, self.window) = (live, window)
    }

    func of(_ stream: Stream) -> Topic {
        switch stream {
        case .live: live
        case .window: window
        case .event: channel("event")
        }
    }

    var hist: Topic { channel("hist") }
    var gap: Topic { channel("gap") }
    var meta: Topic { channel("meta") }
    var status: Topic { channel("status") }

    private func channel(_ name: String) -> Topic {
        guard let topic = Topic("\(prefix)/\(name)") else {
            preconditionFailure("the beginning was checked")
        }
        return topic
    }
}
