// SPDX-License-Identifier: Apache-2.0
package import Field

/// The reason codes of MQTT 5 (section 2.4) that a client is told, and the return codes of CONNACK
/// in MQTT 3.1.1 (section 3.2.2.3).
package enum Reason {
    /// PUBACK: received, and nobody has subscribed to it.
    package static let noSubscribers: UInt8 = 0x10
    package static let notAuthorized: UInt8 = 0x87
    /// The smallest code that refuses something.
    package static let firstRefusal: UInt8 = 0x80
    package static let topicInvalid: UInt8 = 0x90
    package static let packetTooLarge: UInt8 = 0x95
    package static let rateTooHigh: UInt8 = 0x96
    package static let quotaExceeded: UInt8 = 0x97
    package static let payloadInvalid: UInt8 = 0x99
    /// DISCONNECT: another client with our id has connected.
    package static let takenOver: UInt8 = 0x8E

    /// The code's meaning and the code, `not authorized (0x87)`.
    package static func text(_ code: UInt8) -> Text {
        let number = HubFault.hex(code)
        guard let meaning = meanings[code] else {
            return Text(en: "reason \(number)", vi: "mã lý do \(number)")
        }
        return Text(en: "\(meaning.en) (\(number))", vi: "\(meaning.vi) (\(number))")
    }

    /// As `text`, of the answer to CONNECT: there 1 to 5 are MQTT 3.1.1's.
    package static func refusal(_ code: UInt8) -> Text {
        guard let meaning = refusals[code] else { return text(code) }
        let number = HubFault.hex(code)
        return Text(en: "\(meaning.en) (\(number))", vi: "\(meaning.vi) (\(number))")
    }

    private static let refusals: [UInt8: Text] = [
        0x01: Text(en: "MQTT 3.1.1 is not supported", vi: "không hỗ trợ MQTT 3.1.1"),
        0x02: Text(en: "client id not accepted", vi: "không chấp nhận client id"),
        0x03: Text(en: "server unavailable", vi: "máy chủ không sẵn sàng"),
        0x04: Text(en: "wrong user name or password", vi: "sai tên đăng nhập hoặc mật khẩu"),
        0x05: Text(en: "not authorized", vi: "không được phép"),
        0x84: Text(
            en: "MQTT 5 is not supported; if the hub knows 3.1.1 only, write `mqtt: 3.1.1`",
            vi: "không hỗ trợ MQTT 5; nếu hub chỉ có 3.1.1, hãy ghi `mqtt: 3.1.1`"),
    ]

    private static let meanings: [UInt8: Text] = [
        0x00: Text(en: "normal disconnection", vi: "ngắt kết nối bình thường"),
        0x10: Text(en: "nobody has subscribed", vi: "không có ai đăng ký nhận"),
        0x80: Text(en: "unspecified error", vi: "lỗi không xác định"),
        0x81: Text(en: "malformed packet", vi: "gói tin sai dạng"),
        0x82: Text(en: "protocol error", vi: "lỗi giao thức"),
        0x83: Text(en: "implementation specific error", vi: "lỗi riêng của hub"),
        0x84: Text(en: "MQTT 5 is not supported", vi: "không hỗ trợ MQTT 5"),
        0x85: Text(en: "client id not accepted", vi: "không chấp nhận client id"),
        0x86: Text(en: "wrong user name or password", vi: "sai tên đăng nhập hoặc mật khẩu"),
        0x87: Text(en: "not authorized", vi: "không được phép"),
        0x88: Text(en: "server unavailable", vi: "máy chủ không sẵn sàng"),
        0x89: Text(en: "server busy", vi: "máy chủ quá tải"),
        0x8A: Text(en: "banned", vi: "bị cấm"),
        0x8B: Text(en: "server shutting down", vi: "máy chủ đang tắt"),
        0x8C: Text(en: "bad authentication method", vi: "sai phương thức xác thực"),
        0x8D: Text(en: "keep alive timeout", vi: "quá thời gian keep-alive"),
        0x8E: Text(
            en: "another client has taken the same client id",
            vi: "máy khác đã kết nối với cùng client id"),
        0x90: Text(en: "topic name not accepted", vi: "không chấp nhận tên topic"),
        0x91: Text(en: "packet identifier in use", vi: "mã gói tin đang được dùng"),
        0x93: Text(en: "receive maximum exceeded", vi: "vượt số bản tin chờ xác nhận"),
        0x95: Text(en: "packet too large", vi: "gói tin quá lớn"),
        0x96: Text(en: "message rate too high", vi: "gửi quá nhanh"),
        0x97: Text(en: "quota exceeded", vi: "vượt hạn mức"),
        0x98: Text(en: "ended by an administrator", vi: "quản trị viên đã ngắt"),
        0x99: Text(en: "payload format invalid", vi: "nội dung sai định dạng"),
        0x9A: Text(en: "retain not supported", vi: "không hỗ trợ retain"),
        0x9B: Text(en: "QoS not supported", vi: "không hỗ trợ mức QoS"),
        0x9C: Text(en: "use another server", vi: "hãy dùng máy chủ khác"),
        0x9D: Text(en: "server moved", vi: "máy chủ đã chuyển địa chỉ"),
        0x9F: Text(en: "connection rate exceeded", vi: "kết nối lại quá thường xuyên"),
        0xA0: Text(en: "maximum connect time", vi: "hết thời gian kết nối tối đa"),
    ]
}
