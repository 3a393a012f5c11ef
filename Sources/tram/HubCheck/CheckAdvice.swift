// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Why a step fails, the likely causes first, and what to do next.
struct CheckAdvice {
    typealias Trouble = CheckStep.Trouble

    /// The gateway's file.
    let path: String
    let connection: Connection
    /// The service's name at the hub.
    let service: String
    let address: Address

    /// The check again, which is what follows when somebody else has to act first.
    var again: Text {
        command(["tram", "hub", "check", "--config", path])
    }

    /// `isShaking`: TLS has not come about.
    func trouble(_ fault: HubFault, isShaking: Bool = false) -> Trouble {
        var (causes, next) = advice(fault)
        switch fault {
        case .closed, .broken, .timedOut(.greeting):
            if isShaking { (causes, next) = (encryption, openssl) }
        default: break
        }
        return Trouble(code: fault.code, causes: causes, next: next, isTimeout: fault.isTimeout)
    }

    private func advice(_ fault: HubFault) -> ([Text], Text) {
        switch fault {
        case .nameNotFound, .nameServerSilent, .unreachable, .timedOut(.connecting):
            network(fault)
        case .credentials(let file): credentials(file)
        case .tls, .untrusted: (encryption, openssl)
        case .refused(let code): refusal(code)
        case .timedOut(.greeting), .closed, .broken, .protocolViolation, .dismissed: (talk, again)
        case .timedOut(.acknowledgement), .timedOut(.keepAlive):
            (
                [
                    Text(en: "the hub is overloaded or hangs", vi: "hub quá tải hoặc bị treo"),
                    Text(en: "the link loses packets", vi: "đường truyền mất gói"),
                ], ping
            )
        default:
            (
                [Text(en: "the file's settings of the hub", vi: "thiết lập hub trong tệp")],
                command(["tram", "check", path])
            )
        }
    }

    // MARK: Network

    private func network(_ fault: HubFault) -> ([Text], Text) {
        switch fault {
        case .nameNotFound:
            (
                [
                    Text(
                        en: "the name is mistyped in the file (urls)",
                        vi: "tên ghi sai trong tệp (urls)"),
                    Text(
                        en: "this network's name server does not know the city's inner names",
                        vi: "máy chủ tên miền của mạng này không biết tên nội bộ của thành phố"),
                ], command("getent hosts \(address.host)")
            )
        case .nameServerSilent:
            (
                [
                    Text(
                        en: "no network: cable, SIM, or the uplink's router",
                        vi: "mất mạng: cáp, SIM, hoặc router đường lên"),
                    Text(
                        en: "the wrong name server is set, or a firewall drops port 53",
                        vi: "đặt sai máy chủ tên miền, hoặc tường lửa chặn cổng 53"),
                ], command("ip route; cat /etc/resolv.conf")
            )
        case .unreachable(let system) where system.isRefused:
            (
                [
                    Text(
                        en: "the broker does not run, or listens at another port than "
                            + "\(address.port)",
                        vi: "broker không chạy, hoặc dùng cổng khác \(address.port)"),
                    Text(en: "a firewall rejects it", vi: "tường lửa từ chối"),
                ], ping
            )
        default:
            (
                [
                    Text(
                        en: "a firewall drops port \(address.port) on the way",
                        vi: "tường lửa trên đường chặn cổng \(address.port)"),
                    Text(
                        en: "no way to that network: APN, VPN or route",
                        vi: "không có đường tới mạng đó: APN, VPN hoặc định tuyến"),
                    Text(en: "the hub's machine is off", vi: "máy của hub đang tắt"),
                ], ping
            )
        }
    }

    // MARK: Certificates

    private var encryption: [Text] {
        [
            Text(
                en: "no TLS at this port: write mqtt://, or the port for mqtts (8883)",
                vi: "cổng này không dùng TLS: ghi mqtt://, hoặc cổng của mqtts (8883)"),
            Text(
                en: "the hub wants a certificate of this gateway (certificate, key), or refuses "
                    + "the one it has",
                vi: "hub đòi chứng chỉ của gateway (certificate, key), hoặc từ chối chứng chỉ "
                    + "đang dùng"),
            Text(
                en: "the hub knows TLS 1.1 and older only, or something between here and there "
                    + "opens TLS",
                vi: "hub chỉ có TLS 1.1 trở xuống, hoặc có thiết bị trung gian mở TLS"),
        ]
    }

    func trouble(_ doubt: Encryption.Doubt) -> Trouble {
        let (causes, next) = advice(doubt)
        return Trouble(code: HubFault.untrusted("").code, causes: causes, next: next)
    }

    private func advice(_ doubt: Encryption.Doubt) -> ([Text], Text) {
        switch doubt {
        case .expired:
            (
                [
                    Text(
                        en: "it was not renewed: the hub's administrator has to",
                        vi: "chưa gia hạn: người quản trị hub phải gia hạn"),
                    Text(
                        en: "this box's clock is ahead", vi: "đồng hồ máy này chạy trước"),
                ], command("timedatectl")
            )
        case .early:
            (
                [
                    Text(en: "this box's clock is behind", vi: "đồng hồ máy này chạy sau"),
                    Text(
                        en: "the certificate was installed too early",
                        vi: "chứng chỉ được cài quá sớm"),
                ], command("timedatectl")
            )
        case .name:
            (
                [
                    Text(
                        en: "the file names the hub otherwise than its certificate: write one of "
                            + "the certificate's names into urls",
                        vi: "tệp ghi tên hub khác với chứng chỉ: hãy ghi một tên có trong chứng "
                            + "chỉ vào urls"),
                    Text(
                        en: "the name leads to another machine",
                        vi: "tên miền dẫn tới máy khác"),
                ], openssl
            )
        case .authority, .other: (strangers, openssl)
        }
    }

    private var strangers: [Text] {
        let wrong =
            connection.files.authority.map {
                Text(
                    en: "\($0) is not the authority (CA) that signed the hub's certificate",
                    vi: "\($0) không phải CA đã ký chứng chỉ của hub")
            }
            ?? Text(
                en: "the hub has a CA of its own, which the system does not know: write its file "
                    + "as `ca`",
                vi: "hub dùng CA riêng mà hệ thống không biết: ghi tệp của CA đó vào `ca`")
        return [
            wrong,
            Text(
                en: "the hub does not send its intermediate certificates",
                vi: "hub không gửi kèm chứng chỉ trung gian"),
            Text(
                en: "somebody between here and there opens TLS: do not go on before you know",
                vi: "có thiết bị trung gian mở TLS: đừng tiếp tục khi chưa rõ"),
        ]
    }

    private func credentials(_ file: String) -> ([Text], Text) {
        (
            [
                Text(
                    en: "this user may not read it: try with sudo",
                    vi: "tài khoản này không đọc được tệp: hãy thử với sudo"),
                Text(
                    en: "systemd hands it to the service only: name the file for this check",
                    vi: "systemd chỉ giao cho dịch vụ: hãy ghi tên tệp để kiểm tra"),
                Text(
                    en: "it is no PEM, has a password, or the key belongs to another certificate",
                    vi: "không phải PEM, có mật khẩu, hoặc khóa thuộc chứng chỉ khác"),
            ], command(["ls", "-l", file])
        )
    }

    // MARK: MQTT

    private var talk: [Text] {
        let other = address.isEncrypted ? "mqtt://" : "mqtts://"
        return [
            Text(
                en: "what listens there is no MQTT broker, or wants \(other)",
                vi: "ở đó không phải broker MQTT, hoặc cần \(other)"),
            Text(
                en: "the broker speaks only the other version (`mqtt`: 5 or 3.1.1)",
                vi: "broker chỉ có phiên bản kia (`mqtt`: 5 hoặc 3.1.1)"),
            Text(
                en: "it is overloaded, or lets in only names it knows (\(connection.clientID))",
                vi: "broker quá tải, hoặc chỉ nhận client id đã biết (\(connection.clientID))"),
        ]
    }

    private func refusal(_ code: UInt8) -> ([Text], Text) {
        switch code {
        case 0x01, 0x84:
            (
                [
                    Text(
                        en: "the broker knows the other version only: write `mqtt: 3.1.1` or "
                            + "`mqtt: 5`",
                        vi: "broker chỉ có phiên bản kia: ghi `mqtt: 3.1.1` hoặc `mqtt: 5`")
                ], again
            )
        case 0x02, 0x85:
            (
                [
                    Text(
                        en: "the hub lets in known names only: \(connection.clientID) is this "
                            + "check's, \(service) the service's",
                        vi: "hub chỉ nhận client id đã biết: \(connection.clientID) là của lệnh "
                            + "này, \(service) là của dịch vụ")
                ], command("tram status hub")
            )
        case 0x04, 0x05, 0x86, 0x87, 0x8C: (login, again)
        case 0x90, 0x95, 0x99, 0x9A, 0x9B:
            (
                [
                    Text(
                        en: "the hub does not take the will: its topic, size or QoS",
                        vi: "hub không nhận di chúc (will): topic, kích thước hoặc QoS")
                ], again
            )
        default:
            (
                [
                    Text(
                        en: "the hub's administrator knows: its log has the reason",
                        vi: "hỏi người quản trị hub: nhật ký của hub có lý do")
                ], again
            )
        }
    }

    private var login: [Text] {
        let known = connection.login?.username
        let first =
            known == nil
            ? Text(
                en: "the hub wants a `username` with `password-file`, or a `certificate`",
                vi: "hub đòi `username` với `password-file`, hoặc `certificate`")
            : Text(
                en: "user name or password are wrong", vi: "sai tên đăng nhập hoặc mật khẩu")
        let handed = Text(
            en: "systemd hands the password to the service only: name `password-file` for this "
                + "check",
            vi: "systemd chỉ giao mật khẩu cho dịch vụ: ghi `password-file` để kiểm tra")
        let unknown = Text(
            en: "the hub knows this gateway not yet, or binds it to the name \(service)",
            vi: "hub chưa biết gateway này, hoặc gắn nó với client id \(service)")
        let isHanded = known != nil && connection.login?.password == nil
        return isHanded ? [handed, first, unknown] : [first, unknown]
    }

    // MARK: Commands

    private func command(_ words: String) -> Text { Text(en: words, vi: words) }

    private func command(_ words: [String]) -> Text { command(ShellLine(words).text) }

    private var ping: Text { command(["ping", "-c", "3", address.host]) }

    private var openssl: Text {
        let name =
            address.host.utf8.contains(UInt8(ascii: ":")) ? "[\(address.host)]" : address.host
        return command(["openssl", "s_client", "-connect", "\(name):\(address.port)"])
    }
}

extension HubFault {
    /// Whether it was time that ran out.
    var isTimeout: Bool {
        switch self {
        case .timedOut: true
        case .unreachable(let fault), .broken(let fault): fault.isTimeout
        default: false
        }
    }
}
