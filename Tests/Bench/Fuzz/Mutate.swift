// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What texts of ours are made of, and what they must not have.
private let marks = Array("{}[]:-?&*!|>'\"%@`#,\\\n \t0x19eE.+u\u{0}\u{7F}é\u{2028}".utf8)

/// One of the good inputs with one to four changes; now and then bytes at random.
func mutate(_ good: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
    if Int.random(in: 0..<20, using: &random) == 0 { return noise(&random) }
    var bytes = good.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        change(&bytes, good, &random)
    }
    return bytes
}

private func change(_ bytes: inout [UInt8], _ good: [[UInt8]], _ random: inout SplitMix) {
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: at)
    case 2: bytes.removeSubrange(at..<end)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 4: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 5: bytes.removeLast(bytes.count - at)
    case 6:
        let mark = marks.randomElement(using: &random) ?? 0
        let count = Int.random(in: 1...200, using: &random)
        bytes.insert(contentsOf: [UInt8](repeating: mark, count: count), at: at)
    case 7:
        // A part of another one, which makes sense somewhere else.
        let other = good.randomElement(using: &random) ?? []
        let start = Int.random(in: 0..<max(other.count, 1), using: &random)
        bytes.insert(contentsOf: other[start..<min(other.count, start + 60)], at: at)
    default: bytes[at] = marks.randomElement(using: &random) ?? 0
    }
}

/// Bytes at random, half of them such as texts of ours have.
func noise(_ random: inout SplitMix) -> [UInt8] {
    (0..<Int.random(in: 0...600, using: &random)).map { _ in
        Bool.random(using: &random)
            ? marks.randomElement(using: &random) ?? 0
            : UInt8.random(in: 0...255, using: &random)
    }
}
