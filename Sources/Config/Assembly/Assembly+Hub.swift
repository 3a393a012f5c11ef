// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    mutating func hub() -> HubSettings? {
        guard let section = file.hubs.first else { return nil }
        checkCredentials(section)
        checkPlaintext(section)
        var hub = HubSettings(
            id: section.id, urls: section.urls.map(\.value.text), root: section.root)
        hub.authority = readable(section.authority)
        hub.certificate = readable(section.certificate)
        hub.key = readable(section.key)
        hub.username = section.username?.value
        hub.passwordFile = readable(section.passwordFile)
        hub.plaintextAllowed = section.plaintext == .allowed
        hub.format = section.format
        hub.packing = section.packing
        hub.budget = section.budget
        return hub
    }

    /// Keys that are of no use alone.
    private mutating func checkCredentials(_ hub: Marked<HubSection>) {
        for (name, other) in [
            ("certificate", "key"), ("key", "certificate"), ("password-file", "username"),
        ] {
            guard let node = hub.node[name], hub.node[other] == nil else { continue }
            findings.add(
                .missingKey, at: node.mark,
                Text(
                    en: "\(name) is of no use without \(other)",
                    vi: "có \(name) thì phải có cả \(other)"))
        }
    }

    /// A user name crosses a network in the clear only if somebody said so.
    private mutating func checkPlaintext(_ hub: Marked<HubSection>) {
        guard let username = hub.username, hub.plaintext == .refused,
            let url = hub.urls.first(where: { !$0.isSecure && !$0.host.isLoopback })
        else { return }
        findings.add(
            .plaintext, at: username.node.mark,
            Text(
                en: "user name and password would cross the network unencrypted to "
                    + "\(url.value.text); use mqtts://, or write plaintext: allowed",
                vi: "tên đăng nhập và mật khẩu sẽ đi qua mạng không mã hóa tới "
                    + "\(url.value.text); hãy dùng mqtts://, hoặc ghi plaintext: allowed"))
    }
}
