// SPDX-License-Identifier: Apache-2.0

/// Raw words that stand for no number, and what the instrument means by them: an entry of the key
/// `sentinels`, or of `word-sentinels`.
package struct Sentinel: Hashable, Sendable {
    /// The point's raw bits, before sign and scale: from this on …
    package var raw: UInt64
    /// … up to this.
    package var last: UInt64
    /// Whether it is compared with each 16 bits of the value, and one of them is enough.
    package var isOfWord: Bool
    /// One of `reasons`.
    package var quality: Quality

    package init(raw: UInt64, quality: Quality) {
        self.init(raw...raw, quality: quality)
    }

    package init(_ raw: ClosedRange<UInt64>, ofWord: Bool = false, quality: Quality) {
        (self.raw, last) = (raw.lowerBound, raw.upperBound)
        isOfWord = ofWord
        self.quality = quality
    }

    /// Whether these bits, of so many words, are such.
    func matches(_ bits: UInt64, words: Int) -> Bool {
        guard isOfWord else { return raw <= bits && bits <= last }
        return (0..<words).contains { place in
            let word = bits >> UInt64(place * 16) & 0xFFFF
            return raw <= word && word <= last
        }
    }

    /// What a sentinel can mean. A fixed list, because a reason travels in one byte with every
    /// reading, and because a city's consumers can act only on words that they know.
    package static let reasons: [Quality] = [
        .faultInvalid, .faultNotAvailable, .faultNotSupported, .faultNotFitted, .faultNotReady,
        .faultNoSignal, .faultOverRange, .faultUnderRange, .faultSensorFault, .faultSensorBreak,
        .faultShortCircuit, .faultInactive,
    ]

    /// With the word for what may be a number all the same.
    package static let meanings = reasons + [.suspectRange]
}

extension Quality {
    /// The word behind its class, as a profile writes it: `not-fitted`; `suspect` for what may be
    /// a value all the same.
    package var reason: String {
        if self == .suspectRange { return Class.suspect.rawValue }
        return code.split(separator: "/").last.map { String($0) } ?? code
    }
}
