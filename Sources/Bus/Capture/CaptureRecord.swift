// SPDX-License-Identifier: Apache-2.0
package import Field

/// One thing that was seen on a line.
package struct CaptureRecord: Hashable, Sendable {
    package enum Kind: UInt8, CaseIterable, Sendable {
        /// The link was opened, or has gone.
        case up, down
        /// Bytes left, or came.
        case sent, received
    }

    /// Counted from the first one since the start.
    package let number: UInt64
    package let kind: Kind
    package let time: Instant
    package let bytes: [UInt8]

    package init(number: UInt64, kind: Kind, time: Instant, bytes: [UInt8]) {
        self.number = number
        self.kind = kind
        self.time = time
        self.bytes = bytes
    }
}
