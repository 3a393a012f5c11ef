// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a port or connection is not open.
    static let ofLines: [Article] = [
        Article(
            "port-missing",
            en: "the serial port is not there",
            vi: "không thấy cổng nối tiếp",
            causes: [.adapterGone, .otherName, .slip],
            checks: [
                .replug,
                Hint(
                    en: "see whether the system notices the adapter: sudo dmesg",
                    vi: "xem hệ thống có nhận bộ chuyển đổi không: sudo dmesg"), .stableName,
            ],
            next: "tram ports"),
        Article(
            "port-denied",
            en: "no permission for the serial port",
            vi: "không có quyền mở cổng nối tiếp",
            causes: [
                Hint(
                    en: "the user is not in the group of the port (dialout)",
                    vi: "tài khoản không ở trong nhóm của cổng (dialout)"), .stillOldLogin,
            ],
            checks: [
                Hint(
                    en: "sudo usermod -aG dialout USER, then log in again",
                    vi: "sudo usermod -aG dialout USER, rồi đăng nhập lại")
            ],
            next: "tram ports"),
        Article(
            "port-busy",
            en: "another program holds the serial port",
            vi: "chương trình khác đang giữ cổng nối tiếp",
            causes: [
                Hint(
                    en: "the service itself polls on this port",
                    vi: "chính dịch vụ đang đọc trên cổng này"),
                Hint(
                    en: "a console or a modem manager took it (getty, ModemManager)",
                    vi: "console hoặc trình quản lý modem chiếm cổng (getty, ModemManager)"),
                Hint(
                    en: "a test program was left running", vi: "một chương trình thử vẫn còn chạy"),
            ],
            checks: [
                Hint(
                    en: "if it is the service, name the bus in place of the port",
                    vi: "nếu là dịch vụ, hãy ghi tên bus thay cho cổng"),
                Hint(
                    en: "otherwise end the program that tram ports names",
                    vi: "nếu không, hãy dừng chương trình mà tram ports nêu"),
            ],
            next: "tram ports"),
        Article(
            "port-unsuitable",
            en: "no serial port, or it does not take the settings",
            vi: "không phải cổng nối tiếp, hoặc không nhận thiết lập",
            causes: [
                Hint(
                    en: "the path names something else than a port",
                    vi: "đường dẫn không phải là cổng nối tiếp"),
                Hint(
                    en: "the adapter does not know this baud or parity",
                    vi: "bộ chuyển đổi không có baud hoặc parity này"),
            ],
            checks: [
                .stableName,
                Hint(
                    en: "try 9600 and 8N1; if that opens, the adapter lacks the other",
                    vi: "thử 9600 và 8N1; nếu mở được thì bộ chuyển đổi thiếu mức kia"),
            ],
            next: "tram ports"),
        Article(
            "no-rs485",
            en: "the port's driver cannot switch RS-485",
            vi: "driver của cổng không đổi chiều RS-485 được",
            causes: [
                Hint(
                    en: "a USB adapter: it switches by itself",
                    vi: "bộ chuyển đổi USB: nó tự đổi chiều"),
                Hint(
                    en: "a plain RS-232 port with a converter behind it",
                    vi: "cổng RS-232 thường có bộ chuyển đổi phía sau"),
            ],
            checks: [
                Hint(
                    en: "leave rs485 out of the bus's entry in tram.yaml",
                    vi: "bỏ rs485 trong mục của bus ở tram.yaml"),
                Hint(
                    en: "if RTS switches the converter, write rts in its place",
                    vi: "nếu RTS đổi chiều bộ chuyển đổi, hãy ghi rts thay vào"),
            ],
            next: "tram check && tram reload"),
        Article(
            "no-rts",
            en: "the port has no RTS that could be switched",
            vi: "cổng không có tín hiệu RTS để chuyển",
            causes: [
                Hint(
                    en: "the adapter has only A and B, and switches by itself",
                    vi: "bộ chuyển đổi chỉ có A và B, tự đổi chiều"),
                Hint(
                    en: "rts was copied from another site's file",
                    vi: "rts được chép từ tệp của trạm khác"),
            ],
            checks: [
                Hint(
                    en: "leave rts out of the bus's entry in tram.yaml",
                    vi: "bỏ rts trong mục của bus ở tram.yaml")
            ],
            next: "tram check && tram reload"),
        Article(
            "name-not-found",
            en: "the host name cannot be resolved",
            vi: "không phân giải được tên máy",
            causes: [
                .slip,
                Hint(en: "no name server can be reached", vi: "không liên lạc được máy chủ DNS"),
            ],
            checks: [
                Hint(
                    en: "write the device's number address in place of the name",
                    vi: "ghi địa chỉ số (IP) của thiết bị thay cho tên"),
                Hint(
                    en: "ask the name server: getent hosts NAME",
                    vi: "hỏi máy chủ DNS: getent hosts TÊN"),
            ],
            next: "tram status bus"),
        Article(
            "connection-refused",
            en: "the host answers, but refuses this port",
            vi: "thiết bị có mặt nhưng từ chối cổng (port) này",
            causes: [
                .wrongAddress, .fullConnections,
                Hint(
                    en: "Modbus TCP is switched off in the device",
                    vi: "Modbus TCP bị tắt trong thiết bị"),
            ],
            checks: [
                Hint(
                    en: "the port of Modbus TCP is 502 unless the device says otherwise",
                    vi: "cổng Modbus TCP là 502, trừ khi thiết bị ghi khác"),
                Hint(
                    en: "end other clients of the device, or restart it",
                    vi: "ngắt các máy khác đang kết nối, hoặc khởi động lại thiết bị"),
            ],
            next: "tram scan HOST"),
        Article(
            "unreachable",
            en: "the host does not answer",
            vi: "thiết bị không trả lời",
            causes: [.noPower, .noRoute, .wrongAddress, .firewall],
            checks: [.measureSupply, .lookLights, .pingHost],
            next: "tram status bus"),
        Article(
            "connection-closed",
            en: "the other end closed the connection",
            vi: "phía bên kia đã đóng kết nối",
            causes: [
                .fullConnections, .deviceStarts,
                Hint(
                    en: "it closes connections that are idle for longer than it likes",
                    vi: "nó đóng kết nối rảnh quá lâu"),
            ],
            checks: [
                Hint(
                    en: "see that no other program holds connections to the device",
                    vi: "xem còn chương trình nào khác kết nối tới thiết bị không"),
                Hint(
                    en: "raise the device's idle time, where it has one",
                    vi: "tăng thời gian rảnh cho phép trong thiết bị, nếu có"),
            ],
            next: "tram status bus"),
        Article(
            "line-quarantined",
            en: "the line stopped the service, and is left closed",
            vi: "đường truyền làm đứng dịch vụ, tạm ngừng dùng",
            causes: [
                Hint(
                    en: "the adapter or its driver answers no call of the system any more",
                    vi: "bộ chuyển đổi hoặc driver của nó không trả lời hệ thống nữa"),
                .softwareFault,
            ],
            checks: [
                .replug,
                Hint(
                    en: "see what the system says of the adapter: sudo dmesg",
                    vi: "xem hệ thống báo gì về bộ chuyển đổi: sudo dmesg"),
                Hint(
                    en: "it is opened again after an hour, or at once by tram reload",
                    vi: "sau một giờ sẽ tự mở lại, hoặc mở ngay bằng tram reload"),
            ],
            next: "tram reload"),
        Article(
            "errno-*",
            en: "the system refuses, with this number of its own",
            vi: "hệ thống từ chối với mã lỗi này",
            causes: [.adapterGone, .noRoute, .fewMemory],
            checks: [
                Hint(
                    en: "look the number up: errno NUMBER (package moreutils)",
                    vi: "tra số đó: errno SỐ (gói moreutils)"),
                Hint(
                    en: "see what the system says of it: sudo dmesg",
                    vi: "xem hệ thống báo gì: sudo dmesg"),
            ],
            next: "tram status bus"),
    ]
}
