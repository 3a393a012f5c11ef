// SPDX-License-Identifier: Apache-2.0

/// A number that is written as a text: a version, a serial number.
struct NumberText: Sendable {
    private let order: ByteOrder
    private let field: BitField
    private let conversion: Conversion
    private let exceptions: Exceptions?
    private let pattern: TextPattern?

    init(_ point: Point) {
        order = point.order
        field = point.field
        conversion = Conversion(point)
        exceptions = Exceptions(point)
        pattern = point.pattern
    }

    /// Nil for a sentinel, and for what is no number.
    func text(_ words: [UInt16]) -> String? {
        guard words.count * 2 == order.count else { return nil }
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let bits = field.of(order.bits(bytes.span, at: 0))
        if let exceptions, exceptions.quality(ofBits: bits) != .good { return nil }
        let value = conversion.value(ofBits: bits)
        guard let pattern else { return value?.printed }
        return pattern.text(ofBits: bits, value)
    }
}
