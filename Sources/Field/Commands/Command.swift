// SPDX-License-Identifier: Apache-2.0

/// What the hub asks of a gateway, read strictly from whatever came.
package struct Command: Hashable, Sendable {
    package enum Order: Hashable, Sendable {
        case replay(ReplayRequest)
    }

    package let id: String
    /// As the hub named it, for the log.
    package let name: String
    /// UTC in milliseconds: it is not carried out after this time.
    package let expires: Int64
    private let arguments: JSON?

    /// Characters of an id: a UUID has as many.
    package static let longestID = 36
    /// A replay of many ranges takes two kilobytes.
    static let limits = JSON.Limits(bytes: 16 * 1_024, depth: 8, values: 1_024)
    private static let longestName = 24

    /// `id`: the last level of its topic, which the payload has to repeat.
    package init(parsing payload: [UInt8], id: String) throws(CommandRefusal) {
        guard Self.isID(id) else { throw .badID }
        let content = try Self.read(payload)
        guard content["id"]?.string == id else { throw .badID }
        guard content["v"]?.integer == 1, let name = content["cmd"]?.string,
            1...Self.longestName ~= name.utf8.count, name.utf8.allSatisfy(Self.isPart)
        else { throw .malformed }
        guard let expires = content["expires"] else { throw .noExpiry }
        guard let time = expires.integer, 0..<Int64.timeEnd ~= time else { throw .malformed }
        (self.id, self.name, self.expires) = (id, name, time)
        arguments = content["args"]
    }

    private static func read(_ payload: [UInt8]) throws(CommandRefusal) -> JSON {
        do throws(JSON.Fault) {
            return try JSON(parsing: payload, limits: limits)
        } catch {
            throw .malformed
        }
    }

    /// What is to be done.
    package var order: Order {
        get throws(CommandRefusal) {
            switch name {
            case "replay": .replay(try ReplayRequest(arguments))
            case "write": throw .notSupported
            default: throw .unknownCommand
            }
        }
    }

    /// Lower-case letters, digits and hyphens, as every level of our topics.
    package static func isID(_ text: String) -> Bool {
        1...longestID ~= text.utf8.count && text.utf8.allSatisfy(isPart)
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}

extension Int64 {
    /// Times and numbers of records are below this: JSON's readers keep integers to there.
    static var timeEnd: Int64 { 1 << 53 }
}
