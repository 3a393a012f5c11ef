// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What the pump knows of one device.
struct DeviceTrack: Sendable {
    let topics: DeviceTopics
    private(set) var meta: MetaRecord
    /// Definitions before `meta` that records which are held were made under, the oldest first.
    private(set) var earlier: [EarlierMeta] = []
    /// The token of the last record under `meta`, nil before the first.
    var lastRecord: UInt64?
    let live: Publishing.Live
    let heartbeat: Nanoseconds
    /// Its points in the pump's tables.
    let points: Range<Int>
    /// The next record's number in the stream `live`.
    var sequence: UInt64 = 1
    /// The same in the stream `event`.
    var eventSequence: UInt64 = 1
    /// The next record must be complete: after a start, a reconnection, a new meta.
    var needsFull = true
    var lastFull = Instant(nanoseconds: 0)
    var status: DeviceStatus?
    /// Its place among the devices whose points depend on each other, negative for none.
    var derived: Int32 = -1

    init(_ device: Device, points: Range<Int>, topics: DeviceTopics, meta: MetaRecord) {
        self.topics = topics
        self.meta = meta
        self.points = points
        live = device.publishing.live
        heartbeat = device.publishing.heartbeat
    }

    /// Definitions that are kept for records under them.
    static let mostEarlier = 4

    /// From now on it is another one, or says something else of itself.
    mutating func change(to meta: MetaRecord) {
        if let lastRecord { earlier.append(EarlierMeta(meta: self.meta, lastRecord: lastRecord)) }
        lastRecord = earlier.last { $0.meta.id == meta.id }?.lastRecord
        earlier.removeAll { $0.meta.id == meta.id }
        if earlier.count > Self.mostEarlier { earlier.removeFirst() }
        self.meta = meta
        needsFull = true
    }

    /// Records before this token have been acknowledged or dropped; all have for nil.
    mutating func forgetEarlier(before oldest: UInt64?) {
        earlier.removeAll { $0.lastRecord < oldest ?? .max }
    }

    /// A heartbeat of zero: what does not change is not said again.
    func isHeartbeatDue(_ now: Instant) -> Bool {
        heartbeat > .zero && now - lastFull >= heartbeat
    }
}

/// What a device was before.
struct EarlierMeta: Sendable {
    let meta: MetaRecord
    /// The token of the last record that names it.
    let lastRecord: UInt64
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

/// A device's topics, made once.
struct DeviceTopics: Sendable {
    let live: Topic
    let window: Topic
    let event: Topic
    let meta: Topic
    let status: Topic
}
