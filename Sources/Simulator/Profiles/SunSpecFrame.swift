// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The words around a SunSpec block: `SunS` at one of the places where clients look, the block that
/// every device has (model 1), the header of the profile's own, and the end.
struct SunSpecFrame: Sendable {
    private static let base = 40_000
    private static let commonLength = 66

    /// From the first word to the last, with gaps where the points are.
    private let words: [(address: Int, words: [UInt16])]
    /// Where the points' own block begins.
    let offset = Self.base + 4 + Self.commonLength

    /// Nil for a profile that is none of such a block.
    init?(_ profile: Profile) {
        var model: UInt16?
        for case .models(let models) in profile.marks { model = models.first }
        guard let model else { return nil }
        let length = profile.points.map { Int($0.address) + $0.count }.max() ?? 2
        words = [
            (Self.base, [0x5375, 0x6E53, 1, UInt16(Self.commonLength)]),
            (offset, [model, UInt16(max(1, length - 2))]), (offset + max(3, length), [0xFFFF, 0]),
        ]
    }

    /// The registers that it covers, its end included.
    var addresses: Range<Int> { Self.base..<(words.last.map { $0.address + 2 } ?? Self.base) }

    func show(_ registers: inout Registers) {
        for (address, words) in words {
            for (place, word) in words.enumerated() {
                registers[.holding, address + place] = word
            }
        }
    }
}
