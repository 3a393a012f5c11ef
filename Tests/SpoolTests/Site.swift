// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool

/// A directory with a spool in it.
struct Site {
    let directory: Directory
    static let series = SeriesKey(device: "aq-1", stream: .live)
    static let now = Instant(nanoseconds: 1_000_000_000)
    static let wall = WallTime(nanoseconds: 1_795_215_192_692_000_000)

    init() throws { directory = try Directory() }

    var path: String { directory.file("spool.db") }

    var settings: SpoolSettings {
        SpoolSettings(path: path, size: 16 << 20, hubs: ["city"], binding: [1, 2, 3])
    }

    /// The directory's files by name.
    func contents() throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in try File.names(in: directory.path, atMost: 1_000) {
            if case .bytes(let bytes) = try File.read(directory.file(name), atMost: 1 << 28) {
                contents[name] = bytes
            }
        }
        return contents
    }

    /// Puts files there.
    func put(_ contents: [String: [UInt8]]) throws {
        for (name, bytes) in contents { try File.write(bytes, to: directory.file(name)) }
    }

    /// Numbers of the series that a hub does not have.
    static func backlog(_ spool: inout Spool) throws -> SequenceRanges {
        var held = SequenceRanges()
        var after: Int64 = 0
        while true {
            let page = try spool.backlog(hub: 0, after: after, atMost: 1 << 16)
            for row in page.rows where row.series == series { held.insert(row.sequence) }
            after = page.last
            if page.isAtEnd { return held }
        }
    }

    static func body(_ number: UInt64) -> [UInt8] {
        let value = LiveValue(point: 0, value: .decimal(Decimal(mantissa: Int128(number))))
        return StoredRecord(.live(LiveContent(values: [value], isFull: false))).packed
    }

    /// With bodies that cannot be deflated.
    static func noise(_ numbers: ClosedRange<UInt64>) -> SpoolBatch {
        var batch = batch(numbers)
        for index in batch.rows.indices {
            var random = SplitMix(seed: batch.rows[index].sequence)
            batch.rows[index].body = (0..<30).map { _ in UInt8(random.below(256)) }
        }
        return batch
    }

    static func batch(_ numbers: ClosedRange<UInt64>) -> SpoolBatch {
        var batch = SpoolBatch()
        batch.metas = [
            NewMeta(device: "aq-1", name: "1f0c9a2b", points: ["pm2_5"], payload: Array("{}".utf8))
        ]
        batch.rows = numbers.map { number in
            let time = wall.milliseconds + Int64(number) * 1_000
            return NewRow(
                series: series, sequence: number, from: time, to: time, meta: "1f0c9a2b",
                body: body(number))
        }
        return batch
    }
}
