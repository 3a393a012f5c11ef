// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Plays a recording back: each request gets what the same request got then, one after the other,
/// and nothing once all of that has been played.
///
/// A class, because the site's thread plays what its owner looks at.
package final class Replay: Sendable {
    private struct State {
        /// Of each request what is left, the next exchange last.
        var left: [[UInt8]: [Int]]
        var played = 0
        var unknown = 0
    }

    private let recording: Recording
    private let state: Lock<State>

    package init(_ recording: Recording) {
        self.recording = recording
        var left: [[UInt8]: [Int]] = [:]
        for (index, exchange) in recording.exchanges.enumerated().reversed() {
            left[exchange.request, default: []].append(index)
        }
        state = Lock(State(left: left))
    }

    /// Requests that were answered as recorded, and those that the recording does not have, or not
    /// so often.
    package var played: Int { state.withLock { $0.played } }
    package var unknown: Int { state.withLock { $0.unknown } }

    /// What comes of a request, and when; on Modbus TCP with the number of this one.
    func pieces(to request: [UInt8], transaction: UInt16) -> [Recording.Piece] {
        let index = state.withLock { state in
            let index = state.left[request]?.popLast()
            if index == nil { state.unknown += 1 } else { state.played += 1 }
            return index
        }
        guard let index else { return [] }
        let exchange = recording.exchanges[index]
        guard recording.wire == .tcp else { return exchange.pieces }
        return exchange.pieces.map { piece in
            Recording.Piece(
                after: piece.after,
                bytes: Self.renumbered(piece.bytes, exchange.transaction, transaction))
        }
    }

    /// Frames that answered the recorded request answer this one; others stay as they were.
    private static func renumbered(
        _ bytes: [UInt8], _ old: UInt16, _ new: UInt16
    ) -> [UInt8] {
        var bytes = bytes
        var start = 0
        while start + 6 <= bytes.count {
            if UInt16(bytes[start]) << 8 | UInt16(bytes[start + 1]) == old {
                bytes[start] = UInt8(new >> 8)
                bytes[start + 1] = UInt8(truncatingIfNeeded: new)
            }
            start += 6 + (Int(bytes[start + 4]) << 8 | Int(bytes[start + 5]))
        }
        return bytes
    }
}
