// SPDX-License-Identifier: Apache-2.0

/// One way to read registers whose meaning nobody has told.
package struct RegisterReading: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case number(Value)
        case text(String)
        /// Which of a register's bits are 1.
        case bits([Int])
    }

    /// The first register, counted from 0.
    package let first: Int
    /// As a profile says it, scale included.
    package let point: Point
    package let content: Content
    /// Whether it is a number that was expected.
    package let isExpected: Bool

    /// The same, read at another register.
    package func moved(to first: Int) -> Self {
        Self(first: first, point: point, content: content, isExpected: isExpected)
    }

    /// The registers.
    package var registers: Range<Int> { first..<first + point.count }

    /// What a profile says of such a point.
    package var snippet: String {
        var keys = ["as: \(point.encoding.rawValue)"]
        if let half = point.half { keys.append("half: \(half.rawValue)") }
        if let length = point.length, length > 1 { keys.append("length: \(length)") }
        if let layout = point.layout { keys.append("layout: \(layout.text)") }
        if let bits = point.bits { keys.append("bits: \(bits.text)") }
        if point.order != .big(point.order.count) { keys.append("order: \(point.order.letters)") }
        if point.isScaled { keys.append("scale: \(Value.decimal(point.scale).printed)") }
        return keys.joined(separator: ", ")
    }

    /// Digits that a person would have to read: the fewer, the likelier.
    var digits: Int {
        guard case .number(let value) = content else { return 0 }
        let digits = value.printed.prefix { $0 != "e" }.filter(\.isNumber)
        return digits.drop { $0 == "0" }.count
    }
}
