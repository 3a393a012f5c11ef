// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Books {
    /// Rows of devices that are read: more are not ours.
    static let mostDevices = 65_536
    /// Rows that are looked at for the last number of each series, a table.
    static let mostTailRows = 65_536
    /// No row of ours has a higher place.
    static let lastPlace: Int64 = 1 << 53

    /// Reads what is known from the tables.
    mutating func load(
        _ database: borrowing Database, _ settings: SpoolSettings
    ) throws(SpoolFault) {
        let epoch = try database.prepare("SELECT id, name FROM epoch")
        var names: [Int64: String] = [:]
        while try epoch.step() { names[epoch.integer(0)] = epoch.text(1) ?? "" }
        epochs = Dictionary(names.map { ($1, $0) }, uniquingKeysWith: max)
        try loadDevices(database, names)
        let meta = try database.prepare("SELECT id, device, name FROM meta ORDER BY id")
        while try meta.step() {
            let name = MetaName(device: meta.integer(1), name: meta.text(2) ?? "")
            metas[name] = meta.integer(0)
            newestMetas[meta.integer(1)] = meta.integer(0)
        }
        for shelf in Shelf.allCases {
            let last = try database.number("SELECT max(id) FROM \(shelf.table)") ?? 0
            guard last < Self.lastPlace else { throw .damaged }
            lastRow = max(lastRow, last)
        }
        try loadHubs(database, settings.hubs)
        let gap = try database.prepare("SELECT id, hubs, body FROM gap ORDER BY id")
        while try gap.step() {
            guard let record = GapRecord(packed: gap.blob(2)) else { throw .damaged }
            gaps.append(
                Gap(
                    row: gap.integer(0), hubs: gap.integer(1), record: record,
                    isHandedOut: true))
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
            let known = device.text(3).map {
                KnownDevice(name: name, prefix: $0, retained: Spool.lines(device.text(4)))
            }
            devices[device.integer(0)] = Entry(owner: owner, known: known)
            owners[owner] = device.integer(0)
        }
    }

    /// What hubs have; of a hub that has another name now nothing is known.
    private mutating func loadHubs(
        _ database: borrowing Database, _ hubs: [String]
    ) throws(SpoolFault) {
        for (hub, name) in hubs.enumerated() {
            let stored = try database.prepare("SELECT name FROM hub WHERE id=?")
            try stored.bind(.integer(Int64(hub)))
            if try stored.step(), stored.text(0) == name { continue }
            try database.run(
                "DELETE FROM delivery WHERE hub=\(hub); DELETE FROM floor WHERE hub=\(hub)")
            try database.prepare("INSERT OR REPLACE INTO hub VALUES(?,?)").run(
                .integer(Int64(hub)), .text(name))
        }
        let delivery = try database.prepare("SELECT hub, device, stream, ranges FROM delivery")
        while try delivery.step() {
            guard let stream = Stream(rawValue: UInt8(clamping: delivery.integer(2))),
                let ranges = SequenceRanges(packed: delivery.blob(3))
            else { throw .damaged }
            let hub = Int(delivery.integer(0))
            guard settled.indices.contains(hub) else { continue }
            settled[hub][Line(device: delivery.integer(1), stream: stream)] = ranges
        }
        let floor = try database.prepare("SELECT hub, stream, row FROM floor")
        while try floor.step() {
            let (hub, stream) = (Int(floor.integer(0)), Int(floor.integer(1)))
            guard floors.indices.contains(hub), floors[hub].indices.contains(stream) else {
                continue
            }
            floors[hub][stream] = floor.integer(2)
        }
    }

    /// The last stored number of each series of the running epoch: from the tables' ends, and
    /// where that is too far back, from the index by number.
    func lastNumbers(_ database: borrowing Database) throws(SpoolFault) -> [SeriesKey: UInt64] {
        var last: [SeriesKey: UInt64] = [:]
        func note(_ device: Int64, _ stream: Stream, _ number: Int64) {
            guard let owner = devices[device]?.owner, owner.epoch == epoch else { return }
            let key = SeriesKey(device: owner.device, stream: stream)
            last[key] = max(last[key] ?? 0, UInt64(clamping: number))
        }
        let block = try database.prepare(
            "SELECT shelf, device, max(first) FROM block GROUP BY 1, 2")
        while try block.step() {
            guard let shelf = Shelf(rawValue: Int(block.integer(0))) else { throw .damaged }
            note(block.integer(1), shelf.stream, block.integer(2))
        }
        for shelf in Shelf.allCases {
            let rows = try database.prepare(
                "SELECT device, seq FROM \(shelf.table) ORDER BY id DESC LIMIT \(Self.mostTailRows)"
            )
            while try rows.step() { note(rows.integer(0), shelf.stream, rows.integer(1)) }
        }
        return last
    }
}
