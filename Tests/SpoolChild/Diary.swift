// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

/// Uses a spool as the agent would, by seed, and says each thing as soon as it is true: `use` when
/// numbers are given to records, `held` when the spool has said that it has them, `sent` before the
/// spool is told that a hub has them.
struct Diary: ~Copyable {
    static let wall = WallTime(nanoseconds: 1_795_215_192_692_000_000)
    static let keys = (1...3).flatMap { device in
        Stream.allCases.map { SeriesKey(device: "aq-\(device)", stream: $0) }
    }

    static func settings(_ path: String) -> SpoolSettings {
        SpoolSettings(path: path, size: 4 << 20, hubs: ["city"], binding: [1, 2, 3])
    }

    private var spool: Spool
    private var random: SplitMix
    private var grants: [SeriesKey: NumberGrant] = [:]
    /// What is made and not stored.
    private var pending: [NewRow] = []
    private var held: [SeriesKey: SequenceRanges] = [:]
    private var isFirst = true

    init(path: String, seed: UInt64) {
        random = SplitMix(seed: seed)
        spool = Spool.open(Self.settings(path), at: Self.wall)
        SpoolChild.say("open \(spool.epoch) durable \(spool.opening.isDurable)")
        learn(spool.opening.grants)
        do throws(SpoolFault) {
            learn(try spool.reserve(Self.keys))
        } catch {
            SpoolChild.say("fault \(error.code)")
        }
    }

    private mutating func learn(_ more: [NumberGrant]) {
        for grant in more {
            let next = max(grant.next, grants[grant.series]?.next ?? 0)
            grants[grant.series] = NumberGrant(
                series: grant.series, next: next, through: grant.through)
        }
    }

    /// The record with this number says so in its body.
    static func row(_ key: SeriesKey, _ number: UInt64) -> NewRow {
        let time = wall.milliseconds + Int64(number) * 1_000
        return NewRow(
            series: key, sequence: number, from: time, to: time, meta: "1f0c9a2b",
            body: body(key.stream, number))
    }

    static func body(_ stream: Stream, _ number: UInt64) -> [UInt8] {
        let value = Value.decimal(Decimal(mantissa: Int128(number)))
        switch stream {
        case .live:
            let values = [LiveValue(point: 0, value: value)]
            return StoredRecord(.live(LiveContent(values: values, isFull: false))).packed
        case .window:
            let sum = WindowSum(
                point: 0, count: 1, due: 1, figures: .state(last: value, changes: 0))
            return StoredRecord(.window([sum])).packed
        case .event:
            return StoredRecord(
                .event(
                    EventContent(
                        kind: .limit, state: .raised, severity: .warning, value: .value(value)))
            ).packed
        }
    }

    private func say(_ verb: String, _ key: SeriesKey, _ numbers: ClosedRange<UInt64>) {
        SpoolChild.say(
            "\(verb) \(spool.epoch) \(key.device) \(key.stream.name) "
                + "\(numbers.lowerBound) \(numbers.upperBound)")
    }

    private mutating func make(_ key: SeriesKey) {
        guard let grant = grants[key], grant.next <= grant.through else { return }
        let count = min(UInt64(random.below(13)), grant.through - grant.next + 1)
        guard count > 0 else { return }
        let numbers = grant.next...grant.next + count - 1
        say("use", key, numbers)
        grants[key]?.next += count
        pending += numbers.map { Self.row(key, $0) }
    }

    /// A round: records, something delivered, a commit.
    mutating func step() {
        for key in Self.keys { make(key) }
        var batch = SpoolBatch()
        if isFirst {
            batch.metas = (1...3).map {
                NewMeta(
                    device: "aq-\($0)", name: "1f0c9a2b", points: ["pm2_5"],
                    payload: Array("{\"v\":1}".utf8))
            }
        }
        batch.rows = pending
        if random.below(4) == 0 { deliver(&batch) }
        if random.below(16) == 0 { session() }
        do throws(SpoolFault) {
            let commit = try spool.commit(batch, at: Clock.now(), wall: Self.wall)
            isFirst = false
            for row in pending { held[row.series, default: SequenceRanges()].insert(row.sequence) }
            pending = []
            for (key, numbers) in held {
                for range in numbers.ranges { say("held", key, range) }
            }
            held = [:]
            learn(commit.grants)
            if let fault = commit.numbersFault { SpoolChild.say("numbers \(fault.code)") }
        } catch {
            SpoolChild.say("fault \(error.code)")
        }
    }

    /// What is pending reached the hub before it was stored.
    private func deliver(_ batch: inout SpoolBatch) {
        for key in Self.keys {
            let numbers = SequenceRanges(
                pending.filter { $0.series == key }.map { $0.sequence...$0.sequence })
            guard !numbers.isEmpty else { continue }
            for range in numbers.ranges { say("sent", key, range) }
            batch.delivered.append(
                DeliveredNumbers(hub: 0, epoch: spool.epoch, series: key, numbers: numbers))
        }
    }

    private mutating func session() {
        do throws(SpoolFault) {
            SpoolChild.say("session \(spool.epoch) \(try spool.nextSession())")
        } catch {
            SpoolChild.say("fault \(error.code)")
        }
    }

    consuming func close() throws(SpoolFault) { try spool.close() }
}
