// SPDX-License-Identifier: Apache-2.0

/// The rules for the numbers of a state.
extension Point {
    func enumProblems() -> [Wrong] {
        if enumeration.isEmpty { return [] }
        guard kind == .state else { return [noState()] }
        guard let numbers else { return [noWholeNumber()] }
        return [scaled(), banded(), outside(numbers), repeated()].compactMap(\.self)
    }

    private func noState() -> Wrong {
        (
            "enum", "conflicting-keys",
            Text(
                en: "only a state has listed numbers: expected kind: state, "
                    + "found kind: \(kind.rawValue)",
                vi: "chỉ trạng thái mới có danh sách giá trị: cần kind: state, "
                    + "đang ghi là kind: \(kind.rawValue)")
        )
    }

    private func noWholeNumber() -> Wrong {
        (
            "enum", "bad-value",
            Text(
                en: "\(encoding.rawValue) has no whole numbers to list",
                vi: "\(encoding.rawValue) không phải số nguyên nên không liệt kê được")
        )
    }

    private func scaled() -> Wrong? {
        // A scaled bool is reported itself.
        guard isScaled, encoding != .bool else { return nil }
        return (
            scale.isOne ? "offset" : "scale", "bad-value",
            Text(
                en: "the numbers of an enum are not scaled",
                vi: "các giá trị của enum không có hệ số quy đổi")
        )
    }

    private func banded() -> Wrong? {
        guard deadband.mantissa > 0 else { return nil }
        return (
            "deadband", "bad-value",
            Text(
                en: "every change of a state is sent: an enum has no deadband",
                vi: "mọi thay đổi trạng thái đều được gửi: enum không có deadband")
        )
    }

    private func outside(_ numbers: ClosedRange<Int128>) -> Wrong? {
        let wrong = enumeration.first { !numbers.contains(Int128($0.number)) }
        guard let number = wrong?.number else { return nil }
        return (
            "enum", "out-of-range",
            Text(
                en: "\(name) reads \(numbers.lowerBound) to \(numbers.upperBound), "
                    + "never \(number)",
                vi: "\(name) chỉ đọc được từ \(numbers.lowerBound) đến \(numbers.upperBound), "
                    + "không bao giờ là \(number)")
        )
    }

    private func repeated() -> Wrong? {
        var seen: Set<Int64> = []
        let wrong = enumeration.first { !seen.insert($0.number).inserted }
        guard let number = wrong?.number else { return nil }
        return (
            "enum", "duplicate-key",
            Text(
                en: "the number \(number) stands here twice",
                vi: "giá trị \(number) bị ghi hai lần")
        )
    }
}
