// SPDX-License-Identifier: Apache-2.0
package import Field

/// How to reach a hub, and as whom.
package struct Connection: Sendable {
    package struct Login: Sendable {
        package var username: String
        package var password: String

        package init(username: String, password: String) {
            self.username = username
            self.password = password
        }
    }

    /// Files for TLS; each may be missing.
    package struct Files: Sendable {
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
    package var login: Login?
    package var files = Files()
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
