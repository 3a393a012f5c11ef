// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of a profile's `points`.
struct PointSection: Section {
    /// Without its byte order, whose default depends on the encoding.
    var written = Point(name: "", table: .holding, address: 0, encoding: .uint16, quantity: "")
    var order: ByteOrder?

    var point: Point {
        var point = written
        point.order = order ?? .big(point.bytes)
        return point
    }

    static let keys: [Key<Self>] = place + raw + meaning + judgement

    private static let place: [Key<Self>] = [
        Key(
            "name", \.written.name, .text(atMost: 64), required: true,
            en: "Its quantity, then phase, tariff or statistic: voltage_l1.",
            vi: "Đại lượng, rồi đến pha, biểu giá hoặc thống kê: voltage_l1."),
        Key(
            "table", \.written.table, .choice, required: true,
            en: "holding or input registers, coil or discrete bits.",
            vi: "Thanh ghi giữ (holding), thanh ghi vào (input), coil hoặc ngõ vào (discrete)."),
        Key(
            "address", \.written.address, .integer(0...65_535), required: true,
            en: "The first register or bit, counted from 0, as the request carries it.",
            vi: "Thanh ghi hoặc bit đầu tiên, đếm từ 0, đúng như trong yêu cầu."),
        Key(
            "as", \.written.encoding, .choice, required: true,
            en: "What the bits are: a truth value, an integer, a floating-point number or decimal "
                + "digits of four bits (bcd).",
            vi: "Kiểu dữ liệu: giá trị logic, số nguyên, số thực dấu phẩy động hoặc chữ số thập "
                + "phân 4 bit (bcd)."),
    ]

    private static let raw: [Key<Self>] = [
        Key(
            "half", \.written.half, .choice,
            en: "Which byte of its register an int8 or uint8 is, high the more significant.",
            vi: "int8 hoặc uint8 nằm ở byte nào của thanh ghi; high là byte cao."),
        Key(
            "length", \.written.length, .integer(1...4),
            en: "How many registers a bcd lies in, four digits each. Without it: 1.",
            vi: "Số thanh ghi của một giá trị bcd, mỗi thanh ghi bốn chữ số. Nếu bỏ trống: 1."),
        Key(
            "bits", \.written.bits, .bits,
            en: "Only these bits, counted from 0, the least significant: 3 or 4-7. Points may "
                + "share a register.",
            vi: "Chỉ lấy các bit này, đếm từ 0 là bit thấp nhất: 3 hoặc 4-7. Nhiều điểm đo có "
                + "thể dùng chung một thanh ghi."),
        Key(
            "order", \.order, .order,
            en: "Byte order on the wire, A the most significant. Without it: AB, ABCD or ABCDEFGH.",
            vi: "Thứ tự byte trên đường truyền, A là byte cao nhất. Nếu bỏ trống: AB, ABCD hoặc "
                + "ABCDEFGH."),
    ]

    private static let meaning: [Key<Self>] = [
        Key(
            "sentinels", \.written.sentinels, .sentinels,
            en: "Raw words that are no numbers, compared before sign and scale: "
                + "{0x7FFF: not-fitted}.",
            vi: "Giá trị thô không phải số đo, so sánh trước khi xét dấu và nhân scale: "
                + "{0x7FFF: not-fitted}."),
        Key(
            "scale", \.written.scale, .decimal,
            en: "value = raw × scale + offset.", vi: "giá trị = giá trị thô × scale + offset."),
        Key(
            "offset", \.written.offset, .decimal,
            en: "Added after scale.", vi: "Cộng vào sau khi nhân scale."),
        Key(
            "unit", \.written.unit, .text(atMost: 16),
            en: "The quantity's unit, which is fixed: V, Cel, kWh. Contacts have none.",
            vi: "Đơn vị cố định của đại lượng: V, Cel, kWh. Tiếp điểm không có đơn vị."),
        Key(
            "quantity", \.written.quantity, .text(atMost: 64), required: true,
            en: "What is measured, or other for a name and unit of your own.",
            vi: "Đại lượng đo, hoặc other nếu tên và đơn vị tự đặt."),
        Key(
            "kind", \.written.kind, .choice,
            en: "gauge goes up and down, counter only counts up, state is one of a few.",
            vi: "gauge tăng giảm, counter chỉ đếm lên, state là một trong vài trạng thái."),
        Key(
            "mean", \.written.mean, .choice,
            en: "How it is averaged: linear, circular (angles), energy (decibels) or none. Without "
                + "it: as usual for the quantity.",
            vi: "Cách tính trung bình: linear, circular (góc), energy (decibel) hoặc none. Nếu bỏ "
                + "trống: theo đại lượng."),
        Key(
            "modulus", \.written.modulus, .decimal,
            en: "A counter: the number at which it begins again with 0, in the unit.",
            vi: "Bộ đếm: giá trị tại đó bộ đếm quay về 0, tính theo đơn vị đo."),
        Key(
            "enum", \.written.enumeration, .enumeration,
            en: "What each number of a state means: {0: {en: stopped, vi: dừng}}. Others are "
                + "suspect.",
            vi: "Ý nghĩa từng giá trị của trạng thái: {0: {en: stopped, vi: dừng}}. Giá trị khác "
                + "bị coi là nghi ngờ."),
        Key(
            "names", \.written.names, .names,
            en: "What people call the value.", vi: "Tên gọi của giá trị đo."),
    ]

    private static let judgement: [Key<Self>] = [
        Key(
            "range", \.written.range, .limits,
            en: "[low, high]: outside, a value is sent as suspect.",
            vi: "[thấp, cao]: ngoài khoảng này giá trị bị đánh dấu nghi ngờ (suspect)."),
        Key(
            "span", \.written.span, .limits,
            en: "[low, high] that the instrument can show at all: outside, it has failed.",
            vi: "[thấp, cao] mà thiết bị có thể đo: ngoài khoảng này coi là thiết bị lỗi (fault)."),
        Key(
            "deadband", \.written.deadband, .decimal,
            en: "The least change worth sending, in the unit; 0 sends every change.",
            vi: "Thay đổi nhỏ nhất đáng gửi, tính theo đơn vị; 0 gửi mọi thay đổi."),
    ]
}
