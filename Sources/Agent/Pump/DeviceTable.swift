// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Builds the pump's tables. A hundred devices of one profile have one copy of what is the same
/// for all: their points' rules and, where it is equal, their `meta`.
struct DeviceTable {
    private(set) var devices: [DeviceTrack] = []
    private(set) var points: [PointTrack] = []
    private(set) var rules: [PointRule] = []
    private(set) var watched = WatchTable()
    private(set) var derived: [DerivedTrack] = []
    private(set) var longMetas: [LongMeta] = []
    private var sets: [PointSet.Key: PointSet] = [:]
    /// What devices say of themselves, of those that have texts.
    private(set) var texts: [Int: TextTrack] = [:]
    private var textPlans: [[Point]: TextPlan] = [:]
    private var definitions: [String: MetaRecord.Definition] = [:]

    /// `line`: of a device the place of its first stream among the store's lines.
    init(_ configuration: Configuration, _ topics: Topics, line: (Device) -> Int) {
        for (device, cycle) in zip(configuration.devices, configuration.lines.flatMap(\.cycles)) {
            add(device, topics, cycle: cycle, line: line(device))
        }
    }

    /// `cycle`: the period of what is read of it without a pause.
    private mutating func add(
        _ device: Device, _ topics: Topics, cycle: Nanoseconds, line: Int
    ) {
        let set = pointSet(
            PointSet.Key(points: device.points, periods: device.periods, cycle: cycle))
        let range = points.count..<points.count + set.cares.count
        let number = UInt16(devices.count)
        for (index, care) in set.cares.enumerated() {
            let rule = rules[set.firstRule + index]
            let round = set.rounds.round[index] ?? PointTrack.noRound
            var track = PointTrack(
                rule: Int32(set.firstRule + index), device: number, round: round,
                watch: watched.add(rule.watch))
            (track.care, track.isPersonal) = (care, rule.isPersonal)
            points.append(track)
        }
        if let plan = textPlan(device) { texts[devices.count] = TextTrack(plan) }
        let meta = MetaRecord(definition(of: device))
        if let long = LongMeta(device, meta) { longMetas.append(long) }
        var track = DeviceTrack(
            device, points: range, line: line, topics: topics.of(device), meta: meta)
        if let plan = set.derived {
            track.derived = Int32(derived.count)
            derived.append(DerivedTrack(plan))
        }
        devices.append(track)
    }

    private mutating func definition(of device: Device) -> MetaRecord.Definition {
        let made = MetaRecord.Definition(device)
        if let known = definitions[made.id], known == made { return known }
        definitions[made.id] = made
        return made
    }

    private mutating func textPlan(_ device: Device) -> TextPlan? {
        let all = device.texts
        if all.isEmpty { return nil }
        let plan = textPlans[all] ?? TextPlan(all)
        textPlans[all] = plan
        return plan
    }

    private mutating func pointSet(_ key: PointSet.Key) -> PointSet {
        if let known = sets[key] { return known }
        let set = PointSet(key, firstRule: rules.count)
        rules += key.points.enumerated().map { index, point in
            PointRule(
                point, period: set.rounds.usualPeriod(of: index, cycle: key.cycle),
                conversion: set.derived?.derivation.conversion(of: index))
        }
        sets[key] = set
        return set
    }

    /// What devices of the same points and periods have in common.
    private struct PointSet {
        struct Key: Hashable {
            var points: [Point]
            var periods: Periods
            var cycle: Nanoseconds
        }

        let firstRule: Int
        let rounds: PollRounds
        let derived: DerivedPlan?
        /// Of each point.
        let cares: [PointTrack.Care]

        init(_ key: Key, firstRule: Int) {
            self.firstRule = firstRule
            let rounds = PollRounds(key.points, key.periods)
            let derived = DerivedPlan(key.points, rounds)
            (self.rounds, self.derived) = (rounds, derived)
            cares = key.points.enumerated().map { index, point in
                if derived?.isDependent(index) ?? false { return .dependent }
                return point.warmUp == nil ? .none : .warmUp
            }
        }
    }
}
