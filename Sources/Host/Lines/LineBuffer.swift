// SPDX-License-Identifier: Apache-2.0

/// Cuts bytes into lines as they come. What it holds is bounded: whoever reads a socket into it
/// takes the lines out before reading on.
package struct LineBuffer: Sendable {
    /// A line has no end within the limit; nothing that follows can be told apart from it.
    package struct TooLong: Error {}

    /// Most bytes of a line, without its end.
    private let limit: Int
    private var bytes: [UInt8] = []
    /// Where the next line begins, and up to where no end of it was found.
    private var start = 0
    private var searched = 0

    package init(limit: Int) { self.limit = limit }

    /// Whether nothing of another line has come.
    package var isEmpty: Bool { start == bytes.count }

    package mutating func append(_ more: ArraySlice<UInt8>) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            (start, searched) = (0, searched - start)
        }
        bytes += more
    }

    /// The next whole line without its end (LF, or CR LF), nil until it has come.
    package mutating func next() throws(TooLong) -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            // One byte more may be the CR of an end that is on its way.
            guard searched - start <= limit + 1 else { throw TooLong() }
            return nil
        }
        var line = bytes[start..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard line.count <= limit else { throw TooLong() }
        defer { forget(upTo: end + 1) }
        return Array(line)
    }

    /// A long line's room is given back with it.
    private mutating func forget(upTo next: Int) {
        (start, searched) = (next, next)
        guard isEmpty else { return }
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.kept)
        (start, searched) = (0, 0)
    }

    private static let kept = 4_096
}
