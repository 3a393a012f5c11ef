// SPDX-License-Identifier: Apache-2.0

/// The way from block to block of a device that speaks SunSpec: the word `SunS` stands at one of
/// three places, behind it each block with the number of its model and its length, up to 0xFFFF
/// (sunspec.org, SunSpec Device Information Model Specification).
struct SunSpecWalk: Sendable {
    struct Block: Hashable {
        var model: UInt16
        /// Of the register that holds the model's number.
        var address: Int
    }

    static let bases = [40_000, 50_000, 0]
    /// Blocks that are looked at.
    static let mostBlocks = 24

    private(set) var blocks: [Block] = []
    /// Where the next answer is from, nil while the word is looked for.
    private var header: Int?

    /// What to ask first.
    static var questions: [Question] {
        bases.map { .read(.holding, address: UInt16($0), count: 2) }
    }

    /// What to ask next, nil where the way ends.
    mutating func follow(_ words: [UInt16], at address: Int) -> Question? {
        guard words.count == 2 else { return nil }
        if words == [0x5375, 0x6E53], header == nil, blocks.isEmpty {
            return step(to: address + 2)
        }
        guard address == header else { return nil }
        header = nil
        guard words[0] != 0xFFFF, words[1] > 0, blocks.count < Self.mostBlocks else { return nil }
        blocks.append(Block(model: words[0], address: address))
        return step(to: address + 2 + Int(words[1]))
    }

    /// Whether it has been gone to its end, as far as anything answers.
    func isOver(_ image: DeviceImage) -> Bool {
        let open = header.map { [$0] } ?? (blocks.isEmpty ? Self.bases : [])
        return open.allSatisfy { address in
            switch image[.holding, address..<address + 2] {
            case .words, .refused: true
            case .silent, .unknown: false
            }
        }
    }

    private mutating func step(to address: Int) -> Question? {
        guard address + 2 <= 65_536 else { return nil }
        header = address
        return .read(.holding, address: UInt16(address), count: 2)
    }
}
