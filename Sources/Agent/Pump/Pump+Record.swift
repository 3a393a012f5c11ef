// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

/// What records of all streams have in common.
extension Pump {
    /// A record is complete: it gets its number and goes two ways at once, to the spool and, when
    /// there is a session with room, to the hub. Neither waits for the other. Times are UTC in
    /// milliseconds; `readings`: those in it, which are told if no number can be had for it.
    mutating func seal(
        _ record: StoredRecord, _ number: Int, from: Int64, to: Int64, readings: Int,
        hasCounters: Bool = false
    ) {
        let line = line(number, record.stream)
        guard store.lines[line].hasNumber else {
            return store.lose(
                readings: readings, of: line, from, to, because: .notStored)
        }
        let sequence = store.takeNumber(line)
        produced.count(record.stream)
        storeMeta(number)
        let row = NewRow(
            series: store.lines[line].key, sequence: sequence, from: from, to: to,
            meta: devices[number].meta.id, body: record.packed, hasCounters: hasCounters)
        let isStored = store.add(row, isUrgent: record.stream == .event)
        let goes = lets(record.stream)
        if session != nil, goes, delivery.hasRoom(for: rooms[Int(record.stream.rawValue)]) {
            write(record, number, sequence, from, to)
            rooms[Int(record.stream.rawValue)] = writer.bytes.count
            let message = Message(
                topic: devices[number].topics.of(record.stream), payload: writer.bytes)
            delivery.add(
                record: message, Delivery.RecordKey(line: line, sequence: sequence),
                isUnsynced: record.clock.isUnsynced)
        } else if isStored, goes {
            history.spill(in: store.ordinal)
        }
        if !isStored { store.lose(sequence, of: line, from, to) }
    }

    /// How far a time can be trusted. One that cannot is kept as it was on this kernel's clock.
    func clock(of instant: Instant, _ moment: Moment) -> RecordClock {
        moment.isTrusted ? .synced : .unsynced(taken: Field.Uptime(boot: boot, at: instant))
    }

    /// The spool knows what a device is before it gets a record that names it.
    mutating func storeMeta(_ number: Int) {
        guard !devices[number].isMetaStored else { return }
        devices[number].isMetaStored = true
        let meta = devices[number].meta
        store.add(
            NewMeta(
                device: store.lines[line(number, .live)].key.device, name: meta.id,
                points: meta.names, payload: meta.payload))
    }

    /// As the hub gets it when it is new, into `writer`. A buffer of a window's size under each
    /// live record would be memory for nothing: there is room for what the last one took.
    private mutating func write(
        _ record: StoredRecord, _ number: Int, _ sequence: UInt64, _ from: Int64, _ to: Int64
    ) {
        writer.reset(room: rooms[Int(record.stream.rawValue)])
        writer.beginObject()
        writer.key(Keys.v)
        writer.integer(1)
        writer.key(Keys.epoch)
        writer.string(store.epoch)
        writer.key(Keys.seq)
        writer.integer(sequence)
        writer.key(Keys.meta)
        writer.string(devices[number].meta.id)
        let first = devices[number].points.lowerBound
        let key = { [points, rules] in rules[Int(points[first + $0].rule)].key }
        switch record.content {
        case .live(let live):
            writer.key(Keys.ts)
            writer.integer(from)
            writer.live(live, key: key)
        case .window(let sums):
            writer.key(Keys.from)
            writer.integer(from)
            writer.key(Keys.to)
            writer.integer(to)
            writer.window(sums, key: key)
        case .event(let event):
            writer.key(Keys.ts)
            writer.integer(from)
            writer.event(event) { [points, rules] in rules[Int(points[first + $0].rule)].name }
        }
        writer.clock(record.clock)
        writer.endObject()
    }
}

/// Keys that every record has, escaped once.
private enum Keys {
    static let v = JSONWriter.encoded(key: "v")
    static let epoch = JSONWriter.encoded(key: "epoch")
    static let seq = JSONWriter.encoded(key: "seq")
    static let meta = JSONWriter.encoded(key: "meta")
    static let from = JSONWriter.encoded(key: "from")
    static let to = JSONWriter.encoded(key: "to")
    static let ts = JSONWriter.encoded(key: "ts")
}
