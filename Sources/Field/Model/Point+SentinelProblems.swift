// SPDX-License-Identifier: Apache-2.0

/// The rules for raw words that are no numbers.
extension Point {
    func sentinelProblems() -> [Wrong] {
        if sentinels.isEmpty { return [] }
        guard width > 1 else { return [noRoom()] }
        if sentinels.contains(where: \.isOfWord), let wrong = wordless() { return [wrong] }
        return [tooWide(), repeated()].compactMap(\.self)
    }

    /// The key that a sentinel stands under.
    private func key(of sentinel: Sentinel) -> String {
        sentinel.isOfWord ? "word-sentinels" : "sentinels"
    }

    /// Single words are compared only where there are several, and all bits are the value.
    private func wordless() -> Wrong? {
        guard bytes < 4 || bits != nil else { return nil }
        return (
            "word-sentinels", "bad-value",
            Text(
                en: "word-sentinels are for whole numbers of two registers or more; let sentinels "
                    + "say it",
                vi: "word-sentinels chỉ dùng cho số chiếm từ hai thanh ghi trở lên; hãy dùng "
                    + "sentinels")
        )
    }

    private func noRoom() -> Wrong {
        (
            "sentinels", "bad-value",
            Text(
                en: "one bit is 0 or 1 and has no raw word to spare",
                vi: "một bit chỉ là 0 hoặc 1, không còn giá trị thô nào dành riêng")
        )
    }

    private func tooWide() -> Wrong? {
        let wrong = sentinels.first { $0.last > most(of: $0) }
        guard let sentinel = wrong else { return nil }
        let bits = sentinel.isOfWord ? 16 : width
        return (
            key(of: sentinel), "out-of-range",
            Text(
                en: "\(name) has \(bits) raw bits: expected at most \(most(of: sentinel).hex), "
                    + "found \(sentinel.last.hex)",
                vi: "\(name) có \(bits) bit thô: nhiều nhất là \(most(of: sentinel).hex), "
                    + "đang ghi là \(sentinel.last.hex)")
        )
    }

    private func most(of sentinel: Sentinel) -> UInt64 {
        UInt64.max >> UInt64(64 - (sentinel.isOfWord ? 16 : width))
    }

    private func repeated() -> Wrong? {
        let wrong = sentinels.indices.first { index in
            sentinels[..<index].contains {
                $0.isOfWord == sentinels[index].isOfWord && $0.raw <= sentinels[index].last
                    && sentinels[index].raw <= $0.last
            }
        }
        guard let sentinel = wrong.map({ sentinels[$0] }) else { return nil }
        return (
            key(of: sentinel), "duplicate-key",
            Text(
                en: "the raw word \(sentinel.raw.hex) stands here twice",
                vi: "giá trị thô \(sentinel.raw.hex) bị ghi hai lần")
        )
    }
}

extension UInt64 {
    /// As a manual writes a raw word: `0x7FFF`.
    fileprivate var hex: String { "0x" + String(self, radix: 16, uppercase: true) }
}
