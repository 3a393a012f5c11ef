// SPDX-License-Identifier: Apache-2.0

/// The rules for what points take from each other.
extension Profile {
    func dependenceProblems() -> [Flaw] {
        if points.allSatisfy(\.dependence.isEmpty) { return [] }
        let places = Dictionary(
            points.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var flaws: [Flaw] = []
        for index in points.indices where flaws.count < Self.mostDependenceFlaws {
            flaws += nameFlaws(index, places)
        }
        return flaws.isEmpty ? circleFlaws() : flaws
    }

    private func circleFlaws() -> [Flaw] {
        DependenceGraph(points).circles.sorted().prefix(1).map { index in
            Flaw(
                .point(index, key: points[index].dependence.uses.first?.key ?? "name"), "circle",
                Text(
                    en: "\(points[index].name) is worked out from itself, by way of what it names",
                    vi: "\(points[index].name) được tính từ chính nó qua các điểm đo mà nó dùng"))
        }
    }

    /// Wording one looks for the nearest name: more of them than are shown are not worth it.
    private static let mostDependenceFlaws = 100

    /// At most one for each key.
    private func nameFlaws(_ index: Int, _ places: [String: Int]) -> [Flaw] {
        var told: Set<String> = []
        return points[index].dependence.uses.compactMap { use in
            guard !told.contains(use.key), let flaw = flaw(index, use, places[use.name]) else {
                return nil
            }
            told.insert(use.key)
            return flaw
        }
    }

    private func flaw(_ index: Int, _ use: Dependence.Use, _ need: Int?) -> Flaw? {
        guard let need else {
            return Flaw(.point(index, key: use.key), "unknown-point", noPoint(use.name))
        }
        return needFlaw(points[index], use, points[need]).map {
            Flaw(.point(index, key: use.key), $0.code, $0.text)
        }
    }

    /// The sentence for a name that no point has.
    package func noPoint(_ name: String) -> Text {
        let near = nearest(name, of: points.map(\.name))
        return Text(
            en: "no point is called \(name.quoted)" + (near.map { "; did you mean \($0)?" } ?? ""),
            vi: "không có điểm đo \(name.quoted)"
                + (near.map { "; có phải ý bạn là \($0)?" } ?? ""))
    }

    private func needFlaw(
        _ point: Point, _ use: Dependence.Use, _ need: Point
    ) -> (code: String, text: Text)? {
        if need.kind == .text || need.access == .write || (need.encoding == .bool && use.isNumber) {
            return (
                "bad-value",
                Text(
                    en: "\(need.name) is no number that is read",
                    vi: "\(need.name) không phải giá trị số được đọc")
            )
        }
        if let option = need.option, option != point.option {
            return (
                "conflicting-keys",
                Text(
                    en: "\(need.name) is there only with \(option): expected "
                        + "requires: \(option) here as well",
                    vi: "\(need.name) chỉ có khi lắp \(option): cần ghi requires: \(option) ở đây")
            )
        }
        guard use.keepsUnit, !point.isScaled, need.unit != point.unit else { return nil }
        return (
            "wrong-unit",
            Text(
                en: "\(need.name) is in \(need.unit.quoted), \(point.name) in "
                    + "\(point.unit.quoted): a sum needs one unit",
                vi: "\(need.name) tính bằng \(need.unit.quoted), \(point.name) bằng "
                    + "\(point.unit.quoted): phép cộng trừ cần cùng đơn vị")
        )
    }
}

extension Dependence {
    /// One point that another names, and what for.
    package struct Use {
        /// The key that names it.
        package let key: String
        package let name: String
        /// Whether it is worked with, not only compared.
        let isNumber: Bool
        /// Whether both must be in one unit.
        let keepsUnit: Bool
    }

    /// Every name in it.
    package var uses: [Use] {
        // What is converted afterwards may begin in another unit.
        let keepsUnit = formula?.keepsUnit == true && exponent == nil && factor == nil
        let terms = (formula?.terms ?? []).map {
            Use(
                key: formula?.key ?? "", name: $0, isNumber: true,
                keepsUnit: keepsUnit && unit == nil && curve == nil)
        }
        let others: [(String, String?, Bool)] = [
            ("scale-from", exponent, true), ("factor-from", factor, true),
            ("unit-from", unit?.point, false), ("quality-from", trust?.point, false),
            ("when", condition?.point, false),
        ]
        return terms
            + others.compactMap { key, name, isNumber in
                name.map { Use(key: key, name: $0, isNumber: isNumber, keepsUnit: false) }
            }
    }
}
