// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What the pump knows of one device.
struct DeviceTrack: Sendable {
    let topics: DeviceTopics
    let meta: MetaRecord
    let live: Publishing.Live
    let heartbeat: Nanoseconds
    /// Its points in the pump's tables.
    let points: Range<Int>
    /// How many of them are told in live.
    let publicCount: Int
    /// The next record's number in the stream `live`.
    var sequence: UInt64 = 1
    /// The same in the stream `event`.
    var eventSequence: UInt64 = 1
    /// The next record must be complete: after a start, a reconnection, a new meta.
    var needsFull = true
    var lastFull = Instant(nanoseconds: 0)
    var status: DeviceStatus?

    init(_ device: Device, points: Range<Int>, topics: DeviceTopics, meta: MetaRecord) {
        self.topics = topics
        self.meta = meta
        self.points = points
        publicCount = device.points.count { !$0.isPersonal }
        live = device.publishing.live
        heartbeat = device.publishing.heartbeat
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

/// A device's topics, made once.
struct DeviceTopics: Sendable {
    let live: Topic
    let window: Topic
    let event: Topic
    let meta: Topic
    let status: Topic
}
