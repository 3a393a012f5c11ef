// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    mutating func hub() -> HubSettings? {
        guard let section = file.hubs.first else { return nil }
        checkCredentials(section)
        checkPlaintext(section)
        checkPacking(section)
        var hub = HubSettings(
            id: section.id, urls: section.urls.map(\.value.text), root: section.root)
        hub.version = section.version
        hub.authority = readable(section.authority)
        hub.certificate = readable(section.certificate)
        hub.key = secret(section.key)
        hub.username = section.username?.value
        hub.passwordFile = secret(section.passwordFile)
        hub.plaintextAllowed = section.plaintext == .allowed
        hub.format = section.format
        hub.packing = section.packing
        hub.budget = section.budget
        return hub
    }

    /// Keys that are of no use alone. A certificate's key, and a user's password, may come from
    /// systemd instead.
    private mutating func checkCredentials(_ hub: Marked<HubSection>) {
        for (name, other) in [("key", "certificate"), ("password-file", "username")] {
            guard let node = hub.node[name], hub.node[other] == nil else { continue }
            findings.add(
                .missingKey, at: node.mark,
                Text(
                    en: "\(name) is of no use without \(other)",
                    vi: "có \(name) thì phải có cả \(other)"))
        }
    }

    /// The properties of a packet, where the packing is told, came with MQTT 5.
    private mutating func checkPacking(_ hub: Marked<HubSection>) {
        guard hub.packing == .deflate, hub.version == .v311 else { return }
        findings.add(
            .conflictingKeys, at: hub.node.mark(of: "hist-encoding"),
            Text(
                en: "hist-encoding: deflate needs mqtt: 5, since 3.1.1 cannot tell readers of it",
                vi: "hist-encoding: deflate cần mqtt: 5, vì với 3.1.1 không thể báo cho bên nhận "
                    + "biết"))
    }

    /// A user name crosses a network in the clear only if somebody said so; nor does one address
    /// of several make the others' encryption vain.
    private mutating func checkPlaintext(_ hub: Marked<HubSection>) {
        guard hub.plaintext == .refused,
            let url = hub.urls.first(where: { !$0.isSecure && !$0.host.isLoopback })
        else { return }
        guard let username = hub.username else { return checkMixture(hub, url) }
        findings.add(
            .plaintext, at: username.node.mark,
            Text(
                en: "user name and password would cross the network unencrypted to "
                    + "\(url.value.text); use mqtts://, or write plaintext: allowed",
                vi: "tên đăng nhập và mật khẩu sẽ đi qua mạng không mã hóa tới "
                    + "\(url.value.text); hãy dùng mqtts://, hoặc ghi plaintext: allowed"))
    }

    private mutating func checkMixture(_ hub: Marked<HubSection>, _ open: Marked<BrokerURL>) {
        guard hub.urls.contains(where: \.value.isSecure) else { return }
        findings.add(
            .plaintext, at: open.node.mark,
            Text(
                en: "\(open.value.text) is unencrypted beside mqtts://: whoever disturbs the one "
                    + "line gets the records on the other; use mqtts://, or write plaintext: "
                    + "allowed",
                vi: "\(open.value.text) không mã hóa trong khi có mqtts://: kẻ phá đường này sẽ "
                    + "đọc được bản tin ở đường kia; hãy dùng mqtts://, hoặc ghi plaintext: "
                    + "allowed"))
    }
}
