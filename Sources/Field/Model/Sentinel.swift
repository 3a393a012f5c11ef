// SPDX-License-Identifier: Apache-2.0

/// A raw word that stands for no number, and what the instrument means by it: an entry of the key
/// `sentinels`.
package struct Sentinel: Hashable, Sendable {
    /// The point's raw bits, before sign and scale.
    package var raw: UInt64
    /// One of `reasons`.
    package var quality: Quality

    package init(raw: UInt64, quality: Quality) {
        self.raw = raw
        self.quality = quality
    }

    /// What a sentinel can mean. A fixed list, because a reason travels in one byte with every
    /// reading, and because a city's consumers can act only on words that they know.
    package static let reasons: [Quality] = [
        .faultInvalid, .faultNotAvailable, .faultNotSupported, .faultNotFitted, .faultNotReady,
        .faultNoSignal, .faultOverRange, .faultUnderRange, .faultSensorFault, .faultSensorBreak,
        .faultShortCircuit, .faultInactive,
    ]
}

extension Quality {
    /// The word behind its class, as a profile writes it: `not-fitted`.
    package var reason: String {
        code.split(separator: "/").last.map { String($0) } ?? code
    }
}
