// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// The file by which the interposer in the agent is told what is wrong with disk and clock.
struct Control: ~Copyable {
    let path: String
    private let file: Descriptor
    /// By how much the agent's CLOCK_REALTIME is ahead.
    private(set) var offset = Nanoseconds.zero

    /// Its words, as `interposer.c` has them.
    private enum Word: Int {
        case stallUntil, isFull, offset, stalled, refused
        static let count = 5
    }

    init(_ path: String) throws {
        self.path = path
        let number = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(0o600))
        guard number >= 0, ftruncate(number, Word.count * 8) == 0 else {
            throw SystemFault.now("open", path)
        }
        file = Descriptor(owning: number)
    }

    func stall(until end: Instant) { write(end.nanoseconds, .stallUntil) }
    func fill(_ on: Bool) { write(on ? 1 : 0, .isFull) }

    mutating func step(_ by: Nanoseconds) {
        offset = offset + by
        write(offset.count, .offset)
    }

    /// Calls that waited, and calls that found no room.
    var effects: (stalled: Int64, refused: Int64) { (read(.stalled), read(.refused)) }

    /// In one call, so that the agent never sees half of a word.
    private func write(_ value: Int64, _ word: Word) {
        var value = value
        _ = unsafe pwrite(file.number, &value, 8, word.rawValue * 8)
    }

    private func read(_ word: Word) -> Int64 {
        var value: Int64 = 0
        _ = unsafe pread(file.number, &value, 8, word.rawValue * 8)
        return value
    }
}
