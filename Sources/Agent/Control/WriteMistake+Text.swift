// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Why a value is not written, for the technician.
extension PointWrite.Mistake {
    func line(of point: Point) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginAnswer(isOK: false)
        writer.member("code", code)
        let text = text(of: point)
        writer.texts(en: text.en, vi: text.vi)
        writer.endObject()
        return writer.bytes
    }

    private var code: String {
        switch self {
        case .readOnly: "read-only"
        case .notSupported: "not-writable"
        case .notANumber: "not-a-number"
        case .outside: "out-of-limits"
        case .between: "between-steps"
        case .sentinel: "fault-value"
        }
    }

    private func text(of point: Point) -> Text {
        let symbol = UnitText.shown(point.unit)
        let unit = symbol.isEmpty ? "" : " \(symbol)"
        switch self {
        case .readOnly:
            return Text(
                en: "the profile does not say that this point may be written (access: rw)",
                vi: "hồ sơ không cho phép ghi điểm đo này (access: rw)")
        case .notSupported:
            return Text(
                en: "points that share a register or are worked out with others, texts and dates "
                    + "cannot be written",
                vi: "không ghi được điểm đo dùng chung thanh ghi hoặc tính cùng điểm khác, chuỗi "
                    + "ký tự và ngày giờ")
        case .notANumber:
            return Text(
                en: "expected a number that the point can hold, with a decimal point, or on and "
                    + "off for two states",
                vi: "cần một số mà điểm đo chứa được, dùng dấu chấm thập phân, hoặc on/off cho "
                    + "điểm hai trạng thái")
        case .outside(let low, let high):
            return Text(
                en: "it may be \(low.text) to \(high.text)\(unit)",
                vi: "chỉ được ghi từ \(low.text) đến \(high.text)\(unit)")
        case .between(let low, let high):
            return Text(
                en: "the device has \(low.text) and \(high.text)\(unit), nothing in between",
                vi: "thiết bị chỉ có \(low.text) và \(high.text)\(unit), không có giá trị ở giữa")
        case .sentinel:
            return Text(
                en: "these bits mean a fault, and no value",
                vi: "các bit này có nghĩa là lỗi, không phải giá trị")
        }
    }
}

extension Decimal {
    fileprivate var text: String {
        var writer = JSONWriter()
        writer.decimal(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
