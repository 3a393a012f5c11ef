// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub
internal import Spool

extension Pump {
    /// Asks for what the hub should have next of what the spool holds.
    mutating func advanceHistory(at now: Instant) {
        guard let session else { return }
        delivery.historyWindow = history.room(at: now)
        if history.wantsPage(isEmpty: !delivery.hasHistory, at: now) {
            history.asked()
            store.ask(.page(after: history.cursor, session: session))
        }
    }

    /// Records that the hub does not have, with the metas that they name: those that are not under
    /// way already are made ready to be sent.
    mutating func take(page: SpoolPage, _ metas: [Int64: StoredMeta], at moment: Moment) {
        history.turned(to: page.last, isAtEnd: page.isAtEnd)
        var underWay: Set<Delivery.RecordKey> = []
        delivery.records { underWay.insert($0) }
        var groups = HistoryGroups()
        for row in page.rows where !isSeenTo(row, underWay) {
            // Its meta may still come.
            if metas[row.meta]?.isKnown == false { continue }
            guard let meta = metas[row.meta], let record = StoredRecord(packed: row.body),
                record.stream == row.series.stream, let topics = topics(of: row.series.device)
            else {
                giveUp(row)
                continue
            }
            groups.add(row, record, meta, topics)
        }
        // Its memory is there only while history is made ready.
        let deflater = packing == .deflate ? Deflater() : nil
        for group in groups.all { tell(group, deflater) }
        history.found(!groups.all.isEmpty, at: moment.now)
        delivery.historyWindow = history.room(at: moment.now)
    }

    private func isSeenTo(_ row: SpooledRow, _ underWay: Set<Delivery.RecordKey>) -> Bool {
        guard row.epoch == store.epoch, let line = line(of: row.series) else { return false }
        return store.isAcknowledged(row.sequence, of: line) || history.isRefused(line)
            || underWay.contains(Delivery.RecordKey(line: line, sequence: row.sequence))
    }

    /// A row that cannot be read back is declared, and not met again.
    private mutating func giveUp(_ row: SpooledRow) {
        let numbers = SequenceRanges([row.sequence...row.sequence])
        store.declare(
            row.epoch, row.series, numbers, row.from, row.to, because: .spoolDamaged)
        store.acknowledged(
            DeliveredNumbers(hub: 0, epoch: row.epoch, series: row.series, numbers: numbers))
    }

    /// Rows of one stream as as many records as it takes.
    private mutating func tell(_ group: HistoryGroups.Group, _ deflater: Deflater?) {
        tellMeta(of: group)
        var start = 0
        while start < group.rows.count {
            var (end, bytes) = (start, 0)
            repeat {
                bytes += group.rows[end].bytes
                end += 1
            } while end < group.rows.count && bytes + group.rows[end].bytes <= History.recordBytes
            tell(group, start..<end, deflater)
            start = end
        }
    }

    private mutating func tell(
        _ group: HistoryGroups.Group, _ range: Range<Int>, _ deflater: Deflater?
    ) {
        let rows = group.rows[range]
        var writer = JSONWriter()
        writer.history(
            HistoryRecord(
                epoch: group.epoch, stream: group.series.stream, meta: group.meta.name,
                names: names(of: group), rows: rows.map(\.row)))
        guard writer.bytes.count <= Self.largestRecord || range.count == 1 else {
            let middle = range.lowerBound + range.count / 2
            tell(group, range.lowerBound..<middle, deflater)
            return tell(group, middle..<range.upperBound, deflater)
        }
        let numbers = SequenceRanges(rows.map { $0.row.sequence...$0.row.sequence })
        delivery.add(
            history: Self.message(group.topics.hist, writer.bytes, deflater),
            DeliveredNumbers(
                hub: 0, epoch: group.epoch, series: group.series, numbers: numbers))
    }

    /// Deflated where that is asked for and makes it shorter.
    private static func message(
        _ topic: Topic, _ payload: [UInt8], _ deflater: Deflater?
    ) -> Message {
        // Whoever inflates a record expects no larger one.
        guard payload.count <= largestRecord, let deflated = deflater?.deflated(payload) else {
            return Message(topic: topic, payload: payload)
        }
        return Message(topic: topic, payload: deflated, properties: [.deflated])
    }

    /// Bytes of a record's payload at most.
    package static let largestRecord = 64 * 1_024

    /// A device's present meta comes without its content, which is known.
    private func names(of group: HistoryGroups.Group) -> [String] {
        guard group.meta.points.isEmpty, let number = numbers[group.series.device] else {
            return group.meta.points
        }
        return devices[number].meta.names
    }

    /// What records were made under that the device is not any more: told once in a session, and
    /// not retained, because the topic holds what it is. That follows at once: who looks at what
    /// came last on the topic sees what the device is.
    private mutating func tellMeta(of group: HistoryGroups.Group) {
        if toldMetas.count >= Self.mostToldMetas { toldMetas = [] }
        guard !group.meta.payload.isEmpty,
            toldMetas.insert("\(group.series.device)/\(group.meta.name)").inserted
        else { return }
        delivery.add(
            beforeHistory: Message(topic: group.topics.meta, payload: group.meta.payload))
        if let number = numbers[group.series.device] {
            delivery.add(beforeHistory: metaMessage(number))
        }
    }

    /// Former metas that one session is told of.
    static let mostToldMetas = 4_096
}

/// Rows by what one record of the channel `hist` has in common, in the order of their first.
struct HistoryGroups {
    struct Row {
        var row: HistoryRow
        /// Of the row in a record, about.
        var bytes: Int
    }

    struct Group {
        var epoch: String
        var series: SeriesKey
        var meta: StoredMeta
        var topics: DeviceTopics
        var rows: [Row] = []
    }

    private struct Key: Hashable {
        var epoch: String
        var series: SeriesKey
        var meta: Int64
    }

    private(set) var all: [Group] = []
    private var places: [Key: Int] = [:]

    mutating func add(
        _ row: SpooledRow, _ record: StoredRecord, _ meta: StoredMeta, _ topics: DeviceTopics
    ) {
        let key = Key(epoch: row.epoch, series: row.series, meta: row.meta)
        let place = places[key] ?? all.count
        if place == all.count {
            places[key] = place
            all.append(
                Group(epoch: row.epoch, series: row.series, meta: meta, topics: topics))
        }
        let told = HistoryRow(
            sequence: row.sequence, from: row.from, to: row.to, record: record)
        all[place].rows.append(Row(row: told, bytes: row.body.count * 4 + 32))
    }
}
