// SPDX-License-Identifier: Apache-2.0
internal import Hub

/// What became of records since the start.
package struct DeliveryCounters: Hashable, Sendable {
    /// Acknowledged by the hub when they were new.
    package var delivered = 0
    /// Acknowledged as history, whichever process made them.
    package var recovered = 0
    /// Acknowledged, but nobody had subscribed to it.
    package var unheard = 0
    /// Refused by the hub.
    package var refused = 0
    /// Answers to commands that found no room.
    package var unanswered = 0

    mutating func count(_ verdict: Verdict, records: Int) {
        switch verdict {
        case .delivered: break
        case .unheard: unheard += records
        case .denied, .tooMuch, .failed, .refused: refused += records
        }
    }

    package init(delivered: Int = 0, recovered: Int = 0, unheard: Int = 0, refused: Int = 0) {
        self.delivered = delivered
        self.recovered = recovered
        self.unheard = unheard
        self.refused = refused
    }
}
