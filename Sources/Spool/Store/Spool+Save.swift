// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What hubs have, on disk.
extension Spool {
    /// Writes what hubs have.
    static func save(_ books: inout Books, _ database: borrowing Database) throws(SpoolFault) {
        let statement = try database.prepare("INSERT OR REPLACE INTO delivery VALUES(?,?,?,?)")
        for line in books.unsaved {
            for hub in books.settled.indices {
                guard var ranges = books.settled[hub][line] else { continue }
                ranges.forget(beyond: Books.mostSavedRanges)
                try statement.run(
                    .integer(Int64(hub)), .integer(line.device),
                    .integer(Int64(line.stream.rawValue)),
                    .blob(ranges.packed.sealed(Seal(line, hub: hub))))
            }
        }
        books.unsaved = []
        guard !books.areFloorsSaved else { return }
        var packer = Packer()
        for row in books.floors.joined() { packer.number(UInt64(clamping: row)) }
        try database.set("floors", packer.bytes)
        books.areFloorsSaved = true
    }

    /// Records that were sent when they were new are never asked for: the places up to which all
    /// is settled move on also without that.
    func raiseFloors(_ books: inout Books) throws(SpoolFault) {
        for hub in books.floors.indices {
            for stream in Stream.allCases { try raiseFloor(hub, stream, &books) }
        }
    }

    private func raiseFloor(
        _ hub: Int, _ stream: Stream, _ books: inout Books
    ) throws(SpoolFault) {
        let old = books.floors[hub][Int(stream.rawValue)]
        var groups = try GroupCursor(database, Shelf.of(stream), after: old)
        var (floor, looked, isSettled) = (old, 0, true)
        while isSettled, looked < Self.mostRowsLookedAt, let group = try groups.next(books) {
            for record in group.records {
                looked += 1
                isSettled = books.isSettled(record.sequence, record.line(group.shelf), hub: hub)
                guard isSettled else { break }
                floor = record.place
            }
        }
        guard floor > old else { return }
        books.floors[hub][Int(stream.rawValue)] = floor
        books.areFloorsSaved = false
    }
}

extension Seal {
    /// For what a hub has of a line.
    init(_ line: Books.Line, hub: Int) {
        self.init("delivery")
        for number in [Int64(hub), line.device, Int64(line.stream.rawValue)] { add(number) }
    }
}

extension Books {
    mutating func deliver(_ delivered: DeliveredNumbers) {
        let owner = Owner(epoch: delivered.epoch, device: delivered.series.device)
        guard let device = owners[owner], settled.indices.contains(delivered.hub) else { return }
        let line = Line(device: device, stream: delivered.series.stream)
        settle(delivered.numbers, line, hub: delivered.hub)
        // Something that was passed over may be delivered now.
        cursors = cursors.map { _ in 0 }
        custodyCursors = cursors
    }

    /// What the owner declares is not waited for. Ranges that were made coarser may hold numbers
    /// that are stored: those stay.
    mutating func settle(_ gap: GapRecord) {
        guard gap.readings == nil, gap.count == gap.ranges.count,
            let device = owners[Owner(epoch: gap.epoch, device: gap.device)]
        else { return }
        settle(gap.ranges, Line(device: device, stream: gap.stream))
    }

    mutating func lowerFloors(to row: Int64, _ stream: Stream) {
        for hub in floors.indices where floors[hub][Int(stream.rawValue)] > row {
            floors[hub][Int(stream.rawValue)] = row
            areFloorsSaved = false
        }
    }

    /// Places of records without a true time: coarser than they lie if need be.
    mutating func noteUnsynced(_ place: UInt64) {
        unsynced.insert(place)
        unsynced.coarsen(to: Self.mostRanges)
    }
}
