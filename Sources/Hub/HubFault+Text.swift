// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

extension HubFault {
    /// The sentence for the technician.
    package var text: Text {
        switch self {
        case .address(let found, let mistake): mistake.text(found)
        case .plaintext(let address):
            Text(
                en: "\(address): a user name and password over an open line are refused; use "
                    + "mqtts://, or say `plaintext: allowed`",
                vi:
                    "\(address): không gửi tên đăng nhập và mật khẩu qua đường truyền không "
                    + "mã hóa; hãy dùng mqtts://, hoặc ghi `plaintext: allowed`")
        case .downgrade(let address):
            Text(
                en: "\(address): an open line beside mqtts:// is refused; use mqtts://, or say "
                    + "`plaintext: allowed`",
                vi: "\(address): không dùng đường truyền không mã hóa cùng với mqtts://; hãy dùng "
                    + "mqtts://, hoặc ghi `plaintext: allowed`")
        case .unusable(let what):
            Text(
                en: "“\(what)” cannot be used over MQTT",
                vi: "“\(what)” không dùng được trong MQTT")
        case .credentials(let path):
            Text(
                en: "\(path): this certificate, key or password cannot be used",
                vi: "\(path): không dùng được chứng chỉ, khóa hoặc mật khẩu này")
        case .oversize(let bytes, let limit):
            Text(
                en: "a packet of \(bytes) bytes where at most \(limit) are allowed",
                vi: "gói tin \(bytes) byte, vượt quá giới hạn \(limit) byte")
        case .noMemory:
            Text(en: "no memory left for the connection", vi: "không đủ bộ nhớ cho kết nối")
        case .system(let fault):
            Text(en: "\(fault)", vi: "lỗi hệ thống: \(fault)")
        default: connectionText
        }
    }

    /// The faults that only a connection can have.
    private var connectionText: Text {
        switch self {
        case .nameNotFound(let host):
            Text(
                en: "\(host): no such name in the DNS",
                vi: "\(host): không có tên này trong DNS")
        case .nameServerSilent(let host):
            Text(
                en: "\(host): the name server (DNS) does not answer",
                vi: "\(host): máy chủ tên miền (DNS) không trả lời")
        case .unreachable(let fault):
            Text(
                en: "cannot connect to \(fault.subject): \(fault.reason)",
                vi: "không kết nối được tới \(fault.subject): \(fault.reasonText.vi)")
        case .tls(let words):
            Text(en: "TLS failed: \(words)", vi: "bắt tay TLS thất bại: \(words)")
        case .untrusted(let words):
            Text(
                en: "the hub's certificate is not trusted or not for this name: \(words)",
                vi: "chứng chỉ của hub không đáng tin hoặc không đúng tên máy: \(words)")
        case .refused(let code):
            Reason.refusal(code).map {
                "the hub refuses the connection: \($0)"
            } vi: {
                "hub từ chối kết nối: \($0)"
            }
        case .unsupported:
            Text(en: "the hub does not take QoS 1", vi: "hub không hỗ trợ QoS 1")
        case .timedOut(let phase): phase.text
        case .dismissed(let code):
            Reason.text(code).map {
                "the hub ended the session: \($0)"
            } vi: {
                "hub kết thúc phiên: \($0)"
            }
        case .rival:
            Text(
                en: "two gateways with one id: another client takes our client id again and again "
                    + "(0x8E)",
                vi: "hai gateway trùng mã (id): máy khác liên tục chiếm client id của máy này "
                    + "(0x8E)")
        case .broken(let fault):
            Text(
                en: "the connection broke: \(fault.reason)",
                vi: "kết nối bị đứt: \(fault.reasonText.vi)")
        case .protocolViolation:
            Text(
                en: "what the hub sends is not MQTT of the version asked for",
                vi: "dữ liệu hub gửi không đúng phiên bản giao thức MQTT đã chọn")
        default:
            Text(en: "the hub closed the connection", vi: "hub đã đóng kết nối")
        }
    }
}

extension HubFault.Phase {
    /// What did not come in time.
    fileprivate var text: Text {
        switch self {
        case .connecting:
            Text(
                en: "no connection within the time allowed (name, network or firewall)",
                vi: "quá thời gian chờ kết nối (tên miền, mạng hoặc tường lửa)")
        case .greeting:
            Text(
                en: "the hub accepts the connection but does not answer (CONNACK)",
                vi: "hub nhận kết nối nhưng không trả lời (CONNACK)")
        case .acknowledgement:
            Text(
                en: "the hub no longer acknowledges (PUBACK)",
                vi: "hub không còn xác nhận bản tin (PUBACK)")
        case .keepAlive:
            Text(
                en: "the hub no longer answers (keep-alive)",
                vi: "hub không còn trả lời (keep-alive)")
        }
    }
}

extension Address.Mistake {
    /// What is wrong, and how it should be.
    fileprivate func text(_ found: String) -> Text {
        let shape = "mqtts://host:8883"
        return switch self {
        case .tooLong:
            Text(en: "“\(found)…” is too long", vi: "“\(found)…” quá dài")
        case .scheme:
            Text(
                en: "“\(found)” does not begin with mqtt:// or mqtts://",
                vi: "“\(found)” không bắt đầu bằng mqtt:// hoặc mqtts://")
        case .userName:
            Text(
                en: "a user name does not belong into the address; use `username`",
                vi: "không ghi tên đăng nhập trong địa chỉ; hãy dùng `username`")
        case .host:
            Text(
                en: "“\(found)” has no usable host; expected \(shape)",
                vi: "“\(found)” có tên máy không hợp lệ; cần dạng \(shape)")
        case .port:
            Text(
                en: "“\(found)”: the port is a number from 1 to 65535",
                vi: "“\(found)”: cổng là số từ 1 đến 65535")
        case .rest:
            Text(
                en: "“\(found)” has something after the host; expected \(shape)",
                vi: "“\(found)” có phần thừa sau tên máy; cần dạng \(shape)")
        }
    }
}

extension Text {
    /// The same text inside a sentence of each language.
    fileprivate func map(_ en: (String) -> String, vi: (String) -> String) -> Text {
        Text(en: en(self.en), vi: vi(self.vi))
    }
}
