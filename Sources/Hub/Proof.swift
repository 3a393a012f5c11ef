// SPDX-License-Identifier: Apache-2.0

/// What stands behind a record that counts as delivered; `state` says it as `proof`.
package enum Proof: String, Hashable, CaseIterable, Comparable, Sendable {
    /// A broker said PUBACK. In MQTT 3.1.1 it says so too of what its rules refuse and of what
    /// nobody hears.
    case broker
    /// A broker of MQTT 5 said PUBACK with a code that refuses nothing and does not say that nobody
    /// has subscribed (0x10, which a broker may say: one that never does proves no more than
    /// `broker`).
    case subscriber
    /// The hub itself told the highest number that it has stored.
    case custody

    /// What is proven over this protocol, by a hub that sends custody or does not.
    package init(_ version: Connection.Version, custody: Bool) {
        self =
            switch version {
            case _ where custody: .custody
            case .v5: .subscriber
            case .v311: .broker
            }
    }

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .broker: 0
        case .subscriber: 1
        case .custody: 2
        }
    }
}
