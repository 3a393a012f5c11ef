// SPDX-License-Identifier: Apache-2.0

/// What a device answers where it has nothing: that many devices read as zero says little.
enum Background: Hashable, Sendable {
    case refuses
    /// With this word.
    case fills(UInt16)
    /// Silence there, or not known.
    case unknown

    init(_ found: DeviceImage.Found) {
        switch found {
        case .words(let words): self = .fills(words.first ?? 0)
        case .refused: self = .refuses
        case .silent, .unknown: self = .unknown
        }
    }

    /// Whether these words are what stands everywhere.
    func isEmpty(_ words: [UInt16]) -> Bool {
        if words.allSatisfy({ $0 == 0 }) { return true }
        guard case .fills(let word) = self else { return false }
        return words.allSatisfy { $0 == word }
    }
}
