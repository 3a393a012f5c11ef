// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `unit-from`.
struct UnitFromSection: Section {
    var point = ""
    var factors: [Dependence.Factor] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "point", \.point, .pointName, required: true,
            en: "The point that is the setting.", vi: "Điểm đo chứa cài đặt đơn vị.")
        Key(
            "map", \.factors, .factors, required: true,
            en: "Each number of the setting with the factor to this point's unit, or factor and "
                + "offset: {0: 1, 1: [0.5556, -17.778]}.",
            vi: "Mỗi giá trị cài đặt kèm hệ số quy đổi về đơn vị của điểm đo, hoặc hệ số và "
                + "offset: {0: 1, 1: [0.5556, -17.778]}.")
    }
}

/// The key `quality-from`.
struct QualityFromSection: Section {
    var point = ""
    var good: [Int64] = []
    var reasons: [Dependence.Trust.Reason] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "point", \.point, .pointName, required: true,
            en: "The point that says how good this one is.",
            vi: "Điểm đo cho biết giá trị này có tin được không.")
        Key(
            "good", \.good, .list(of: .listed, 1...64), required: true,
            en: "Its numbers with which this value is good; with any other it is a fault.",
            vi: "Các giá trị của điểm đo đó khi giá trị này tốt; ngoài ra coi là lỗi (fault).")
        Key(
            "reasons", \.reasons, .reasons,
            en: "What its other numbers mean: {2: sensor-break}.",
            vi: "Ý nghĩa các giá trị khác của điểm đo đó: {2: sensor-break}.")
    }
}

/// The key `when`.
struct WhenSection: Section {
    var point = ""
    var equals: [Int64] = []
    var atLeast: Int64?
    var atMost: Int64?

    var condition: Dependence.Condition? {
        test.map { Dependence.Condition(point: point, test: $0) }
    }

    private var test: Dependence.Condition.Test? {
        switch (equals.count, atLeast, atMost) {
        case (1, _, _): .equals(equals[0])
        case (2..., _, _): .among(equals)
        case (_, let low?, let high?): low <= high ? .within(low...high) : nil
        case (_, let low?, nil): .atLeast(low)
        case (_, nil, let high?): .atMost(high)
        default: nil
        }
    }

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "point", \.point, .pointName, required: true,
            en: "The point that tells firmware or model.",
            vi: "Điểm đo cho biết phiên bản firmware hoặc kiểu máy.")
        Key(
            "equals", \.equals, .numbers,
            en: "This point is there only with this number, or one of these: [1, 4].",
            vi: "Điểm đo chỉ có khi đúng giá trị này, hoặc một trong các giá trị: [1, 4].")
        Key(
            "at-least", \.atLeast, .listed,
            en: "This point is there only from this number on.",
            vi: "Điểm đo chỉ có từ giá trị này trở lên.")
        Key(
            "at-most", \.atMost, .listed,
            en: "This point is there only up to this number.",
            vi: "Điểm đo chỉ có đến giá trị này.")
    }
}

extension Format<Int64> {
    /// A number that another point has.
    static var listed: Self { .integer(Int64(Int32.min)...Int64(UInt32.max)) }
}

extension Format<[Int64]> {
    /// `4` or `[1, 4]`.
    static var numbers: Self {
        let one = Format<Int64>.listed
        let several = Format<[Int64]>.list(of: one, 1...64)
        return Self(.either(one.kind, several.kind)) { node, findings in
            if case .list = node.content { return several.read(node, &findings) }
            return one.read(node, &findings).map { [$0] }
        }
    }
}

extension Format<[Dependence.Trust.Reason]> {
    /// `{2: sensor-break}`.
    static var reasons: Self {
        let keyed = Format<[Pair<Int64, Quality>]>.keyed(by: .listed, .reason, atMost: 64)
        return keyed.converted { $0.map { .init(number: $0.name, quality: $0.value) } }
    }
}

extension Format<String> {
    /// Another point's name.
    static var pointName: Self { .text(atMost: 64) }
}

extension Format<[String]> {
    /// The points that one is made of.
    static var terms: Self { .list(of: .pointName, 2...64) }
}

extension Format<[Dependence.Formula.Part]> {
    /// `{high: 65536, low: 1}`.
    static var parts: Self {
        let keyed = Format<[Pair<String, Decimal>]>.keyed(by: .pointName, .decimal, atMost: 64)
        return Self(keyed.kind) { node, findings in
            guard let parts = keyed.read(node, &findings) else { return nil }
            guard !parts.isEmpty else {
                findings.add(
                    .outOfRange, at: node.mark,
                    Text(en: "expected at least one part", vi: "cần ít nhất một phần"))
                return nil
            }
            return parts.map { .init(name: $0.name, weight: $0.value) }
        }
    }
}

extension Format<[Dependence.Factor]> {
    /// `{0: 1, 1: [0.5556, -17.778]}`.
    static var factors: Self {
        let keyed = Format<[Pair<Int64, [Decimal]>]>.keyed(by: .listed, .line, atMost: 256)
        return keyed.converted {
            $0.map {
                .init(
                    number: $0.name, factor: $0.value[0],
                    offset: $0.value.dropFirst().first ?? .zero)
            }
        }
    }
}

extension Format<[Decimal]> {
    /// A factor, or factor and offset.
    fileprivate static var line: Self {
        let one = Format<Decimal>.decimal
        let both = Format<[Decimal]>.list(of: one, 2...2)
        return Self(.either(one.kind, both.kind)) { node, findings in
            guard case .list = node.content else {
                guard node.plain.map({ Decimal($0) == nil }) ?? true else {
                    return one.read(node, &findings).map { [$0] }
                }
                findings.wrongType(node, expected: Kind.either(one.kind, both.kind).expected)
                return nil
            }
            return both.read(node, &findings).flatMap { $0.count == 2 ? $0 : nil }
        }
    }
}

extension Format<Dependence.UnitChoice> {
    static var unitChoice: Self {
        Format<UnitFromSection>.section.converted { .init(point: $0.point, factors: $0.factors) }
    }
}

extension Format<Dependence.Trust> {
    static var trust: Self {
        Format<QualityFromSection>.section.converted {
            .init(point: $0.point, good: $0.good, reasons: $0.reasons)
        }
    }
}

extension Format<Dependence.Condition> {
    static var condition: Self {
        let section = Format<WhenSection>.section
        return Self(section.kind) { node, findings in
            let errors = findings.errors
            guard let when = section.read(node, &findings) else { return nil }
            let isRange = node["at-least"] != nil || node["at-most"] != nil
            let isList = node["equals"] != nil
            if isRange != isList, when.condition != nil || findings.errors > errors {
                return when.condition
            }
            findings.add(
                isRange || isList ? .conflictingKeys : .missingKey, at: node.mark,
                Text(
                    en: "expected equals, or at-least, at-most or both with the lower one first",
                    vi: "cần equals, hoặc at-least, at-most, hoặc cả hai với at-least không lớn "
                        + "hơn at-most"))
            return nil
        }
    }
}
