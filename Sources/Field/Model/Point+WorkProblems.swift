// SPDX-License-Identifier: Apache-2.0

/// The rules for how a value is worked out beyond scale and offset.
extension Point {
    func workProblems() -> [Wrong] {
        [decimalsProblem(), curveProblem(), partsProblem(), absenceProblem()].compactMap(\.self)
    }

    /// The digits that a value is rounded to.
    private func decimalsProblem() -> Wrong? {
        guard dependence.decimals != nil else { return nil }
        return encoding == .bool ? noNumber("decimals") : listed("decimals")
    }

    private func curveProblem() -> Wrong? {
        guard dependence.curve != nil else { return nil }
        guard kind == .gauge, encoding != .bool else {
            return (
                "curve", "conflicting-keys",
                Text(
                    en: "only a gauge follows a curve; found kind: \(kind.rawValue), "
                        + "as: \(encoding.rawValue)",
                    vi: "chỉ gauge mới có curve; đang ghi là kind: \(kind.rawValue), "
                        + "as: \(encoding.rawValue)")
            )
        }
        return nil
    }

    private func noNumber(_ key: String) -> Wrong {
        (
            key, "bad-value",
            Text(
                en: "a bool is no number: it has no \(key)",
                vi: "bool không phải là số nên không có \(key)")
        )
    }

    /// Listed numbers are compared as they were read.
    private func listed(_ key: String) -> Wrong? {
        guard !enumeration.isEmpty else { return nil }
        return (
            key, "conflicting-keys",
            Text(
                en: "the numbers of an enum are compared as they were read: leave \(key) out",
                vi: "giá trị của enum được so sánh nguyên như đọc được: hãy bỏ \(key)")
        )
    }

    /// A point cannot be a part twice: its weights can be added.
    private func partsProblem() -> Wrong? {
        guard case .parts(let parts)? = dependence.formula,
            let part = parts.first(where: \.weight.isZero)
        else { return nil }
        return (
            "parts", "out-of-range",
            Text(
                en: "\(part.name) with the weight 0 adds nothing",
                vi: "\(part.name) có trọng số 0 nên không góp gì")
        )
    }

    /// What a refusal or a silence means, of what is asked for again and again.
    private func absenceProblem() -> Wrong? {
        guard access == .write, dependence.refused != nil || dependence.silent != nil else {
            return nil
        }
        return (
            dependence.refused != nil ? "refused" : "silent", "conflicting-keys",
            Text(
                en: "what is only written is never asked for",
                vi: "điểm đo chỉ ghi không bao giờ được hỏi")
        )
    }

    /// Keys that only texts have.
    func textKeyProblem() -> Wrong? {
        if pattern != nil { return onlyText("pattern") }
        if charset != .utf8 { return onlyText("charset") }
        return layout == nil ? nil : onlyFor("layout", Encoding.date.rawValue)
    }

    private func onlyText(_ key: String) -> Wrong {
        (
            key, "conflicting-keys",
            Text(
                en: "\(key) is for words: expected kind: text, found kind: \(kind.rawValue)",
                vi: "\(key) dành cho chuỗi chữ: cần kind: text, đang ghi là kind: "
                    + kind.rawValue)
        )
    }
}
