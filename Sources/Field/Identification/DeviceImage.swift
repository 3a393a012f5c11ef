// SPDX-License-Identifier: Apache-2.0

/// All that a device has answered so far.
struct DeviceImage: Sendable {
    /// What is known of some elements of a table.
    enum Found: Equatable {
        case words([UInt16])
        case refused
        case silent
        case unknown
    }

    private struct Place: Hashable {
        var table: Table
        var address: Int
    }

    private var words: [Place: UInt16] = [:]
    private var refusals: [Table: [Range<Int>]] = [:]
    private var silences: [Table: [Range<Int>]] = [:]
    /// Tables whose function it does not have.
    private var lacking: Set<Table> = []
    /// Functions 17 and 43 that it has refused.
    private(set) var undescribed: Set<UInt8> = []
    private(set) var objects: [UInt8: String] = [:]
    private(set) var serverID: String?

    /// Whether it has answered anything, refusals included.
    private(set) var isThere = false

    subscript(table: Table, range: Range<Int>) -> Found {
        if lacking.contains(table) { return .refused }
        let known = range.compactMap { words[Place(table: table, address: $0)] }
        if known.count == range.count { return .words(known) }
        if refusals[table]?.contains(where: range.holds) ?? false { return .refused }
        return silences[table]?.contains(where: range.holds) ?? false ? .silent : .unknown
    }

    /// Whether the answer can be said without asking.
    func knows(_ question: Question) -> Bool {
        switch question {
        case .read(let table, let address, let count):
            self[table, Int(address)..<Int(address) + count] != .unknown
        case .describe(.object(let number)): objects[number] != nil
        case .describe(.serverID): serverID != nil || undescribed.contains(17)
        case .describe(.objects(let first)):
            first == 0 && (!objects.isEmpty || undescribed.contains(43))
        }
    }

    mutating func take(_ reply: Reply, to question: Question) {
        if reply != .silence { isThere = true }
        switch (question, reply) {
        case (.read(let table, let address, let count), _):
            take(reply, table, Int(address)..<Int(address) + count)
        case (.describe(.serverID), .data(let data)): serverID = DeviceObjects.text(data)
        case (.describe, .data(let data)):
            for (number, text) in DeviceObjects(parsing: data)?.texts ?? [] {
                objects[number] = text
            }
        case (.describe(let description), .exception): undescribed.insert(description.function)
        // It may be lost.
        case (.describe, .silence): break
        }
    }

    private mutating func take(_ reply: Reply, _ table: Table, _ range: Range<Int>) {
        switch reply {
        case .data(let data): keep(data, table, range)
        case .exception(1) where !words.keys.contains(where: { $0.table == table }):
            lacking.insert(table)
        case .exception(1...3): refusals[table, default: []].append(range)
        case .exception, .silence: silences[table, default: []].append(range)
        }
    }

    private mutating func keep(_ data: [UInt8], _ table: Table, _ range: Range<Int>) {
        guard data.count == table.bytes(of: range.count, false) else {
            silences[table, default: []].append(range)
            return
        }
        for (place, address) in range.enumerated() {
            words[Place(table: table, address: address)] =
                table.isBits
                ? UInt16(data[place / 8] >> UInt8(place % 8) & 1)
                : UInt16(data[place * 2]) << 8 | UInt16(data[place * 2 + 1])
        }
    }
}

extension Range<Int> {
    /// Whether all of another lies in it.
    fileprivate func holds(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
