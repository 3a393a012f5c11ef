// SPDX-License-Identifier: Apache-2.0

/// The three streams of a device's records: each is numbered for itself.
package enum Stream: UInt8, CaseIterable, Hashable, Sendable {
    /// The newest values.
    case live = 0
    /// Statistics of a window.
    case window = 1
    /// A limit, quality, contact or counter event.
    case event = 2

    /// As the hub's topics and records name it.
    package var name: String {
        switch self {
        case .live: "live"
        case .window: "window"
        case .event: "event"
        }
    }

    package init?(name: some StringProtocol) {
        guard let stream = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = stream
    }
}
