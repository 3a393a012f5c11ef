// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub
internal import Spool

extension Pump {
    /// Asks for what the hub should have next of what the spool holds.
    mutating func advanceHistory(at now: Instant) {
        guard let session else { return }
        followShare(at: now)
        openHistory(at: now)
        if !history.isPaused(at: now) { delivery.holdsAnswers = false }
        if history.wantsPage(isEmpty: !delivery.hasHistory, at: now) {
            history.asked()
            let stream: Stream? = history.isForEvents ? .event : nil
            store.ask(.page(after: history.cursor, session: session, of: stream))
        }
        advanceReplay(at: now)
    }

    /// Records that the hub does not have, with the metas that they name: those that are not under
    /// way already are made ready to be sent.
    mutating func take(page: SpoolPage, _ metas: [Int64: StoredMeta], at moment: Moment) {
        history.turned(to: page.last, isAtEnd: page.isAtEnd)
        var underWay: Set<Delivery.RecordKey> = []
        delivery.records { underWay.insert($0) }
        var rows = page.rows.filter { !isSeenTo($0, underWay) }
        if history.isForEvents, rows.contains(where: { $0.series.stream != .event }) {
            rows.removeAll { $0.series.stream != .event }
            history.revisit()
        }
        let count = rows.count
        // They are told with the time that they get now.
        if restamping.isActive { rows.removeAll { StoredRecord.isUnsynced($0.body) } }
        let hasPassed = rows.count < count
        if hasPassed { restamping.passOver() }
        let groups = groups(rows, metas) { _, _ in }
        tell(groups, isReplay: false, at: moment.now)
        history.found(hasPassed || !groups.isEmpty, at: moment.now)
        openHistory(at: moment.now)
    }

    /// Rows as they are told together; what cannot be told goes to `orElse` as well.
    mutating func groups(
        _ rows: [SpooledRow], _ metas: [Int64: StoredMeta],
        orElse skip: (inout Pump, SpooledRow) -> Void
    ) -> [HistoryGroups.Group] {
        var groups = HistoryGroups()
        for row in rows {
            // Its meta may still come.
            if metas[row.meta]?.isKnown == false {
                skip(&self, row)
                continue
            }
            let meta = metas[row.meta].map { whole($0, of: row.series.device) }
            guard let meta,
                let record = StoredRecord(packed: row.body), record.stream == row.series.stream,
                let topics = topics(of: row.series.device)
            else {
                skip(&self, row)
                giveUp(row)
                continue
            }
            // One that has no true time by now will have none.
            let isProvisional = record.clock.isUnsynced && clock?.isTrusted != true
            groups.add(row, record, meta, topics, isProvisional: isProvisional)
        }
        return groups.all
    }

    private func isSeenTo(_ row: SpooledRow, _ underWay: Set<Delivery.RecordKey>) -> Bool {
        guard lets(row.series.stream) else { return true }
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
    mutating func tell(
        _ groups: [HistoryGroups.Group], isReplay: Bool, at now: Instant
    ) {
        // zlib's memory is there only while history is made ready.
        let isDeflated = packing == .deflate && !groups.isEmpty
        let manner = Manner(isReplay: isReplay, deflater: isDeflated ? Deflater() : nil)
        for group in groups { tell(group, manner, at: now) }
    }

    /// How records of history are told.
    private struct Manner {
        let isReplay: Bool
        let deflater: Deflater?
    }

    private mutating func tell(
        _ group: HistoryGroups.Group, _ manner: Manner, at now: Instant
    ) {
        tellMeta(of: group)
        var start = 0
        while start < group.rows.count {
            var (end, bytes) = (start, 0)
            repeat {
                bytes += group.rows[end].bytes
                end += 1
            } while end < group.rows.count && bytes + group.rows[end].bytes <= History.recordBytes
            let part = tell(group, start..<end, manner)
            if manner.isReplay { desk.spend(rows: end - start, bytes: part, at: now) }
            start = end
        }
    }

    /// The payloads' bytes.
    private mutating func tell(
        _ group: HistoryGroups.Group, _ range: Range<Int>, _ manner: Manner
    ) -> Int {
        let rows = group.rows[range]
        var writer = JSONWriter()
        writer.history(
            HistoryRecord(
                epoch: group.epoch, stream: group.series.stream, meta: group.meta.name,
                names: names(of: group), rows: rows.map(\.row)))
        guard writer.bytes.count <= Self.largestRecord || range.count == 1 else {
            let middle = range.lowerBound + range.count / 2
            return tell(group, range.lowerBound..<middle, manner)
                + tell(group, middle..<range.upperBound, manner)
        }
        let numbers = SequenceRanges(rows.map { $0.row.sequence...$0.row.sequence })
        let message = Self.message(group.topics.hist, writer.bytes, manner.deflater)
        delivery.add(
            history: message,
            DeliveredNumbers(
                hub: 0, epoch: group.epoch, series: group.series, numbers: numbers),
            isReplay: manner.isReplay, isUnsynced: group.isProvisional)
        if manner.isReplay { desk.replay?.sent() }
        return message.payload.count
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

    /// Bytes of payloads with history in a second at most.
    package static let historyBytesPerSecond = History.bytesPerSecond

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
        /// Once the clock is trusted it is sent again with its times.
        var isProvisional: Bool
        var rows: [Row] = []
    }

    private struct Key: Hashable {
        var epoch: String
        var series: SeriesKey
        var meta: Int64
        var isProvisional: Bool
    }

    private(set) var all: [Group] = []
    private var places: [Key: Int] = [:]

    mutating func add(
        _ row: SpooledRow, _ record: StoredRecord, _ meta: StoredMeta, _ topics: DeviceTopics,
        isProvisional: Bool
    ) {
        let key = Key(
            epoch: row.epoch, series: row.series, meta: row.meta, isProvisional: isProvisional)
        let place = places[key] ?? all.count
        if place == all.count {
            places[key] = place
            all.append(
                Group(
                    epoch: row.epoch, series: row.series, meta: meta, topics: topics,
                    isProvisional: isProvisional))
        }
        let told = HistoryRow(
            sequence: row.sequence, from: row.from, to: row.to, record: record)
        let bytes = StoredRecord.payloadBytes(ofPacked: row.body.count)
        all[place].rows.append(Row(row: told, bytes: bytes))
    }
}
