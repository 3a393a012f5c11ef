// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Field
internal import Host
internal import Hub

/// How to reach the hub that a gateway's file names.
enum HubAccess {
    /// A program that was built later than this after the first one is a clock gone wrong.
    private static let longestLife = Nanoseconds.seconds(10 * 365 * 86_400)

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

    /// A session beside it that asks what it may do. Its name is always the same, so that a hub
    /// that lets in known names only can be told it.
    static func checker(_ configuration: Configuration) throws(AgentFault) -> Connection {
        let name = "\(configuration.hub.root)-\(configuration.gateway.id)-check"
        return try connection(configuration, clientID: name)
    }

    private static func connection(
        _ configuration: Configuration, clientID: String
    ) throws(AgentFault) -> Connection {
        let hub = configuration.hub
        do throws(HubFault) {
            let addresses = try Address.list(
                hub.urls, login: hub.username != nil, plaintextAllowed: hub.plaintextAllowed)
            // The same for one gateway at every start, different between gateways.
            let seed = Digest.sha256(Array(configuration.gateway.id.utf8)).prefix(8)
                .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            var connection = Connection(addresses: addresses, clientID: clientID, seed: seed)
            connection.version = hub.version == .v5 ? .v5 : .v311
            connection.timeFloor = timeFloor
            let credentials = Credentials.ofProcess
            connection.files = Connection.Files(
                authority: hub.authority, certificate: hub.certificate,
                key: try credentials.key(file: hub.key, certificate: hub.certificate))
            if let username = hub.username {
                connection.login = Connection.Login(
                    username: username, password: try credentials.password(file: hub.passwordFile))
            }
            return connection
        } catch {
            throw .hub(error)
        }
    }

    /// It is not earlier than when this program was built.
    private static var timeFloor: WallTime {
        let earliest = Moment.earliest
        let latest = WallTime(nanoseconds: earliest.nanoseconds + longestLife.count)
        do throws(SystemFault) {
            let built = File.changed(try Environment.executable()) ?? earliest
            return earliest..<latest ~= built ? built : earliest
        } catch {
            return earliest
        }
    }
}
