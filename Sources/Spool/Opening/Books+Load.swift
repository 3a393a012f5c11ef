// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Books {
    /// Rows of devices that are read: more are not ours.
    static let mostDevices = 65_536
    /// Rows that are looked at for the last number of each series, a table.
    static let mostTailRows = 65_536
    /// As many after a clean stop, when the epoch file knows the numbers.
    static let fewTailRows = 4_096
    /// No row of ours has a higher place.
    static let lastPlace: Int64 = 1 << 53

    /// Reads what is known from the tables.
    mutating func load(
        _ database: borrowing Database, hubs names: [String]
    ) throws(SpoolFault) {
        let epoch = try database.prepare("SELECT id, name FROM epoch")
        var found: [Int64: String] = [:]
        while try epoch.step() { found[epoch.integer(0)] = epoch.text(1) ?? "" }
        epochs = Dictionary(found.map { ($1, $0) }, uniquingKeysWith: max)
        try loadDevices(database, found)
        try loadMetas(database)
        try loadHubs(database, names)
        try loadGaps(database, names)
        if let packed = try database.setting("unsynced") {
            guard let places = SequenceRanges(packed: packed) else { throw .damaged }
            unsynced = places
        }
        generation = try database.count("generation")
        // A place is not used again: what is remembered of it would be taken for true.
        for place in ["SELECT max(row) FROM block", "SELECT max(row)-1 FROM meta"] {
            lastRow = max(lastRow, try database.number(place) ?? 0)
        }
        for shelf in Shelf.allCases {
            var newest = try GroupCursor(newestOf: shelf, database)
            let last = try newest.next(self)?.records.last?.place ?? 0
            lastRow = max(lastRow, last)
        }
        guard lastRow < Self.lastPlace else { throw .damaged }
    }

    private mutating func loadMetas(_ database: borrowing Database) throws(SpoolFault) {
        let meta = try database.prepare(
            "SELECT id, device, name, points IS NULL FROM meta ORDER BY id")
        while try meta.step() {
            let name = MetaName(device: meta.integer(1), name: meta.text(2) ?? "")
            metas[name] = meta.integer(0)
            if meta.integer(3) != 0 {
                unknownMetas.insert(name)
            } else {
                unknownMetas.remove(name)
                newestMetas[meta.integer(1)] = meta.integer(0)
            }
        }
    }

    private mutating func loadDevices(
        _ database: borrowing Database, _ names: [Int64: String]
    ) throws(SpoolFault) {
        let device = try database.prepare(
            "SELECT id, epoch, name, prefix, retained FROM device")
        while try device.step() {
            guard devices.count < Self.mostDevices, let name = device.text(2) else {
                throw .damaged
            }
            let owner = Owner(epoch: names[device.integer(1)] ?? "", device: name)
            let prefix = device.text(3)
            if let prefix {
                known.append(
                    KnownDevice(name: name, prefix: prefix, retained: Spool.lines(device.text(4))))
            }
            devices[device.integer(0)] = Entry(owner: owner, isKnown: prefix != nil)
            owners[owner] = device.integer(0)
        }
    }

    /// What hubs have. Of a hub that has another name now nothing is known.
    private mutating func loadHubs(
        _ database: borrowing Database, _ names: [String]
    ) throws(SpoolFault) {
        let stored = try database.prepare("SELECT id, name FROM hub")
        while try stored.step() {
            let hub = Int(stored.integer(0))
            if names.indices.contains(hub) { hubs[hub] = stored.text(1) }
        }
        let delivery = try database.prepare("SELECT hub, device, stream, ranges FROM delivery")
        while try delivery.step() {
            let hub = Int(delivery.integer(0))
            guard names.indices.contains(hub), hubs[hub] == names[hub] else { continue }
            guard let stream = Stream(rawValue: UInt8(clamping: delivery.integer(2))) else {
                throw .damaged
            }
            let line = Line(device: delivery.integer(1), stream: stream)
            guard let packed = delivery.blob(3).unsealed(Seal(line, hub: hub)),
                let ranges = SequenceRanges(packed: packed)
            else { throw .damaged }
            settled[hub][line] = ranges
        }
        guard let packed = try database.setting("floors") else { return }
        var unpacker = Unpacker(packed)
        for hub in names.indices {
            for stream in Stream.allCases {
                guard let floor = unpacker.number() else { return }
                // Places below are not used again, whoever they were of.
                lastRow = max(lastRow, Int64(clamping: floor))
                if hubs[hub] == names[hub] {
                    floors[hub][Int(stream.rawValue)] = Int64(clamping: floor)
                }
            }
        }
    }

    private mutating func loadGaps(
        _ database: borrowing Database, _ names: [String]
    ) throws(SpoolFault) {
        // A hub of another name has been told nothing.
        let known = names.indices.reduce(Int64(0)) {
            hubs[$1] == names[$1] ? $0 | 1 << Int64($1) : $0
        }
        let gap = try database.prepare("SELECT id, hubs, body FROM gap ORDER BY id")
        while try gap.step() {
            guard let packed = gap.blob(2).unsealed(Seal("gap")),
                let record = GapRecord(packed: packed)
            else { throw .damaged }
            gaps.append(
                Gap(
                    row: gap.integer(0), hubs: gap.integer(1) & known, record: record,
                    isHandedOut: true))
        }
    }

    /// The last number of a line in the tables.
    struct LastNumber: Hashable, Sendable {
        var number: UInt64
        /// Whether none of the block's numbers behind it can be stored.
        var isExact: Bool
        /// UTC in milliseconds of that record, if it is known.
        var at: Int64?
    }

    /// The last stored number of each line: from the ends of the tables, and where those are too
    /// short, from the index by number.
    func lastNumbers(
        _ database: borrowing Database, rows: Int
    ) throws(SpoolFault) -> [Line: LastNumber] {
        var last: [Line: LastNumber] = [:]
        for shelf in Shelf.allCases {
            for (device, found) in try lastNumbers(database, shelf, rows) {
                let line = Line(device: device, stream: shelf.stream)
                guard let known = last[line] else {
                    last[line] = found
                    continue
                }
                var later = found.number > known.number ? found : known
                later.isExact = max(known.end, found.end) <= later.number
                last[line] = later
            }
        }
        return last
    }

    private func lastNumbers(
        _ database: borrowing Database, _ shelf: Shelf, _ rows: Int
    ) throws(SpoolFault) -> [Int64: LastNumber] {
        var last: [Int64: LastNumber] = [:]
        let block = try database.prepare(
            "SELECT device, max(first) FROM block WHERE shelf=\(shelf.rawValue) GROUP BY 1")
        while try block.step() {
            guard devices[block.integer(0)] != nil else { continue }
            last[block.integer(0)] = LastNumber(
                number: UInt64(clamping: block.integer(1)), isExact: false)
        }
        var tail = try GroupCursor(newestOf: shelf, database)
        var count = 0
        while count < rows, let group = try tail.next(self) {
            count += group.records.count
            for record in group.records where devices[record.device] != nil {
                last[record.device] = (last[record.device] ?? .nothing).behind(record)
            }
        }
        if count < rows { for device in last.keys { last[device]?.isExact = true } }
        return last
    }
}

extension Books.LastNumber {
    static var nothing: Self { Self(number: 0, isExact: true) }

    fileprivate func behind(_ record: Group.Record) -> Self {
        guard record.sequence >= number else {
            return Self(number: number, isExact: true, at: at)
        }
        let time = StoredRecord.isUnsynced(record.body) ? nil : record.to
        return Self(number: record.sequence, isExact: true, at: time)
    }

    /// The last number that may be stored.
    var end: UInt64 { isExact ? number : number + Spool.blockNumbers }
}
