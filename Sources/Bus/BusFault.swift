// SPDX-License-Identifier: Apache-2.0
package import Field

/// Why a link cannot be opened or was lost. The C library's codes and errno end here.
package enum BusFault: Error, Hashable, Sendable {
    /// The serial port does not exist: adapter unplugged, or another name.
    case portMissing
    /// The port may not be opened by this user.
    case portDenied
    /// Another program holds the port.
    case portBusy
    /// The port exists but is not a serial port, or does not take the settings.
    case portUnsuitable
    case nameNotFound
    /// The host answers, but nobody listens on the port.
    case refused
    /// No answer within the time for connecting.
    case unreachable
    /// The other end has closed.
    case closed
    /// Anything else, by the kernel's number.
    case other(Int32)

    /// The same in every language and version.
    package var code: String {
        switch self {
        case .portMissing: "port-missing"
        case .portDenied: "port-denied"
        case .portBusy: "port-busy"
        case .portUnsuitable: "port-unsuitable"
        case .nameNotFound: "name-not-found"
        case .refused: "connection-refused"
        case .unreachable: "unreachable"
        case .closed: "connection-closed"
        case .other(let number): "errno-\(number)"
        }
    }

    /// What the technician reads, with the next step.
    package var text: Text {
        switch self {
        case .portMissing:
            Text(
                en: "the serial port is not there; plug the adapter in or check its name",
                vi: "không thấy cổng nối tiếp; hãy cắm bộ chuyển đổi hoặc kiểm tra tên cổng")
        case .portDenied:
            Text(
                en: "no permission for the serial port; add the user to the group dialout",
                vi: "không có quyền mở cổng nối tiếp; hãy thêm người dùng vào nhóm dialout")
        case .portBusy:
            Text(
                en: "another program holds the serial port; find it with: fuser -v PORT",
                vi: "chương trình khác đang giữ cổng nối tiếp; tìm bằng lệnh: fuser -v CỔNG")
        case .portUnsuitable:
            Text(
                en: "this is no serial port, or it does not take these settings",
                vi: "đây không phải cổng nối tiếp, hoặc cổng không nhận các thiết lập này")
        case .nameNotFound:
            Text(
                en: "the host name cannot be resolved; check the name or the DNS server",
                vi: "không phân giải được tên máy; hãy kiểm tra tên hoặc máy chủ DNS")
        case .refused:
            Text(
                en: "the host refuses the connection; check the port number and the device",
                vi: "thiết bị từ chối kết nối; hãy kiểm tra số cổng (port) và thiết bị")
        case .unreachable:
            Text(
                en: "the host does not answer; check cable, address and power",
                vi: "thiết bị không trả lời; hãy kiểm tra cáp, địa chỉ và nguồn điện")
        case .closed:
            Text(en: "the device closed the connection", vi: "thiết bị đã đóng kết nối")
        case .other(let number):
            Text(en: "system error \(number)", vi: "lỗi hệ thống \(number)")
        }
    }
}
