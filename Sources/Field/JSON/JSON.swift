// SPDX-License-Identifier: Apache-2.0

/// A JSON text from outside, read strictly and within bounds: see `JSON.init(parsing:limits:)`.
package indirect enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it was written, so that integers of any size stay exact.
    case number(String)
    case string(String)
    case array([JSON])
    /// In the order of the text; a key stands once.
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSON

        package init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// Bounds on what is read, each a named refusal.
    package struct Limits: Sendable {
        /// Bytes of the whole text.
        package var bytes: Int
        /// Arrays and objects within each other.
        package var depth: Int
        /// Values in all.
        package var values: Int

        package init(bytes: Int = 64 * 1024, depth: Int = 32, values: Int = 16_384) {
            self.bytes = bytes
            self.depth = depth
            self.values = values
        }
    }

    /// Why a text is not read, and at which byte.
    package struct Fault: Error, Hashable, Sendable {
        package enum Reason: String, Sendable {
            case tooLong = "too-long"
            case tooDeep = "too-deep"
            case tooMany = "too-many-values"
            case duplicateKey = "duplicate-key"
            case notUTF8 = "not-utf8"
            case syntax
        }
        package var reason: Reason
        package var offset: Int
    }

    /// The value under a key of an object; nil if there is none or this is no object.
    package subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number as an integer, nil if it is another number or does not fit.
    package var integer: Int64? {
        if case .number(let text) = self { Int64(text) } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let on) = self { on } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
