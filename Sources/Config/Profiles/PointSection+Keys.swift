// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PointSection {
    @KeyTable<Self> static var relations: [Key<Self>] {
        Key(
            "sum", \.sum, .terms,
            en: "Made of other points of the device, which are added; nothing is read.",
            vi: "Tính từ các điểm đo khác của thiết bị bằng phép cộng; không đọc gì.")
        Key(
            "difference", \.difference, .terms,
            en: "Made of other points: the first less all others.",
            vi: "Tính từ các điểm đo khác: điểm đầu trừ các điểm còn lại.")
        Key(
            "product", \.product, .terms,
            en: "Made of other points, which are multiplied.",
            vi: "Tính từ các điểm đo khác bằng phép nhân.")
        Key(
            "quotient", \.quotient, .terms,
            en: "Made of other points: the first divided by all others.",
            vi: "Tính từ các điểm đo khác: điểm đầu chia cho các điểm còn lại.")
        Key(
            "parts", \.parts, .parts,
            en: "Made of other points, each times its weight, added: {high: 65536, low: 1}.",
            vi: "Tính từ các điểm đo khác, mỗi điểm nhân trọng số rồi cộng: "
                + "{high: 65536, low: 1}.")
        Key(
            "first-of", \.firstOf, .terms,
            en: "Made of other points: the first that has a value.",
            vi: "Tính từ các điểm đo khác: điểm đầu tiên có giá trị.")
        Key(
            "scale-from", \.written.dependence.exponent, .pointName,
            en: "The point whose value is the power of ten to multiply with.",
            vi: "Điểm đo có giá trị là số mũ của 10 để nhân vào.")
        Key(
            "factor-from", \.written.dependence.factor, .pointName,
            en: "The point whose value is the factor to multiply with.",
            vi: "Điểm đo có giá trị là hệ số để nhân vào.")
        Key(
            "unit-from", \.written.dependence.unit, .unitChoice,
            en: "A setting that decides the unit: {point: unit_setting, map: {0: 1, 1: 0.1}}.",
            vi: "Cài đặt quyết định đơn vị: {point: unit_setting, map: {0: 1, 1: 0.1}}.")
        Key(
            "curve", \.written.dependence.curve, .curve,
            en: "The value that each number stands for, straight in between: "
                + "[[0, 0], [1.5, 900], [2, 1000]].",
            vi: "Giá trị ứng với từng số, nội suy thẳng ở giữa: [[0, 0], [1.5, 900], [2, 1000]].")
        Key(
            "decimals", \.written.dependence.decimals, .integer(0...9),
            en: "The digits after the point that the value is rounded to.",
            vi: "Số chữ số sau dấu chấm mà giá trị được làm tròn.")
        Key(
            "refused", \.written.dependence.refused, .fault,
            en: "What it means that the device refuses the read: not-fitted.",
            vi: "Ý nghĩa khi thiết bị từ chối đọc điểm này: not-fitted.")
        Key(
            "silent", \.written.dependence.silent, .fault,
            en: "What it means that the device does not answer the read: not-fitted.",
            vi: "Ý nghĩa khi thiết bị không trả lời điểm này: not-fitted.")
        Key(
            "quality-from", \.written.dependence.trust, .trust,
            en: "A point that says how good this one is: {point: status, good: [0]}.",
            vi: "Điểm đo cho biết giá trị này có tốt không: {point: status, good: [0]}.")
        Key(
            "when", \.written.dependence.condition, .condition,
            en: "Only such firmware or models have the point: {point: version, at-least: 4}.",
            vi: "Chỉ firmware hoặc kiểu máy này có điểm đo: {point: version, at-least: 4}.")
        Key(
            "requires", \.written.option, .level,
            en: "The part of options that must be fitted; without it the point is left out.",
            vi: "Bộ phận (options) phải được lắp; nếu không lắp thì bỏ điểm đo.")
    }

    @KeyTable<Self> static var judgement: [Key<Self>] {
        Key(
            "range", \.written.range, .limitsOrNone,
            en: "[low, high]: outside, a value is sent as suspect. none: nothing is. Without it: "
                + "as usual for the quantity.",
            vi: "[thấp, cao]: ngoài khoảng này giá trị bị nghi ngờ (suspect). none: không xét. "
                + "Nếu bỏ trống: theo đại lượng.")
        Key(
            "span", \.written.span, .limits,
            en: "[low, high] that the instrument can show at all: outside, it has failed.",
            vi: "[thấp, cao] mà thiết bị có thể đo: ngoài khoảng này coi là thiết bị lỗi (fault).")
        Key(
            "deadband", \.written.deadband, .decimal,
            en: "The least change worth sending, in the unit; 0 sends every change. Without it: as "
                + "usual for the quantity.",
            vi: "Thay đổi nhỏ nhất đáng gửi, tính theo đơn vị; 0 gửi mọi thay đổi. Nếu bỏ trống: "
                + "theo đại lượng.")
        Key(
            "rate", \.written.rate, .decimal,
            en: "The largest change in a second that is believed, in the unit.",
            vi: "Thay đổi lớn nhất trong một giây còn tin được, tính theo đơn vị.")
    }

    @KeyTable<Self> static var notes: [Key<Self>] {
        Key(
            "limits", \.written.alarm, .section,
            en: "What is told at once as an event: {high: 60, hysteresis: 2, severity: alarm}.",
            vi: "Ngưỡng báo ngay bằng sự kiện: {high: 60, hysteresis: 2, severity: alarm}.")
        Key(
            "note", \.note, .text(),
            en: "For people who read the file.", vi: "Ghi chú cho người đọc tệp.")
        Key(
            "source", \.source, .text(),
            en: "Where this fact comes from, when not from the profile's sources.",
            vi: "Nguồn của thông tin này nếu khác với sources của hồ sơ.")
        Key(
            "confidence", \.confidence, .choice,
            en: "How well this point is supported, when not like the whole profile.",
            vi: "Mức tin cậy của điểm đo này nếu khác với cả hồ sơ.")
    }

    @KeyTable<Self> static var polling: [Key<Self>] {
        Key(
            "group", \.written.group, .choice,
            en: "How often it is read, as the device's poll says; demand: only when asked.",
            vi: "Nhịp đọc, theo poll của thiết bị; demand: chỉ khi được hỏi.")
        Key(
            "min-poll", \.written.leastPoll, .duration(.milliseconds(1)...(.day)),
            en: "The shortest period that the device bears.",
            vi: "Chu kỳ đọc ngắn nhất mà thiết bị chịu được.")
        Key(
            "warm-up", \.written.warmUp, .duration(.milliseconds(1)...(.day)),
            en: "How long after power-on its values are not good.",
            vi: "Thời gian sau khi cấp điện mà giá trị chưa tốt.")
    }

    @KeyTable<Self> static var writing: [Key<Self>] {
        Key(
            "access", \.written.access, .choice,
            en: "r: read, rw: read and written, w: only written.",
            vi: "r: đọc, rw: đọc và ghi, w: chỉ ghi.")
        Key(
            "write", \.write, .section,
            en: "How it is written: {function: 6, limits: [0, 10], pause: 1s}.",
            vi: "Cách ghi: {function: 6, limits: [0, 10], pause: 1s}.")
    }

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

    var quotient: [String]? {
        get { if case .quotient(let terms)? = written.dependence.formula { terms } else { nil } }
        set { written.dependence.formula = newValue.map { .quotient($0) } }
    }

    var firstOf: [String]? {
        get { if case .firstOf(let terms)? = written.dependence.formula { terms } else { nil } }
        set { written.dependence.formula = newValue.map { .firstOf($0) } }
    }

    var parts: [Dependence.Formula.Part]? {
        get { if case .parts(let parts)? = written.dependence.formula { parts } else { nil } }
        set { written.dependence.formula = newValue.map { .parts($0) } }
    }

    /// Both kinds lie in one list.
    var wordSentinels: [Sentinel] {
        get { written.sentinels.filter(\.isOfWord) }
        set { written.sentinels = sentinels + newValue }
    }

    var sentinels: [Sentinel] {
        get { written.sentinels.filter { !$0.isOfWord } }
        set { written.sentinels = newValue + wordSentinels }
    }
}
