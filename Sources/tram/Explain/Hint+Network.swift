// SPDX-License-Identifier: Apache-2.0

/// What is wrong between this machine and another one.
extension Hint {
    static let noRoute = Hint(
        en: "the network between is down: cable, switch, SIM card, VPN",
        vi: "mạng bị đứt: cáp, switch, SIM, VPN")
    static let firewall = Hint(
        en: "a firewall on the way drops it",
        vi: "tường lửa trên đường chặn lại")
    static let wrongAddress = Hint(
        en: "the address or port in the file is wrong",
        vi: "địa chỉ hoặc cổng (port) trong tệp cấu hình sai")
    static let hubDown = Hint(
        en: "the hub is down or being restarted",
        vi: "hub đang tắt hoặc khởi động lại")
    static let hubBusy = Hint(
        en: "the hub is overloaded",
        vi: "hub quá tải")
    static let weakLink = Hint(
        en: "the mobile network is weak or drops idle connections",
        vi: "sóng di động yếu hoặc nhà mạng cắt kết nối rảnh")
    static let sameGateway = Hint(
        en: "another machine runs with the same gateway id",
        vi: "máy khác chạy cùng mã gateway (id)")
    static let hubRules = Hint(
        en: "the hub's rules (ACL) do not let this gateway do it",
        vi: "quy tắc (ACL) của hub không cho gateway này làm vậy")
    static let otherBroker = Hint(
        en: "another broker than the city's, set up for tests",
        vi: "broker khác, dựng để thử")
    static let unknownCheck = Hint(
        en: "the rules know the service's client id, and not the check's",
        vi: "quy tắc biết client id của dịch vụ, không biết của lệnh kiểm")
    static let otherPublisher = Hint(
        en: "another program publishes under this gateway's topics",
        vi: "chương trình khác gửi vào topic của gateway này")
    static let droppingHub = Hint(
        en: "a hub between drops messages: bridge, queue, rules",
        vi: "hub trung gian làm rơi bản tin: cầu nối, hàng đợi, quy tắc")
    static let halfTLS = Hint(
        en: "TLS on one side only: mqtts:// with port 1883, or mqtt:// with 8883",
        vi: "chỉ một bên dùng TLS: mqtts:// với cổng 1883, hoặc mqtt:// với 8883")
    static let openScheme = Hint(
        en: "the address begins with mqtt:// in place of mqtts://",
        vi: "địa chỉ bắt đầu bằng mqtt:// thay vì mqtts://")
}
