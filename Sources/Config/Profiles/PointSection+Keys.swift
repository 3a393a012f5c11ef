// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PointSection {
    static let relations: [Key<Self>] = [
        Key(
            "sum", \.sum, .terms,
            en: "Made of other points of the device, which are added; nothing is read.",
            vi: "Tính từ các điểm đo khác của thiết bị bằng phép cộng; không đọc gì."),
        Key(
            "difference", \.difference, .terms,
            en: "Made of other points: the first less all others.",
            vi: "Tính từ các điểm đo khác: điểm đầu trừ các điểm còn lại."),
        Key(
            "product", \.product, .terms,
            en: "Made of other points, which are multiplied.",
            vi: "Tính từ các điểm đo khác bằng phép nhân."),
        Key(
            "scale-from", \.written.dependence.exponent, .pointName,
            en: "The point whose value is the power of ten to multiply with.",
            vi: "Điểm đo có giá trị là số mũ của 10 để nhân vào."),
        Key(
            "factor-from", \.written.dependence.factor, .pointName,
            en: "The point whose value is the factor to multiply with.",
            vi: "Điểm đo có giá trị là hệ số để nhân vào."),
        Key(
            "unit-from", \.written.dependence.unit, .unitChoice,
            en: "A setting that decides the unit: {point: unit_setting, map: {0: 1, 1: 0.1}}.",
            vi: "Cài đặt quyết định đơn vị: {point: unit_setting, map: {0: 1, 1: 0.1}}."),
        Key(
            "quality-from", \.written.dependence.trust, .trust,
            en: "A point that says how good this one is: {point: status, good: [0]}.",
            vi: "Điểm đo cho biết giá trị này có tốt không: {point: status, good: [0]}."),
        Key(
            "when", \.written.dependence.condition, .condition,
            en: "Only such firmware or models have the point: {point: version, at-least: 4}.",
            vi: "Chỉ firmware hoặc kiểu máy này có điểm đo: {point: version, at-least: 4}."),
        Key(
            "requires", \.written.option, .level,
            en: "The part of options that must be fitted; without it the point is left out.",
            vi: "Bộ phận (options) phải được lắp; nếu không lắp thì bỏ điểm đo."),
    ]

    static let judgement: [Key<Self>] = [
        Key(
            "range", \.written.range, .limitsOrNone,
            en: "[low, high]: outside, a value is sent as suspect. none: nothing is. Without it: "
                + "as usual for the quantity.",
            vi: "[thấp, cao]: ngoài khoảng này giá trị bị nghi ngờ (suspect). none: không xét. "
                + "Nếu bỏ trống: theo đại lượng."),
        Key(
            "span", \.written.span, .limits,
            en: "[low, high] that the instrument can show at all: outside, it has failed.",
            vi: "[thấp, cao] mà thiết bị có thể đo: ngoài khoảng này coi là thiết bị lỗi (fault)."),
        Key(
            "deadband", \.written.deadband, .decimal,
            en: "The least change worth sending, in the unit; 0 sends every change. Without it: as "
                + "usual for the quantity.",
            vi: "Thay đổi nhỏ nhất đáng gửi, tính theo đơn vị; 0 gửi mọi thay đổi. Nếu bỏ trống: "
                + "theo đại lượng."),
        Key(
            "rate", \.written.rate, .decimal,
            en: "The largest change in a second that is believed, in the unit.",
            vi: "Thay đổi lớn nhất trong một giây còn tin được, tính theo đơn vị."),
    ]

    static let polling: [Key<Self>] = [
        Key(
            "group", \.written.group, .choice,
            en: "How often it is read, as the device's poll says; demand: only when asked.",
            vi: "Nhịp đọc, theo poll của thiết bị; demand: chỉ khi được hỏi."),
        Key(
            "min-poll", \.written.leastPoll, .duration(.milliseconds(1)...(.day)),
            en: "The shortest period that the device bears.",
            vi: "Chu kỳ đọc ngắn nhất mà thiết bị chịu được."),
        Key(
            "warm-up", \.written.warmUp, .duration(.milliseconds(1)...(.day)),
            en: "How long after power-on its values are not good.",
            vi: "Thời gian sau khi cấp điện mà giá trị chưa tốt."),
    ]

    static let writing: [Key<Self>] = [
        Key(
            "access", \.written.access, .choice,
            en: "r: read, rw: read and written, w: only written.",
            vi: "r: đọc, rw: đọc và ghi, w: chỉ ghi."),
        Key(
            "write", \.write, .section,
            en: "How it is written: {function: 6, limits: [0, 10], pause: 1s}.",
            vi: "Cách ghi: {function: 6, limits: [0, 10], pause: 1s}."),
    ]

    var sum: [String]? {
        get { if case .sum(let terms)? = written.dependence.formula { terms } else { nil } }
        set { written.dependence.formula = newValue.map { .sum($0) } }
    }

    var difference: [String]? {
        get { if case .difference(let terms)? = written.dependence.formula { terms } else { nil } }
        set { written.dependence.formula = newValue.map { .difference($0) } }
    }

    var product: [String]? {
        get { if case .product(let terms)? = written.dependence.formula { terms } else { nil } }
        set { written.dependence.formula = newValue.map { .product($0) } }
    }
}
