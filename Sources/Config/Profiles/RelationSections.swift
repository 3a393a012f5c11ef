// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `unit-from`.
struct UnitFromSection: Section {
    var point = ""
    var factors: [Dependence.Factor] = []

    static let keys: [Key<Self>] = [
        Key(
            "point", \.point, .pointName, required: true,
            en: "The point that is the setting.", vi: "Điểm đo chứa cài đặt đơn vị."),
        Key(
            "map", \.factors, .factors, required: true,
            en: "Each number of the setting with the factor to this point's unit: {0: 1, 1: 0.1}.",
            vi: "Mỗi giá trị cài đặt kèm hệ số quy đổi về đơn vị của điểm đo: {0: 1, 1: 0.1}."),
    ]
}

/// The key `quality-from`.
struct QualityFromSection: Section {
    var point = ""
    var good: [Int64] = []

    static let keys: [Key<Self>] = [
        Key(
            "point", \.point, .pointName, required: true,
            en: "The point that says how good this one is.",
            vi: "Điểm đo cho biết giá trị này có tin được không."),
        Key(
            "good", \.good, .list(of: .integer(Int64(Int32.min)...Int64(UInt32.max)), 1...64),
            required: true,
            en: "Its numbers with which this value is good; with any other it is a fault.",
            vi: "Các giá trị của điểm đo đó khi giá trị này tốt; ngoài ra coi là lỗi (fault)."),
    ]
}

/// The key `when`.
struct WhenSection: Section {
    var point = ""
    var equals: Int64?
    var atLeast: Int64?

    var condition: Dependence.Condition? {
        let test = equals.map(Dependence.Condition.Test.equals) ?? atLeast.map { .atLeast($0) }
        return test.map { Dependence.Condition(point: point, test: $0) }
    }

    static let keys: [Key<Self>] = [
        Key(
            "point", \.point, .pointName, required: true,
            en: "The point that tells firmware or model.",
            vi: "Điểm đo cho biết phiên bản firmware hoặc kiểu máy."),
        Key(
            "equals", \.equals, .integer(Int64(Int32.min)...Int64(UInt32.max)),
            en: "This point is there only with this number; or at-least.",
            vi: "Điểm đo chỉ có khi đúng giá trị này; hoặc dùng at-least."),
        Key(
            "at-least", \.atLeast, .integer(Int64(Int32.min)...Int64(UInt32.max)),
            en: "This point is there only from this number on; or equals.",
            vi: "Điểm đo chỉ có từ giá trị này trở lên; hoặc dùng equals."),
    ]
}

extension Format<String> {
    /// Another point's name.
    static var pointName: Self { .text(atMost: 64) }
}

extension Format<[String]> {
    /// The points that one is made of.
    static var terms: Self { .list(of: .pointName, 2...64) }
}

extension Format<[Dependence.Factor]> {
    /// `{0: 1, 1: 0.1}`.
    static var factors: Self {
        let number = Format<Int64>.integer(Int64(Int32.min)...Int64(UInt32.max))
        let keyed = Format<[Pair<Int64, Decimal>]>.keyed(by: number, .decimal, atMost: 256)
        return keyed.converted { $0.map { .init(number: $0.name, factor: $0.value) } }
    }
}

extension Format<Dependence.UnitChoice> {
    static var unitChoice: Self {
        Format<UnitFromSection>.section.converted { .init(point: $0.point, factors: $0.factors) }
    }
}

extension Format<Dependence.Trust> {
    static var trust: Self {
        Format<QualityFromSection>.section.converted { .init(point: $0.point, good: $0.good) }
    }
}

extension Format<Dependence.Condition> {
    static var condition: Self {
        let section = Format<WhenSection>.section
        return Self(section.kind) { node, findings in
            guard let when = section.read(node, &findings) else { return nil }
            guard (when.equals == nil) != (when.atLeast == nil) else {
                findings.add(
                    when.equals == nil ? .missingKey : .conflictingKeys, at: node.mark,
                    Text(
                        en: "expected one of equals, at-least",
                        vi: "cần đúng một trong equals, at-least"))
                return nil
            }
            return when.condition
        }
    }
}
