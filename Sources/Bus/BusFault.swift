// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host

/// Why a link cannot be opened or was lost. The C library's codes and errno end here.
package enum BusFault: Error, Hashable, Sendable {
    /// The serial port does not exist: adapter unplugged, or another name.
    case portMissing
    /// The port may not be opened by this user.
    case portDenied
    /// Other programs hold the port: those that this process may see.
    case portBusy(by: [SerialPortEntry.Holder])
    /// The port exists but is not a serial port, or does not take the settings.
    case portUnsuitable
    /// The port's driver cannot switch an RS-485 transceiver.
    case noRS485
    /// The port has no RTS that could be switched.
    case noRTS
    case nameNotFound
    /// The host answers, but nobody listens on the port.
    case refused
    /// No answer within the time for connecting.
    case unreachable
    /// The other end has closed.
    case closed
    /// It has stopped the whole service again and again, and is left alone for a while.
    case quarantined
    /// Anything else, by the kernel's number.
    case other(Int32)

    /// The same in every language and version.
    package var code: String {
        switch self {
        case .portMissing: "port-missing"
        case .portDenied: "port-denied"
        case .portBusy: "port-busy"
        case .portUnsuitable: "port-unsuitable"
        case .noRS485: "no-rs485"
        case .noRTS: "no-rts"
        case .nameNotFound: "name-not-found"
        case .refused: "connection-refused"
        case .unreachable: "unreachable"
        case .closed: "connection-closed"
        case .quarantined: "line-quarantined"
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
        case .portBusy(let holders) where holders.isEmpty:
            Text(
                en: "another program holds the serial port; find it with: sudo fuser -v PORT",
                vi: "chương trình khác đang giữ cổng nối tiếp; tìm bằng lệnh: sudo fuser -v CỔNG")
        case .portBusy(let holders):
            Text(
                en: "\(Self.names(holders)) holds the serial port; end it, or use another port",
                vi: "\(Self.names(holders)) đang giữ cổng nối tiếp; hãy dừng chương trình đó hoặc "
                    + "dùng cổng khác")
        case .portUnsuitable:
            Text(
                en: "this is no serial port, or it does not take these settings",
                vi: "đây không phải cổng nối tiếp, hoặc cổng không nhận các thiết lập này")
        case .noRS485:
            Text(
                en: "the port's driver cannot switch RS-485; leave rs485 out if the adapter "
                    + "switches by itself, or use rts if RTS switches it",
                vi: "driver của cổng không đổi chiều RS-485 được; hãy bỏ rs485 nếu bộ chuyển đổi "
                    + "tự đổi chiều, hoặc dùng rts nếu đổi chiều bằng RTS")
        case .noRTS:
            Text(
                en: "the port has no RTS to switch; leave rts out, or use an adapter that has it",
                vi: "cổng không có tín hiệu RTS để chuyển; hãy bỏ khóa rts, hoặc dùng bộ chuyển "
                    + "đổi có RTS")
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
        case .quarantined:
            Text(
                en: "it stopped the service twice within an hour and is left closed for an hour; "
                    + "see to its adapter or device, then: tram reload",
                vi: "đường truyền này làm dịch vụ đứng hai lần trong một giờ nên tạm ngừng dùng "
                    + "một giờ; hãy kiểm tra bộ chuyển đổi hoặc thiết bị, rồi chạy: tram reload")
        case .other(let number):
            Text(en: "system error \(number)", vi: "lỗi hệ thống \(number)")
        }
    }
    /// Holders that are told.
    private static let mostHolders = 4

    /// Who holds a port; this process only where it has it open beside `own`.
    static func busy(_ port: String, beside own: CInt? = nil) -> Self {
        .portBusy(
            by: Array(SerialPorts().holders(of: port, beside: own).prefix(mostHolders)))
    }

    private static func names(_ holders: [SerialPortEntry.Holder]) -> String {
        holders.map { "\($0.name) (\($0.process))" }.joined(separator: ", ")
    }
}
