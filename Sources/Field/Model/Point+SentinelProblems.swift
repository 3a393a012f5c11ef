// SPDX-License-Identifier: Apache-2.0

/// The rules for raw words that are no numbers.
extension Point {
    func sentinelProblems() -> [Wrong] {
        if sentinels.isEmpty { return [] }
        guard width > 1 else { return [noRoom()] }
        return [tooWide(), repeated()].compactMap(\.self)
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
        let most = UInt64.max >> UInt64(64 - width)
        guard let raw = sentinels.first(where: { $0.raw > most })?.raw else { return nil }
        return (
            "sentinels", "out-of-range",
            Text(
                en: "\(name) has \(width) raw bits: expected at most \(most.hex), "
                    + "found \(raw.hex)",
                vi: "\(name) có \(width) bit thô: nhiều nhất là \(most.hex), "
                    + "đang ghi là \(raw.hex)")
        )
    }

    private func repeated() -> Wrong? {
        var seen: Set<UInt64> = []
        guard let raw = sentinels.first(where: { !seen.insert($0.raw).inserted })?.raw else {
            return nil
        }
        return (
            "sentinels", "duplicate-key",
            Text(
                en: "the raw word \(raw.hex) stands here twice",
                vi: "giá trị thô \(raw.hex) bị ghi hai lần")
        )
    }
}

extension UInt64 {
    /// As a manual writes a raw word: `0x7FFF`.
    fileprivate var hex: String { "0x" + String(self, radix: 16, uppercase: true) }
}
