// SPDX-License-Identifier: Apache-2.0

/// What is wrong between a port and a device.
extension Hint {
    static let noPower = Hint(
        en: "the device has no power, or its cable is off",
        vi: "thiết bị mất nguồn hoặc tuột cáp")
    static let wrongUnit = Hint(
        en: "the device has another unit id than the file says",
        vi: "địa chỉ trạm (unit id) khác với tệp cấu hình")
    static let swappedPair = Hint(
        en: "A and B are swapped",
        vi: "đảo cực A/B")
    static let wrongSpeed = Hint(
        en: "baud, parity or stop bits differ from the device's",
        vi: "baud, parity hoặc bit dừng khác với thiết bị")
    static let brokenPair = Hint(
        en: "the pair is broken, or a terminal is loose",
        vi: "đứt dây hoặc lỏng cọc đấu")
    static let slowDevice = Hint(
        en: "the device takes longer than its timeout",
        vi: "thiết bị trả lời lâu hơn timeout")
    static let noise = Hint(
        en: "noise from a motor, an inverter or a radio beside the cable",
        vi: "nhiễu từ động cơ, biến tần hoặc bộ đàm gần cáp")
    static let noTermination = Hint(
        en: "termination is missing at the ends, or there is too much of it",
        vi: "thiếu hoặc thừa điện trở cuối (120 ohm)")
    static let sameUnit = Hint(
        en: "two devices have this unit id, and both answer",
        vi: "hai thiết bị trùng địa chỉ trạm (unit id), cùng trả lời")
    static let otherMaster = Hint(
        en: "another master asks on the same line",
        vi: "có master khác cùng hỏi trên đường này")
    static let adapterGone = Hint(
        en: "the adapter was unplugged, or lost its power",
        vi: "bộ chuyển đổi bị rút ra hoặc mất nguồn")
    static let otherName = Hint(
        en: "the port has another name since the last start",
        vi: "sau lần khởi động này cổng đã mang tên khác")
    static let otherModel = Hint(
        en: "the profile is of another model or firmware",
        vi: "hồ sơ (profile) là của kiểu máy hoặc firmware khác")
    static let otherTable = Hint(
        en: "the profile has a wrong table: holding in place of input",
        vi: "sai bảng: thanh ghi giữ (holding) thay vì thanh ghi vào (input)")
    static let wrongScale = Hint(
        en: "the profile's scale or byte order is not this model's",
        vi: "scale hoặc thứ tự byte của hồ sơ không đúng kiểu máy này")
    static let deviceFailed = Hint(
        en: "the device itself has failed",
        vi: "bản thân thiết bị đã hỏng")
    static let deviceStarts = Hint(
        en: "the device has just started",
        vi: "thiết bị vừa khởi động")
    static let fullConnections = Hint(
        en: "the device takes no more TCP connections",
        vi: "thiết bị không nhận thêm kết nối TCP")
}
