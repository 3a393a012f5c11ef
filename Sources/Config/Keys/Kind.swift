// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a value must be: people read it in messages, the schema and the manual are made from it.
indirect enum Kind: Sendable {
    case text(atMost: Int)
    /// A text of a form of its own, described; the pattern (a regular expression that ECMAScript
    /// and Python read alike) may let pass what the reader refuses, never the other way round.
    /// `plain`: whether such a text may look like a number or a truth value.
    case form(Text, pattern: String? = nil, plain: Bool = true)
    case integer(low: Int, high: Int)
    /// One of these numbers.
    case number([Int])
    case decimal
    case duration(ClosedRange<Nanoseconds>)
    case size(ClosedRange<ByteCount>)
    case choice([String])
    case flag
    /// A text, number or truth value.
    case fact
    case list(of: Kind, count: ClosedRange<Int>)
    /// A map whose keys are values themselves.
    case keyed(by: Kind, Kind)
    /// A map with these keys, which are made when they are asked for.
    case section(@Sendable () -> [Row])
    /// The first where one value stands, the second where a map does.
    case either(Kind, Kind)
}

/// What is told of a key: everything but how it is read.
struct Row: Sendable {
    var name: String
    var kind: Kind
    var required: Bool
    /// As it would be written; nil where leaving the key out means something else than a value.
    var `default`: String?
    var help: Text
}
