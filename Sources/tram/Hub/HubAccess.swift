// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Field
internal import Host
internal import Hub

/// How to reach the hub that a gateway's file names.
enum HubAccess {
    /// A password file is one line.
    private static let passwordLimit = 4_096

    /// The gateway's own session: there is one client of this name.
    static func publisher(_ configuration: Configuration) throws(AgentFault) -> Connection {
        try connection(
            configuration, clientID: "\(configuration.hub.root)-\(configuration.gateway.id)")
    }

    /// A session beside it, to look on.
    static func onlooker(_ configuration: Configuration) throws(AgentFault) -> Connection {
        let name = "\(configuration.hub.root)-\(configuration.gateway.id)-\(Identifier.random())"
        return try connection(configuration, clientID: name)
    }

    private static func connection(
        _ configuration: Configuration, clientID: String
    ) throws(AgentFault) -> Connection {
        let hub = configuration.hub
        do throws(HubFault) {
            var addresses: [Address] = []
            for url in hub.urls {
                let address = try Address(url)
                try address.checkPlaintext(
                    login: hub.username != nil, allowed: hub.plaintextAllowed)
                addresses.append(address)
            }
            // The same for one gateway at every start, different between gateways.
            let seed = Digest.sha256(Array(configuration.gateway.id.utf8)).prefix(8)
                .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            var connection = Connection(addresses: addresses, clientID: clientID, seed: seed)
            connection.files = Connection.Files(
                authority: hub.authority, certificate: hub.certificate, key: hub.key)
            if let username = hub.username {
                connection.login = Connection.Login(
                    username: username, password: try password(hub))
            }
            return connection
        } catch {
            throw .hub(error)
        }
    }

    private static func password(_ hub: HubSettings) throws(HubFault) -> String {
        guard let path = hub.passwordFile else { return "" }
        do throws(SystemFault) {
            guard case .bytes(let bytes) = try File.read(path, atMost: passwordLimit),
                let text = String(validating: bytes, as: UTF8.self)
            else { throw SystemFault(call: "read", number: 22, subject: path) }
            return String(text.prefix { $0 != "\n" && $0 != "\r\n" })
        } catch {
            throw .credentials(path)
        }
    }
}
