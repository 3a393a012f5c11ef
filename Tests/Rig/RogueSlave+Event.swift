// SPDX-License-Identifier: Apache-2.0
package import Field

extension RogueSlave {
    /// Something that the slave saw or did, with the times of its own clock (CLOCK_MONOTONIC, the
    /// same as ours). Numbers that an event does not have are 0.
    package struct Event: Hashable, Sendable {
        package enum Kind: String, Sendable {
            case request
            case reply
            /// A request for a unit that is not ours, or for all.
            case foreign
            /// Bytes that were no request.
            case damaged
            /// A connection began or ended.
            case open
            case close
        }

        package let kind: Kind
        /// When the first and the last byte of a request had come; a reply's last byte in `at`.
        package let first: Instant
        package let at: Instant
        /// Which request this is or answers, counted over all units and connections.
        package let number: Int
        /// Which request of its unit this is.
        package let poll: Int
        package let unit: Int
        package let function: Int
        package let address: Int
        package let count: Int
        /// The label of the fault that this request gets; empty without one.
        package let fault: String
        package let bytes: [UInt8]

        init?(_ line: Line) {
            var facts: [Substring: Substring] = [:]
            // Flat, and no text in it has a comma or an escape.
            for fact in line.text.dropFirst().dropLast().split(separator: ", ") {
                let pair = fact.split(separator: ": ", maxSplits: 1)
                guard pair.count == 2 else { return nil }
                facts[pair[0].unquoted] = pair[1].unquoted
            }
            guard let kind = facts["event"].flatMap({ Kind(rawValue: String($0)) }) else {
                return nil
            }
            func integer(_ key: Substring) -> Int { facts[key].flatMap { Int($0) } ?? 0 }
            self.kind = kind
            at = Instant(nanoseconds: Int64(integer("at")))
            first = facts["first"] == nil ? at : Instant(nanoseconds: Int64(integer("first")))
            number = integer("n")
            (poll, unit, function) = (integer("poll"), integer("unit"), integer("function"))
            (address, count) = (integer("address"), integer("count"))
            fault = facts["fault"].map(String.init) ?? ""
            bytes = Rig.bytes(hex: facts["bytes"] ?? "") ?? []
        }
    }
}

extension Substring {
    /// Without the quotation marks around it.
    fileprivate var unquoted: Substring {
        hasPrefix("\"") && hasSuffix("\"") ? dropFirst().dropLast() : self
    }
}
