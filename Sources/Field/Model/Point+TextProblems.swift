// SPDX-License-Identifier: Apache-2.0

/// The rules for points that are words.
extension Point {
    func textProblems() -> [Wrong] {
        guard kind == .text, encoding.isText else { return [textWithoutWords()] }
        return [layoutProblem(), numberProblem()].compactMap(\.self)
    }

    private func textWithoutWords() -> Wrong {
        (
            kind == .text ? "as" : "kind", "conflicting-keys",
            Text(
                en: "as: string and as: date go with kind: text, and nothing else does; "
                    + "found as: \(encoding.rawValue), kind: \(kind.rawValue)",
                vi: "as: string và as: date đi với kind: text và ngược lại; "
                    + "đang ghi là as: \(encoding.rawValue), kind: \(kind.rawValue)")
        )
    }

    private func layoutProblem() -> Wrong? {
        guard encoding == .date else {
            return layout == nil ? nil : onlyFor("layout", Encoding.date.rawValue)
        }
        guard layout == nil else { return nil }
        let layouts = DateLayout.allCases.map(\.rawValue).joined(separator: ", ")
        return (
            "layout", "missing-key",
            Text(
                en: "a date needs its layout: one of \(layouts)",
                vi: "ngày giờ (date) cần khóa layout: một trong \(layouts)")
        )
    }

    /// Keys that only numbers have use for.
    private func numberProblem() -> Wrong? {
        let dependsOnNumbers =
            dependence.exponent ?? dependence.factor ?? dependence.unit?.point
            ?? dependence.trust?.point
        let keys: [(String, Bool)] = [
            ("scale", !scale.isOne), ("offset", !offset.isZero), ("unit", !unit.isEmpty),
            ("sentinels", !sentinels.isEmpty), ("enum", !enumeration.isEmpty),
            ("range", range != nil), ("span", span != nil), ("deadband", !deadband.isZero),
            ("limits", alarm != nil), ("power-factor", powerFactor != nil),
            ("scale-from", dependsOnNumbers != nil), ("access", access != .read),
        ]
        guard let key = keys.first(where: \.1)?.0 else { return nil }
        return (
            key, "conflicting-keys",
            Text(
                en: "words have no \(key); leave the key out",
                vi: "chuỗi chữ không có \(key); hãy bỏ khóa này")
        )
    }
}
