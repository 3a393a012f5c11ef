// SPDX-License-Identifier: Apache-2.0

/// A topic to publish to, checked and made ready for the library once, because a gateway publishes
/// to few topics very often.
package struct Topic: Hashable, Sendable, CustomStringConvertible {
    /// Ours have at most seven levels; consumers of topics in general may meet longer ones.
    package static let longest = 1_024

    /// With the final NUL.
    let characters: [CChar]

    package var name: String {
        String(decoding: characters.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// nil when it is empty, too long, or holds a wildcard, a NUL or a control character.
    package init?(_ name: String) {
        let bytes = name.utf8
        guard 1...Self.longest ~= bytes.count else { return nil }
        let forbidden: [UInt8] = [UInt8(ascii: "+"), UInt8(ascii: "#"), 0x7F]
        guard bytes.allSatisfy({ $0 >= 0x20 && !forbidden.contains($0) }) else { return nil }
        var characters: [CChar] = []
        characters.reserveCapacity(bytes.count + 1)
        for byte in bytes { characters.append(CChar(bitPattern: byte)) }
        characters.append(0)
        self.characters = characters
    }

    package var description: String { name }
}

/// What is published: always with QoS 1.
package struct Message: Hashable, Sendable {
    /// A user property of MQTT 5: a name and a value that the hub hands on as they are.
    package struct Property: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// The payload is raw deflate (RFC 1951).
        package static let deflated = Self("content-encoding", "deflate")

        /// Properties of a message that are looked at.
        static let mostRead = 16

        /// Its bytes in a packet: identifier, two lengths, two texts.
        fileprivate var bytes: Int { 5 + name.utf8.count + value.utf8.count }
    }

    package let topic: Topic
    package let payload: [UInt8]
    package let retain: Bool
    /// MQTT 5 only: over 3.1.1 a message that has any is rejected, because whoever reads it could
    /// not know what it is.
    package let properties: [Property]

    package init(
        topic: Topic, payload: [UInt8], retain: Bool = false, properties: [Property] = []
    ) {
        self.topic = topic
        self.payload = payload
        self.retain = retain
        self.properties = properties
    }

    /// The size of its PUBLISH packet, what the hub's maximum is compared with.
    package var packetBytes: Int {
        // Topic's length, topic, packet identifier, properties, payload.
        let own = properties.reduce(0) { $0 + $1.bytes }
        let rest =
            2 + topic.characters.count - 1 + 2 + Self.lengthBytes(own) + own + payload.count
        return 1 + Self.lengthBytes(rest) + rest
    }

    /// How many bytes MQTT writes a length with.
    private static func lengthBytes(_ length: Int) -> Int {
        length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4
    }
}

/// What a subscription brought.
package struct Received: Hashable, Sendable {
    /// Bytes that a deflated payload may come to: what a record has at most.
    package static let largestInflated = 64 * 1_024

    package let topic: String
    /// Inflated, where it came deflated and said so.
    package let payload: [UInt8]
    package let retain: Bool
    package let qos: UInt8

    package init(topic: String, payload: [UInt8], retain: Bool, qos: UInt8) {
        self.topic = topic
        self.payload = payload
        self.retain = retain
        self.qos = qos
    }

    /// What it counts for in a mailbox.
    package var bytes: Int { topic.utf8.count + payload.count }
}
