// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Builds the pump's tables. A hundred devices of one profile have one copy of what is the same
/// for all: their points' rules and, where it is equal, their `meta`.
struct DeviceTable {
    private(set) var devices: [DeviceTrack] = []
    private(set) var points: [PointTrack] = []
    private(set) var rules: [PointRule] = []
    private var firstRules: [[Point]: Int] = [:]
    private var metas: [String: MetaRecord] = [:]

    mutating func add(_ device: Device, _ topics: Topics) {
        let all = device.points
        let first = firstRule(all)
        let range = points.count..<points.count + all.count
        let rounds = PollRounds(all, device.periods)
        let number = Int32(devices.count)
        for index in all.indices {
            let round = rounds.round[index] ?? PointTrack.noRound
            points.append(PointTrack(rule: Int32(first + index), device: number, round: round))
        }
        let made = MetaRecord(device)
        let meta = metas[made.id].flatMap { $0.payload == made.payload ? $0 : nil } ?? made
        metas[meta.id] = meta
        devices.append(DeviceTrack(device, points: range, topics: topics.of(device), meta: meta))
    }

    private mutating func firstRule(_ points: [Point]) -> Int {
        if let known = firstRules[points] { return known }
        let first = rules.count
        rules += points.map(PointRule.init)
        firstRules[points] = first
        return first
    }
}
