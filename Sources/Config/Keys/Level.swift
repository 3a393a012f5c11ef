// SPDX-License-Identifier: Apache-2.0

/// The levels of a topic, which are ids as well.
package enum Level {
    /// The most characters of one.
    package static let length = 24
    /// The level of a gateway's own topics.
    static let gatewayDomain = "sys"
    /// Stands where a device's id stands, for the gateway itself.
    static let gatewayDevice = "-"
    /// The last levels: an id like one of them would be read for it.
    static let channels = [
        "live", "window", "event", "hist", "gap", "meta", "status", "state", "cmd", "ack",
        "custody",
    ]

    package static func isValid(_ text: String) -> Bool {
        (1...length).contains(text.utf8.count) && text.utf8.allSatisfy(isPart)
            && text != gatewayDevice
    }

    /// The level that was probably meant, nil if the text holds none.
    package static func repaired(_ text: String) -> String? {
        let parts = text.prefix(length + 1).lowercased().utf8.map {
            isPart($0) ? $0 : UInt8(ascii: "-")
        }
        let repaired = String(decoding: parts, as: UTF8.self)
        return text.utf8.allSatisfy { $0 < 0x80 } && isValid(repaired) ? repaired : nil
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}
