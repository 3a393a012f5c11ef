// SPDX-License-Identifier: Apache-2.0

/// What a point's raw bits say of themselves: sentinels, and numbers that its state does not have.
///
/// Judged where words become bits: only the few points that have such pay for it there, and
/// `Conversion`, which is copied for every reading, needs no reference to a list.
package struct Exceptions: Sendable {
    private let sentinels: [Sentinel]
    /// Of 16 bits, that a sentinel may be compared with.
    private let words: Int
    /// Raw bits of the numbers that its state can have, nil where any will do.
    private let listed: [UInt64]?
    private let conversion: Conversion

    /// Nil if the point has neither.
    package init?(_ point: Point) {
        if point.sentinels.isEmpty, point.enumeration.isEmpty { return nil }
        conversion = Conversion(point)
        sentinels = point.sentinels
        words = point.bytes / 2
        listed = point.enumeration.isEmpty ? nil : point.enumeration.map { point.raw($0.number) }
    }

    /// Whether these bits stand for no number.
    func isSentinel(_ bits: UInt64) -> Bool {
        sentinels.contains { $0.matches(bits, words: words) }
    }

    /// Good where nothing speaks against these bits.
    package func quality(ofBits bits: UInt64) -> Quality {
        if let sentinel = sentinels.first(where: { $0.matches(bits, words: words) }) {
            return sentinel.quality
        }
        guard let listed, !listed.contains(bits) else { return .good }
        // What is no value at all is judged with all others that are none.
        return conversion.value(ofBits: bits) == nil ? .good : .suspectEnum
    }
}

extension Point {
    /// The raw bits of a number that it can have.
    fileprivate func raw(_ number: Int64) -> UInt64 {
        if encoding == .bool, isInverted { return number == 0 ? 1 : 0 }
        if encoding == .bcd, let digits = UInt64("\(number)", radix: 16) { return digits }
        return UInt64(bitPattern: number) & UInt64.max &>> UInt64(64 - width)
    }
}
