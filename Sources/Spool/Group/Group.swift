// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Records that lie in one row of a table: those of one commit, so that a page is not begun anew
/// for each of them, and deflated together.
struct Group {
    /// A record without what its device is called.
    struct Record {
        var place: Int64
        var device: Int64
        var sequence: UInt64
        /// UTC in milliseconds.
        var from: Int64
        var to: Int64
        var meta: Int64
        var body: ArraySlice<UInt8>
    }

    let shelf: Shelf
    /// The row, which is its first record's place or before it.
    let id: Int64
    var records: [Record] = []

    /// Bytes of records that go into one row, and how many: a row is read as a whole.
    static let mostBytes = 8 * 1_024
    static let mostRecords = 256
    /// Bytes of a row whatever it came to, with one record that is larger.
    static let byteLimit = Int(Database.longestValue)
    /// What a row takes beside its body, with its share of half-filled pages.
    static let rowBytes = 64
    /// Below, deflating does not shorten it.
    private static let leastDeflated = 96

    var isFull: Bool { records.count >= Self.mostRecords }

    private enum Form: UInt8 {
        case plain = 0
        case deflated
    }

    init(_ shelf: Shelf, _ id: Int64, _ records: [Record] = []) {
        (self.shelf, self.id, self.records) = (shelf, id, records)
    }

    /// As it lies in the row: the form, the records, the sum.
    func packed(_ books: Books, _ deflater: Deflater) -> [UInt8] {
        let plain = content
        var packed: [UInt8]
        if plain.count >= Self.leastDeflated, let short = deflater.deflated(plain) {
            packed = [Form.deflated.rawValue] + short
        } else {
            packed = [Form.plain.rawValue] + plain
        }
        let sum = sum(of: plain, books)
        for place in 0..<4 { packed.append(UInt8(truncatingIfNeeded: sum >> (8 * place))) }
        return packed
    }

    /// Reads a row; bytes that were not written so, or belonged to another row or device, are a
    /// fault of the whole database: nobody knows whose they were.
    init(
        _ shelf: Shelf, _ id: Int64, packed: [UInt8], _ books: Books
    ) throws(SpoolFault) {
        self.init(shelf, id)
        guard packed.count > 5, let form = Form(rawValue: packed[0]) else { throw .damaged }
        let middle = Array(packed[1..<packed.count - 4])
        let plain: [UInt8]? =
            form == .plain ? middle : Inflation.inflated(middle, atMost: Self.byteLimit)
        let told = packed.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let plain, read(plain), sum(of: plain, books) == told else { throw .damaged }
    }

    /// A sum over what is stored, which row it is, and what it belongs to: SQLite's own sums end
    /// with its log, and a bit that has turned over would be published as a reading.
    private func sum(of plain: [UInt8], _ books: Books) -> UInt32 {
        var identity = Packer(room: 128)
        identity.text(shelf.table)
        identity.signed(id)
        var last: Int64?
        for record in records where record.device != last {
            last = record.device
            let owner = books.devices[record.device]?.owner
            identity.text(owner?.epoch ?? "")
            identity.text(owner?.device ?? "")
        }
        return Inflation.sum(plain, after: Inflation.sum(identity.bytes))
    }

    /// Heads first, each told by what differs from the one before; then bodies, so that like stands
    /// beside like.
    private var content: [UInt8] {
        var packer = Packer(room: records.reduce(16) { $0 + $1.body.count + 12 })
        packer.number(UInt64(records.count))
        var last = Record(
            place: id, device: 0, sequence: 0, from: 0, to: 0, meta: 0, body: [])
        for record in records {
            packer.number(UInt64(bitPattern: record.place &- last.place))
            packer.signed(record.device &- last.device)
            packer.signed(Int64(bitPattern: record.sequence &- last.sequence))
            packer.signed(record.from &- last.from)
            packer.signed(record.to &- record.from)
            packer.signed(record.meta &- last.meta)
            packer.number(UInt64(record.body.count))
            last = record
        }
        for record in records { packer.append(record.body) }
        return packer.bytes
    }

    /// Whether the bytes are what `content` gives.
    private mutating func read(_ plain: [UInt8]) -> Bool {
        var unpacker = Unpacker(plain)
        guard let count = unpacker.count(atMost: Self.mostRecords), count > 0 else { return false }
        records.reserveCapacity(count)
        var sizes: [Int] = []
        var last = Record(
            place: id, device: 0, sequence: 0, from: 0, to: 0, meta: 0, body: [])
        for index in 0..<count {
            guard let step = unpacker.number(), let device = unpacker.signed(),
                let sequence = unpacker.signed(), let from = unpacker.signed(),
                let length = unpacker.signed(), let meta = unpacker.signed(),
                let size = unpacker.count(atMost: plain.count), step > 0 || index == 0,
                step < UInt64(Books.lastPlace)
            else { return false }
            last.place &+= Int64(step)
            last.device &+= device
            last.sequence &+= UInt64(bitPattern: sequence)
            last.from &+= from
            last.to = last.from &+ length
            last.meta &+= meta
            sizes.append(size)
            records.append(last)
        }
        for (index, size) in sizes.enumerated() {
            guard let body = unpacker.part(size) else { return false }
            records[index].body = body
        }
        return unpacker.isAtEnd
    }
}
