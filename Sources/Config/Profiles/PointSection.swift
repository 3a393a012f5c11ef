// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of a profile's `points`, or what another profile or a site says of one otherwise.
struct PointSection: Section {
    /// Without what depends on other keys: address, byte order, block, writes that unlock.
    var written = Point(name: "", table: .holding, address: 0, encoding: .uint16, quantity: "")
    var number: Int?
    var order: ByteOrder?
    var block: BlockSection?
    var array: ArraySection?
    var write: WriteSection?
    /// For people who read the file.
    var note: String?
    var source: String?
    var confidence: Profile.Confidence?

    static var keys: [Key<Self>] {
        place + raw + texts + sentinelKeys + meaning + relations + judgement + notes + polling
            + writing
    }

    @KeyTable<Self> private static var place: [Key<Self>] {
        Key(
            "name", \.written.name, .text(atMost: 64),
            en: "Its quantity, then phase, tariff or statistic: voltage_l1. An array says it "
                + "itself.",
            vi: "Đại lượng, rồi đến pha, biểu giá hoặc thống kê: voltage_l1. Bắt buộc, trừ khi "
                + "dùng array.")
        Key(
            "table", \.written.table, .choice,
            en: "holding or input registers, coil or discrete bits. Needed for what is read.",
            vi: "Thanh ghi giữ (holding), thanh ghi vào (input), coil hoặc ngõ vào (discrete). Bắt "
                + "buộc nếu đọc.")
        Key(
            "address", \.number, .number,
            en: "The first register or bit, from 0 unless numbering says otherwise. Needed for "
                + "what is read.",
            vi: "Thanh ghi hoặc bit đầu tiên, đếm từ 0 trừ khi có numbering. Bắt buộc nếu đọc.")
        Key(
            "function", \.written.function, .integer(3...4),
            en: "3 or 4, where registers answer the other table's function. Without it: the "
                + "table's.",
            vi: "3 hoặc 4, khi thanh ghi chỉ trả lời hàm của bảng kia. Nếu bỏ trống: theo table.")
        Key(
            "as", \.written.encoding, .choice,
            en: "What the bits are: a truth value, an integer, a floating-point number, decimal "
                + "digits (bcd), words (string, date).",
            vi: "Kiểu dữ liệu: logic, số nguyên, số thực, chữ số thập phân (bcd), chuỗi chữ "
                + "(string, date).")
        Key(
            "array", \.array, .section,
            en: "Points alike, one behind the other: {count: 16, stride: 1, name: "
                + "\"voltage_cell{n}\"}.",
            vi: "Dãy điểm đo giống nhau: {count: 16, stride: 1, name: \"voltage_cell{n}\"}.")
        Key(
            "block", \.block, .section,
            en: "Read by one request for exactly these registers: {address: 100, count: 20}.",
            vi: "Đọc bằng một yêu cầu đúng khối thanh ghi này: {address: 100, count: 20}.")
        Key(
            "bridge", \.written.bridge, .integer(0...125),
            en: "The most unused addresses read across to a neighbour; 0: none. Without it: what "
                + "pays.",
            vi: "Số địa chỉ trống nhiều nhất được đọc lướt qua; 0: không. Nếu bỏ trống: tự tính.")
    }

    @KeyTable<Self> private static var raw: [Key<Self>] {
        Key(
            "half", \.written.half, .choice,
            en: "Which byte of its register an int8, uint8 or each letter of a string is, high the "
                + "more significant.",
            vi: "Byte nào của thanh ghi là int8, uint8 hoặc từng chữ của string; high là byte "
                + "cao.")
        Key(
            "length", \.written.length, .integer(1...64),
            en: "How many registers a string lies in, or a bcd: at most 4, without it 1.",
            vi: "Số thanh ghi của một string, hoặc bcd: nhiều nhất 4, nếu bỏ trống: 1.")
        Key(
            "bits", \.written.bits, .bits,
            en: "Only these bits, counted from 0, the least significant: 3 or 4-7. Points may "
                + "share a register.",
            vi: "Chỉ lấy các bit này, đếm từ 0 là bit thấp nhất: 3 hoặc 4-7. Nhiều điểm đo có "
                + "thể dùng chung một thanh ghi.")
        Key(
            "order", \.order, .order,
            en: "Byte order on the wire, A the most significant. Without it: as the profile's "
                + "order says.",
            vi: "Thứ tự byte trên đường truyền, A là byte cao nhất. Nếu bỏ trống: theo order của "
                + "hồ sơ.")
    }

    @KeyTable<Self> private static var meaning: [Key<Self>] {
        Key(
            "scale", \.written.scale, .decimal,
            en: "value = raw × scale + offset.", vi: "giá trị = giá trị thô × scale + offset.")
        Key(
            "offset", \.written.offset, .decimal,
            en: "Added after scale.", vi: "Cộng vào sau khi nhân scale.")
        Key(
            "invert", \.written.isInverted, .flag,
            en: "A bool is true where its bit is 0. A site may also turn the sign of a gauge.",
            vi: "bool đúng khi bit bằng 0. Tại trạm còn dùng để đổi dấu một gauge.")
        Key(
            "power-factor", \.written.powerFactor, .choice,
            en: "four-quadrant: the number is a power factor up to ±1, beyond it ±2 less the "
                + "factor.",
            vi: "four-quadrant: số là hệ số công suất trong ±1, ngoài khoảng đó là ±2 trừ hệ số.")
        Key(
            "unit", \.written.unit, .text(atMost: 16),
            en: "The quantity's unit, which is fixed: V, Cel, kWh. Contacts have none.",
            vi: "Đơn vị cố định của đại lượng: V, Cel, kWh. Tiếp điểm không có đơn vị.")
        Key(
            "quantity", \.written.quantity, .text(atMost: 64),
            en: "What is measured, or other for a name and unit of your own. Needed.",
            vi: "Đại lượng đo, hoặc other nếu tên và đơn vị tự đặt. Bắt buộc.")
        Key(
            "kind", \.written.kind, .choice,
            en: "gauge goes up and down, counter only counts up, state is one of a few, text is "
                + "words.",
            vi: "gauge tăng giảm, counter chỉ đếm lên, state là một trong vài trạng thái, text là "
                + "chuỗi chữ.")
        Key(
            "mean", \.written.mean, .choice,
            en: "How it is averaged: linear, circular (angles), energy (decibels) or none. Without "
                + "it: as usual for the quantity.",
            vi: "Cách tính trung bình: linear, circular (góc), energy (decibel) hoặc none. Nếu bỏ "
                + "trống: theo đại lượng.")
        Key(
            "modulus", \.written.modulus, .decimal,
            en: "A counter: the number at which it begins again with 0, in the unit.",
            vi: "Bộ đếm: giá trị tại đó bộ đếm quay về 0, tính theo đơn vị đo.")
        Key(
            "resets", \.written.resets, .choice,
            en: "A counter: set back to 0 daily, or by a command.",
            vi: "Bộ đếm: về 0 hằng ngày (daily) hoặc theo lệnh (command).")
        Key(
            "resolution", \.written.resolution, .decimal,
            en: "A counter: the least that it can count, in the unit.",
            vi: "Bộ đếm: bước đếm nhỏ nhất, tính theo đơn vị.")
        Key(
            "enum", \.written.enumeration, .enumeration,
            en: "What each number of a state means: {0: {en: stopped, vi: dừng}}. Others are "
                + "suspect.",
            vi: "Ý nghĩa từng giá trị của trạng thái: {0: {en: stopped, vi: dừng}}. Giá trị khác "
                + "bị coi là nghi ngờ.")
        Key(
            "names", \.written.names, .names,
            en: "What people call the value.", vi: "Tên gọi của giá trị đo.")
    }
}
