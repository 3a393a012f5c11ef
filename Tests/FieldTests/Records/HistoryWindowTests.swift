// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct HistoryWindowTests {
    private static func row(_ number: UInt64, late: UInt32) -> HistoryRow {
        let sum = WindowSum(
            point: 0, count: 3, due: 4, late: late,
            figures: .state(last: .decimal(.one), changes: 2))
        return HistoryRow(
            sequence: number, from: 1_795_215_180_000, to: 1_795_215_240_000,
            record: StoredRecord(.window([sum]), clock: .synced))
    }

    /// What the record says of the first point in the row of a number, without nulls.
    private static func told(_ rows: [HistoryRow], _ number: Int64) throws -> [String: Int64] {
        var writer = JSONWriter()
        writer.history(
            HistoryRecord(epoch: "e", stream: .window, meta: "m", names: ["t"], rows: rows))
        let record = try JSON(parsing: writer.bytes)
        let stats = try #require(record["stats"]?.array).compactMap(\.string)
        let row = try #require(
            record["rows"]?.array?.compactMap(\.array).first { $0.first?.integer == number })
        let cells = try #require(row[3].array?.first?.array)
        var told: [String: Int64] = [:]
        for (name, cell) in zip(stats, cells) where cell != .null { told[name] = cell.integer }
        return told
    }

    @Test func `a window says the same whatever stands beside it`() throws {
        let (punctual, late) = (Self.row(1, late: 0), Self.row(2, late: 5))
        let alone = try Self.told([punctual], 1)
        #expect(alone == ["n": 3, "due": 4, "last": 1, "changes": 2])
        #expect(try Self.told([punctual, late], 1) == alone)
        #expect(try Self.told([punctual, late], 2)["late"] == 5)
    }
}
