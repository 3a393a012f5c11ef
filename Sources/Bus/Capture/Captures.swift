// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The last bytes of the lines of one thread, both ways, as it saw them. What no longer fits goes,
/// whole records, the oldest first; each line has its own share.
///
/// A class, because the lines' thread writes it and another one reads.
final class Captures: Sendable {
    /// Of all lines together, and of each.
    static let allBytes = 1_024 * 1_024
    static let ownBytes = 8 * 1_024...256 * 1_024
    /// Kind, length, time.
    fileprivate static let headBytes = 1 + 2 + 8

    fileprivate struct State: ~Copyable {
        var memory: SharedMemory
        let share: Int
        var rings: [Ring]
    }

    /// One line's part of the memory.
    fileprivate struct Ring {
        /// Where the oldest record begins within it, and how many bytes all take.
        var start = 0
        var filled = 0
        /// The oldest record's number, and the next one's.
        var first: UInt64 = 0
        var next: UInt64 = 0
    }

    private let state: Lock<State>

    /// For so many lines of as many as there are in all.
    init(lines: Int, of all: Int) throws(SystemFault) {
        let fair = Self.allBytes / max(1, all)
        let share = min(max(fair, Self.ownBytes.lowerBound), Self.ownBytes.upperBound)
        state = Lock(
            State(
                memory: try SharedMemory(count: share * lines), share: share,
                rings: [Ring](repeating: Ring(), count: lines)))
    }

    /// What one of these groups has of a line, as far as there is room.
    func copy(_ id: String, to line: Int, from groups: [Bus.Group]) {
        for group in groups {
            guard let index = group.ids.firstIndex(of: id) else { continue }
            let records = group.captures.records(of: index, from: 0, atMost: .max)
            guard let first = records.first else { return }
            state.withLock { state in
                (state.rings[line].first, state.rings[line].next) = (first.number, first.number)
            }
            for one in records {
                add(one.kind, one.bytes, one.bytes.indices, on: line, at: one.time)
            }
        }
    }

    /// `bytes[range]` on a line; without bytes, what has become of its link.
    func add(
        _ kind: CaptureRecord.Kind, _ bytes: [UInt8], _ range: Range<Int>, on line: Int,
        at now: Instant
    ) {
        state.withLock { state in
            let count = Self.headBytes + range.count
            while state.rings[line].filled + count > state.share { state.drop(line) }
            var place = state.rings[line].start + state.rings[line].filled
            state.put(kind.rawValue, line, &place)
            state.put(UInt8(range.count >> 8), line, &place)
            state.put(UInt8(truncatingIfNeeded: range.count), line, &place)
            for shift in stride(from: Int64(56), through: 0, by: -8) {
                state.put(UInt8(truncatingIfNeeded: now.nanoseconds >> shift), line, &place)
            }
            state.copy(bytes, range, line, place)
            state.rings[line].filled += count
            state.rings[line].next += 1
        }
    }

    /// A line's records from this number on, as many as fit into so many bytes of theirs; at least
    /// one if there is any.
    func records(
        of line: Int, from number: UInt64, atMost limit: Int
    ) -> [CaptureRecord] {
        state.withLock { state in
            var records: [CaptureRecord] = []
            var (place, taken) = (state.rings[line].start, 0)
            for current in state.rings[line].first..<state.rings[line].next {
                let (record, end) = state.record(line, at: place, current)
                place = end
                guard current >= number else { continue }
                taken += record.bytes.count + Self.headBytes
                if taken > limit, !records.isEmpty { break }
                records.append(record)
            }
            return records
        }
    }
}

extension Captures.State {
    fileprivate mutating func put(_ byte: UInt8, _ line: Int, _ place: inout Int) {
        memory[line * share + place % share] = byte
        place += 1
    }

    /// In one piece, or in two around the end of the line's share.
    fileprivate mutating func copy(
        _ bytes: [UInt8], _ range: Range<Int>, _ line: Int, _ place: Int
    ) {
        let start = place % share
        let middle = range.lowerBound + min(range.count, share - start)
        memory.copy(bytes, range.lowerBound..<middle, to: line * share + start)
        memory.copy(bytes, middle..<range.upperBound, to: line * share)
    }

    private func byte(_ line: Int, _ place: Int) -> UInt8 { memory[line * share + place % share] }

    private func length(_ line: Int, at place: Int) -> Int {
        Int(byte(line, place + 1)) << 8 | Int(byte(line, place + 2))
    }

    /// The oldest record goes.
    fileprivate mutating func drop(_ line: Int) {
        let count = Captures.headBytes + length(line, at: rings[line].start)
        rings[line].start = (rings[line].start + count) % share
        rings[line].filled -= count
        rings[line].first += 1
    }

    /// The record there, and where the next one begins.
    fileprivate func record(
        _ line: Int, at place: Int, _ number: UInt64
    ) -> (CaptureRecord, Int) {
        let data = place + Captures.headBytes
        let end = data + length(line, at: place)
        let time = (place + 3..<data).reduce(Int64(0)) { $0 << 8 | Int64(byte(line, $1)) }
        let record = CaptureRecord(
            number: number, kind: CaptureRecord.Kind(rawValue: byte(line, place)) ?? .down,
            time: Instant(nanoseconds: time), bytes: (data..<end).map { byte(line, $0) })
        return (record, end)
    }
}
