// SPDX-License-Identifier: Apache-2.0

/// What is known of one stream of one device in one epoch.
struct SeriesBook: Sendable {
    let device: Int
    let stream: Stream
    let epoch: Int
    var held = SequenceRanges()
    var declared = SequenceRanges()
    /// The lowest that came on the stream's own channel, and the highest.
    var lowest: UInt64?
    var highest: UInt64 = 0
    /// What the gateway had given when it told so first, while we listened.
    var floor: UInt64?
    /// Numbers up to here were given, by the gateway's or the hub's own word.
    var told: UInt64 = 0
    /// Numbers that were neither held nor declared when there was no room to keep their ranges.
    var unresolved: UInt64 = 0
    /// Numbers that stand in `held` only because there was no room to keep its ranges apart.
    var lent: UInt64 = 0
    /// Records that came again.
    var again = 0
    /// Of these, those whose first content is no longer remembered.
    var uncompared = 0
    var restamped = 0
    /// Readings that never got a number.
    var readings: UInt64 = 0

    init(device: Int, stream: Stream, epoch: Int) {
        self.device = device
        self.stream = stream
        self.epoch = epoch
    }

    /// The first number that must have come, in an epoch that began before we listened.
    var joined: UInt64? {
        switch (lowest, floor) {
        case (let lowest?, let floor?): min(lowest, floor + 1)
        case (let lowest?, nil): lowest
        case (nil, let floor?): floor + 1
        case (nil, nil): nil
        }
    }

    /// From `base` to the highest that anybody has spoken of, neither held nor declared.
    func missing(from base: UInt64?) -> SequenceRanges {
        let high = max(held.last ?? 0, declared.last ?? 0, told)
        guard let base, base <= high else { return SequenceRanges() }
        return SequenceRanges([base...high]).subtracting(held).subtracting(declared)
    }
}

/// One epoch of a gateway.
struct EpochBook: Sendable {
    let id: String
    /// A state has named it.
    var isTold = false
    /// It began while we listened: its numbers count from 1.
    var isWatched: Bool
    /// The last session in it.
    var session: Int64 = 0
}

/// What is known of a gateway by its state.
struct GatewayBook: Sendable {
    let root: String
    let id: String
    var epochs: [EpochBook] = []
    /// That of the last state.
    var current: Int?
    var isOnline: Bool?
    /// When the last session began, as its state says; nil for one that began before we listened.
    var birth: Int64?
    /// Sessions whose births came; `full` is looked for in each.
    var births = 0
    var lateWills = 0
    var repeatedGaps = 0

    init(root: String, id: String) {
        self.root = root
        self.id = id
    }
}

/// What is known of a device beside its numbers.
struct DeviceBook: Sendable {
    struct Definition: Sendable {
        var id: String
        /// nil: it had too many to keep.
        var points: Set<String>?
        /// In ms.
        var longestPoll: Int64 = 0
    }

    /// Records by a definition that had not come: it may have been told before we listened.
    struct Unknown: Sendable {
        var count = 0
        var first = ""
        var stream = Stream.live
    }

    struct PointBook: Sendable {
        /// Time that windows cover, in ms.
        var covered = SequenceRanges()
        /// The definition under which a record of this session told it.
        var toldUnder: String?
    }

    let gateway: Int
    let id: String
    /// The oldest first.
    var definitions: [Definition] = []
    var unknown: [String: Unknown] = [:]
    var points: [String: PointBook] = [:]
    var isStepped = false
    /// The session that `liveCount` counts in, by the gateway's births; 0 for none.
    var birth = 0
    /// Its records on the channel `live` since then, until a full one came.
    var liveCount = 0
    var isFullTold = false
    var latency = Latency()

    init(gateway: Int, id: String) {
        self.gateway = gateway
        self.id = id
    }
}
