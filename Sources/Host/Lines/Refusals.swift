// SPDX-License-Identifier: Apache-2.0

/// What a client of a `LineService` is told before it is let go, each a line without its end.
package struct Refusals: Sendable {
    /// To the one for whom there is no place.
    package var tooMany: [UInt8]
    /// To the one whose line does not end.
    package var tooLong: [UInt8]
    /// To the one who sent no whole line in time.
    package var tooLate: [UInt8]
    /// To those who may not ask at all; nil for all others.
    package var peer: @Sendable (Peer) -> [UInt8]?

    package init(
        tooMany: [UInt8], tooLong: [UInt8], tooLate: [UInt8],
        peer: @escaping @Sendable (Peer) -> [UInt8]? = { _ in nil }
    ) {
        self.tooMany = tooMany
        self.tooLong = tooLong
        self.tooLate = tooLate
        self.peer = peer
    }
}
