// SPDX-License-Identifier: Apache-2.0
package import Field

/// How to reach a hub, and as whom.
package struct Connection: Hashable, Sendable {
    /// The protocol that is spoken: what is asked for, never less because a hub refuses it.
    package enum Version: Hashable, CaseIterable, Sendable {
        case v5
        /// 3.1.1, whose acknowledgements have no codes: a hub acknowledges there what it refuses.
        case v311
    }

    package struct Login: Hashable, Sendable {
        package var username: String
        /// MQTT knows users without one.
        package var password: String?

        package init(username: String, password: String?) {
            self.username = username
            self.password = password
        }
    }

    /// Files for TLS; each may be missing.
    package struct Files: Hashable, Sendable {
        /// Whom we trust; without it the system's store.
        package var authority: String?
        /// Our own certificate and its key, both or none.
        package var certificate: String?
        package var key: String?

        package init(authority: String? = nil, certificate: String? = nil, key: String? = nil) {
            self.authority = authority
            self.certificate = certificate
            self.key = key
        }
    }

    /// Tried in order, from the first again after every good session.
    package var addresses: [Address]
    package var clientID: String
    package var version = Version.v5
    package var login: Login?
    package var files = Files()
    /// Certificates are judged at this time while the system's clock shows an earlier one: a box
    /// whose clock begins in 1970 could never connect otherwise. A time that is known to be past.
    package var timeFloor: WallTime?
    /// Whole seconds, at least 5 (the library's least).
    package var keepAlive = Nanoseconds.seconds(20)
    /// The largest packet that we want from the hub, told in CONNECT and enforced.
    package var largestIncoming = 256 * 1_024
    package var backoff = Backoff.Settings()
    package var limits = Session.Limits()
    /// For the jitter: the same for one gateway, different between gateways.
    package var seed: UInt64

    package init(addresses: [Address], clientID: String, seed: UInt64) {
        precondition(!addresses.isEmpty, "a hub has an address")
        self.addresses = addresses
        self.clientID = clientID
        self.seed = seed
    }
}

/// However a connection is printed, its password is not.
extension Connection.Login: CustomStringConvertible, CustomReflectable {
    package var description: String { username }
    package var customMirror: Mirror { Mirror(self, children: ["username": username]) }
}
