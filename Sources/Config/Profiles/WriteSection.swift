// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `write`.
struct WriteSection: Section {
    /// Without the writes around it, whose addresses depend on how the file counts.
    var rule = WriteRule()
    var unlock: [Marked<UnlockSection>] = []
    var lock: [Marked<UnlockSection>] = []
    var result: Marked<ResultSection>?

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "function", \.rule.function, .integer(5...16),
            en: "5, 6, 15 or 16. Without it: 5 for a coil, 6 for one register, 16 for several.",
            vi: "5, 6, 15 hoặc 16. Nếu bỏ trống: 5 cho coil, 6 cho một thanh ghi, 16 cho nhiều.")
        Key(
            "limits", \.rule.limits, .limits,
            en: "[low, high] that may be written, in the unit. Without it: what the type holds.",
            vi: "[thấp, cao] được phép ghi, theo đơn vị. Nếu bỏ trống: mọi giá trị của kiểu.")
        Key(
            "unlock", \.unlock, .unlocks,
            en: "Writes that the device wants first, in this order.",
            vi: "Các lệnh ghi mở khóa mà thiết bị cần trước, theo thứ tự.")
        Key(
            "complement", \.rule.hasComplement, .flag,
            en: "true if the value's words are followed by their complement in the same request.",
            vi: "true nếu sau các từ của giá trị là phần bù của chúng trong cùng yêu cầu.")
        Key(
            "lock", \.lock, .unlocks,
            en: "Writes that the device wants afterwards, in this order.",
            vi: "Các lệnh ghi mà thiết bị cần sau đó, theo thứ tự.")
        Key(
            "read-back", \.rule.readBack, .flag,
            en: "Whether the value is read again and compared.",
            vi: "Có đọc lại và so sánh giá trị sau khi ghi hay không.")
        Key(
            "result", \.result, .marked(.section),
            en: "The register that says in the end whether it was done.",
            vi: "Thanh ghi cho biết sau cùng lệnh đã được thực hiện hay chưa.")
        Key(
            "pause", \.rule.pause, .duration(.zero...(.minute)),
            en: "How long the device is left alone after a write.",
            vi: "Thời gian để yên thiết bị sau khi ghi.")
        Key(
            "after-restart", \.rule.afterRestart, .flag,
            en: "true if the value takes effect only when the device starts again.",
            vi: "true nếu giá trị chỉ có hiệu lực sau khi thiết bị khởi động lại.")
    }
}

/// An element of the keys `unlock` and `lock`.
struct UnlockSection: Section {
    var table = Table.holding
    /// As the file counts.
    var address: Int?
    var words: [UInt16] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "table", \.table, .choice, required: true,
            en: "coil or holding.", vi: "coil hoặc holding.")
        Key(
            "address", \.address, .number, required: true,
            en: "The register or coil, numbered as in the file.",
            vi: "Thanh ghi hoặc coil, đánh số như trong tệp.")
        Key(
            "value", \.words, .words, required: true,
            en: "The word, 0 or 1 for a coil, or up to four words for one request: [1, 0xFFFE].",
            vi: "Giá trị từ (word), 0 hay 1 cho coil, hoặc đến bốn từ trong một yêu cầu: "
                + "[1, 0xFFFE].")
    }
}

/// The key `result`.
struct ResultSection: Section {
    var table = Table.holding
    var address: Int?
    var good: [UInt16] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "table", \.table, .choice, required: true,
            en: "holding or input.", vi: "holding hoặc input.")
        Key(
            "address", \.address, .number, required: true,
            en: "The register, numbered as in the file.",
            vi: "Thanh ghi, đánh số như trong tệp.")
        Key(
            "good", \.good, .list(of: .integer(0...65_535), 1...16), required: true,
            en: "What it holds when it was done.", vi: "Các giá trị khi đã thực hiện xong.")
    }
}

extension Format<[UInt16]> {
    /// `1` or `[1, 0xFFFE]`.
    static var words: Self {
        let one = Format<UInt16>.integer(0...65_535)
        let several = list(of: one, 1...4)
        return Self(.either(one.kind, several.kind)) { node, findings in
            if case .list = node.content { return several.read(node, &findings) }
            return one.read(node, &findings).map { [$0] }
        }
    }
}

extension Format<[Marked<UnlockSection>]> {
    static var unlocks: Self {
        let list = Self.list(of: .marked(.section), 1...8)
        return Self(list.kind) { node, findings in
            list.read(node, &findings)?.filter { entry in
                if entry.isWritable || !entry.clean { return entry.clean }
                findings.add(
                    .badValue, at: entry.node.mark,
                    Text(
                        en: "only a coil (0 or 1) or a holding register can be written",
                        vi: "chỉ ghi được coil (0 hoặc 1) hoặc thanh ghi holding"))
                return false
            }
        }
    }
}

extension Marked<UnlockSection> {
    fileprivate var isWritable: Bool {
        guard value.table == .coil else { return value.table == .holding }
        return value.words.count == 1 && value.words.allSatisfy { $0 <= 1 }
    }
}
