// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Builds the pump's tables. A hundred devices of one profile have one copy of what is the same
/// for all: their points' rules and, where it is equal, their `meta`.
struct DeviceTable {
    private(set) var devices: [DeviceTrack] = []
    private(set) var points: [PointTrack] = []
    private(set) var rules: [PointRule] = []
    private(set) var watched = WatchTable()
    private var firstRules: [RuleKey: Int] = [:]
    private var metas: [String: MetaRecord] = [:]

    mutating func add(_ device: Device, _ topics: Topics) {
        let first = firstRule(RuleKey(points: device.points, period: device.usualPeriod))
        let range = points.count..<points.count + device.points.count
        let number = Int32(devices.count)
        for index in device.points.indices {
            let rule = rules[first + index]
            points.append(
                PointTrack(
                    rule: Int32(first + index), device: number, watch: watched.add(rule),
                    isPersonal: rule.isPersonal))
        }
        let made = MetaRecord(device)
        let meta = metas[made.id].flatMap { $0.payload == made.payload ? $0 : nil } ?? made
        metas[meta.id] = meta
        devices.append(DeviceTrack(device, points: range, topics: topics.of(device), meta: meta))
    }

    private mutating func firstRule(_ key: RuleKey) -> Int {
        if let known = firstRules[key] { return known }
        let first = rules.count
        rules += key.points.map { PointRule($0, period: key.period) }
        firstRules[key] = first
        return first
    }

    /// What rules are made of.
    private struct RuleKey: Hashable {
        var points: [Point]
        var period: Nanoseconds
    }
}
