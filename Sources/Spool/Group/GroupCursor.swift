// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Groups of some tables one after the other, in the order of their records' places.
struct GroupCursor: ~Copyable {
    private let statement: Statement
    private let after: Int64

    /// Those with records behind `row`, and none that begins behind `last`.
    init(
        _ database: borrowing Database, _ shelves: [Shelf], after row: Int64,
        through last: Int64 = .max
    ) throws(SpoolFault) {
        // The group that `row` itself lies in may go on behind it.
        let parts = shelves.map { shelf in
            "SELECT id, body, \(shelf.rawValue) FROM \(shelf.table) WHERE id<=?2 AND id>=ifnull("
                + "(SELECT id FROM \(shelf.table) WHERE id<=?1 ORDER BY id DESC LIMIT 1), 0)"
        }
        let merged = try database.prepare(
            parts.joined(separator: " UNION ALL ") + " ORDER BY id")
        try merged.bind(.integer(row), .integer(last))
        statement = merged
        after = row
    }

    /// The newest first, of one table.
    init(
        newestOf shelf: Shelf, _ database: borrowing Database, through last: Int64 = .max
    ) throws(SpoolFault) {
        let newest = try database.prepare(
            "SELECT id, body, \(shelf.rawValue) FROM \(shelf.table) WHERE id<=? ORDER BY id DESC")
        try newest.bind(.integer(last))
        statement = newest
        after = .min
    }

    /// Only what lies behind the row is in it; nil at the end.
    mutating func next(_ books: Books) throws(SpoolFault) -> Group? {
        while try statement.step() {
            guard let shelf = Shelf(rawValue: Int(statement.integer(2))) else { throw .damaged }
            var group = try Group(
                shelf, statement.integer(0), packed: statement.blob(1), books)
            if after > .min { group.records.removeAll { $0.place <= after } }
            if !group.records.isEmpty { return group }
        }
        return nil
    }
}

extension Group.Record {
    func line(_ shelf: Shelf) -> Books.Line { Books.Line(device: device, stream: shelf.stream) }
}
