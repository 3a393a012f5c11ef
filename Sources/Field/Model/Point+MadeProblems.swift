// SPDX-License-Identifier: Apache-2.0

/// The rules for points that are made of others: nothing is read for them.
extension Point {
    func madeProblems() -> [Wrong] {
        guard kind != .text else {
            return [
                (
                    "kind", "conflicting-keys",
                    Text(
                        en: "words are not made of other points",
                        vi: "chuỗi chữ không tính được từ điểm đo khác")
                )
            ]
        }
        let converted = ["scale", "offset", "scale-from", "factor-from", "unit-from"]
        return keysOfRead.filter { !converted.contains($0) }.map { key in
            (
                key, "conflicting-keys",
                Text(
                    en: "a point made of others is not read and has no \(key); leave the key out",
                    vi: "điểm đo tính từ điểm khác không được đọc nên không có \(key); hãy bỏ khóa "
                        + "này")
            )
        }
    }

    /// What it says that a point that is read has for its registers: the keys, beside table,
    /// address and as. The conversions among them mean something else once it is made of others.
    package var keysOfRead: [String] {
        let keys: [(String, Bool)] = [
            ("scale", !scale.isOne), ("offset", !offset.isZero), ("bits", bits != nil),
            ("half", half != nil), ("length", length != nil), ("layout", layout != nil),
            ("charset", charset != .utf8),
            ("pattern", pattern != nil), ("enum", !enumeration.isEmpty),
            ("sentinels", sentinels.contains { !$0.isOfWord }),
            ("word-sentinels", sentinels.contains(where: \.isOfWord)),
            ("refused", dependence.refused != nil), ("silent", dependence.silent != nil),
            ("scale-from", dependence.exponent != nil), ("factor-from", dependence.factor != nil),
            ("unit-from", dependence.unit != nil), ("power-factor", powerFactor != nil),
            ("function", function != nil), ("block", block != nil), ("bridge", bridge != nil),
            ("access", access != .read), ("write", write != nil),
        ]
        return keys.filter(\.1).map(\.0)
    }
}
