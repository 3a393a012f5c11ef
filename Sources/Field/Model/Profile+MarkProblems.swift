// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// Registers from a SunSpec block's first to its points' last. A map begins at 40000 as a rule,
    /// before the block lie 70 registers, and two are its end.
    static let longestBlock = 25_464

    /// What is wrong with the marks that tell such a device from others.
    func markProblems() -> [Flaw] {
        marks.indices.flatMap { index -> [Flaw] in
            guard case .register(let point, let sign) = marks[index] else { return [] }
            let flaws = point.placeProblems() + [sign.problem(in: point)].compactMap(\.self)
            return flaws.map { Flaw(.mark(index, key: $0.key), $0.code, $0.text) }
        } + blockProblems()
    }

    /// Points that no such block reaches.
    private func blockProblems() -> [Flaw] {
        guard isFloating else { return [] }
        return points.indices.filter { points[$0].reach > Self.longestBlock }.map { index in
            Flaw(
                .point(index, key: "address"), "out-of-range",
                Text(
                    en: "with models, points count from their block and end below "
                        + "\(Self.longestBlock)",
                    vi: "với models, điểm đo tính từ đầu khối và kết thúc trước "
                        + "\(Self.longestBlock)"))
        }
    }
}

extension Point {
    /// Behind the last element that is read for it.
    fileprivate var reach: Int { max(addresses.upperBound, block?.addresses.upperBound ?? 0) }
}

extension IdentityMark.Sign {
    /// Words are compared as words, numbers as numbers, and no wider than they are.
    fileprivate func problem(in point: Point) -> Point.Wrong? {
        let isText = point.encoding == .string
        switch self {
        case .text where !isText: return point.onlyFor("text", "string")
        case .codes(let codes):
            guard point.encoding.isText || point.encoding.isFloat else {
                if codes.contains(0) { return Self.zero }
                let largest = UInt64.max >> UInt64(64 - min(64, max(1, point.width)))
                return codes.contains { $0 > largest } ? Self.tooWide(point) : nil
            }
            return point.onlyFor("values", "bool, int…, uint…, bcd")
        case .range where point.encoding.isText: return point.onlyFor("range", "numbers")
        case .ownUnit where point.encoding.isText: return point.onlyFor("own-unit", "numbers")
        case .text, .range, .ownUnit: return nil
        }
    }

    private static let zero: Point.Wrong = (
        "values", "out-of-range",
        Text(
            en: "0 stands in many registers and tells nobody: expected codes other than 0",
            vi: "giá trị 0 có ở nhiều thanh ghi nên không phân biệt được gì: cần mã khác 0")
    )

    private static func tooWide(_ point: Point) -> Point.Wrong {
        (
            "values", "out-of-range",
            Text(
                en: "\(point.encoding.rawValue) holds raw numbers of \(point.width) bits",
                vi: "\(point.encoding.rawValue) chỉ chứa giá trị thô \(point.width) bit")
        )
    }
}
