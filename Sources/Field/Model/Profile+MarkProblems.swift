// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// What is wrong with the marks that tell such a device from others.
    func markProblems() -> [Flaw] {
        marks.indices.flatMap { index -> [Flaw] in
            guard case .register(let point, let sign) = marks[index] else { return [] }
            let flaws = point.placeProblems() + [sign.problem(in: point)].compactMap(\.self)
            return flaws.map { Flaw(.mark(index, key: $0.key), $0.code, $0.text) }
        }
    }
}

extension IdentityMark.Sign {
    /// Words are compared as words, numbers as numbers, and no wider than they are.
    fileprivate func problem(in point: Point) -> Point.Wrong? {
        let isText = point.encoding == .string
        switch self {
        case .text where !isText: return point.onlyFor("text", "string")
        case .codes(let codes):
            guard point.encoding.isText || point.encoding.isFloat else {
                let largest = UInt64.max >> UInt64(64 - min(64, max(1, point.width)))
                return codes.contains { $0 > largest } ? Self.tooWide(point) : nil
            }
            return point.onlyFor("values", "bool, int…, uint…, bcd")
        case .range where point.encoding.isText: return point.onlyFor("range", "numbers")
        case .ownUnit where point.encoding.isText: return point.onlyFor("own-unit", "numbers")
        case .text, .range, .ownUnit: return nil
        }
    }

    private static func tooWide(_ point: Point) -> Point.Wrong {
        (
            "values", "out-of-range",
            Text(
                en: "\(point.encoding.rawValue) holds raw numbers of \(point.width) bits",
                vi: "\(point.encoding.rawValue) chỉ chứa giá trị thô \(point.width) bit")
        )
    }
}
