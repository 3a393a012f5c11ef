// SPDX-License-Identifier: Apache-2.0

/// A way in which devices write a number or a date into registers, and how unlikely it is.
struct RegisterForm: Sendable {
    /// As a profile says it, without a scale.
    let point: Point
    /// What makes it less likely than another that fits as well: see `Cost`.
    let cost: Int
    let conversion: Conversion

    private init(
        _ encoding: Encoding, _ order: ByteOrder, cost: Int, length: Int? = nil,
        half: Point.Half? = nil, layout: DateLayout? = nil
    ) {
        var point = Point(
            name: "value", table: .holding, address: 0, encoding: encoding, order: order,
            quantity: Quantity.other)
        (point.length, point.half, point.layout) = (length, half, layout)
        (self.point, self.cost, conversion) = (point, cost, Conversion(point))
    }

    /// How much rarer than a plain number in the usual order, of half and of all devices twice as
    /// much: weighed on the vectors of the library, where they order what fits alike.
    private enum Cost {
        static let orders: [(WordOrder, Int)] = [(.abcd, 0), (.cdab, 2), (.dcba, 6), (.badc, 6)]
        static let signed = 1
        static let wide = 2
        static let odd = 8
    }

    /// Numbers first, each in every order that its width can have.
    static let all: [Self] =
        Cost.orders.flatMap { order, cost in
            numbers(order, cost)
        } + halves + [Self(.date, .big(2), cost: Cost.odd, layout: .days2000)] + clocks

    private static func numbers(_ words: WordOrder, _ cost: Int) -> [Self] {
        let isWhole = words == .abcd || words == .badc
        let plain: [(Encoding, Int)] =
            [
                (.uint32, 0), (.int32, Cost.signed), (.float32, 0), (.uint64, Cost.wide),
                (.int64, Cost.wide + Cost.signed), (.float64, Cost.wide),
            ]
            + (isWhole
                ? [(.uint16, 0), (.int16, Cost.signed), (.float16, Cost.odd)] : [])
        let lengths = isWhole ? [1, 2, 3, 4] : [2, 3, 4]
        return plain.map { encoding, own in
            Self(encoding, words.order(encoding.bytes), cost: cost + own)
        }
            + lengths.map { length in
                Self(.bcd, words.order(2 * length), cost: cost + Cost.odd, length: length)
            }
    }

    private static var halves: [Self] {
        Point.Half.allCases.flatMap { half in
            [
                Self(.uint8, .big(2), cost: Cost.odd, half: half),
                Self(.int8, .big(2), cost: Cost.odd + Cost.signed, half: half),
            ]
        }
    }

    private static var clocks: [Self] {
        [WordOrder.abcd, .badc].map { words in
            Self(.date, words.order(2), cost: Cost.odd, layout: .bcdClock)
        }
    }

    /// Whether few devices write so at all.
    var isOdd: Bool { cost >= Cost.odd }

    /// The number at a register, nil where it is none or nobody measures such a one.
    func number(_ bytes: borrowing Span<UInt8>, at register: Int) -> Value? {
        let bits = point.field.of(point.order.bits(bytes, at: 2 * register))
        return conversion.value(ofBits: bits).flatMap { isSensible($0) ? $0 : nil }
    }

    /// Floats of registers that hold none are tiny or huge, and so are counts of 64 bits.
    private func isSensible(_ value: Value) -> Bool {
        let size = value.double.magnitude
        return size == 0 || (point.encoding.isFloat ? 1e-6...1e12 : 1...1e15).contains(size)
    }
}
