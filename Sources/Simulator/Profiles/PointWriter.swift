// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Lays a point's value over its registers, as the device that the profile describes would. Takes
/// the profile's definition and nothing of the code that reads it back.
struct PointWriter: Sendable {
    /// What the bits are.
    enum Form: Sendable {
        case truth
        case integer(isSigned: Bool)
        case float16, float32, float64
        /// Four bits a decimal digit.
        case digits
        case characters, moment
    }

    let table: Registers.Table
    let address: Int
    /// Registers, or 1 in the tables of bits.
    let count: Int
    let form: Form
    /// For each byte in order of arrival, its place from the most significant; empty for texts.
    let places: [Int]
    /// The same of a day that is a count.
    let textPlaces: [Int]
    /// Whether the bytes of each register of a text are swapped.
    let swapsText: Bool
    /// Which half of each register a character of a text is; nil: two characters a register.
    let half: Point.Half?
    /// The lowest bit of the value in its word, and how many there are.
    let low: Int
    let width: Int
    let scale: Double
    let offset: Double
    /// Bits that stand for no number.
    let avoided: [Sentinel]
    /// Whether a truth is where the bit is 0.
    let isInverted: Bool
    /// Whether what lies beyond ±1 is ±2 less a power factor.
    let isFolded: Bool
    /// How a day is written, if it is one.
    let layout: String?
    /// What the characters of a text are.
    let charset: Charset

    init(_ point: Point) {
        table = .init(point.readTable)
        address = Int(point.address) * (point.isWide && !table.isBits ? 2 : 1)
        let isText = point.encoding.isText
        count =
            table.isBits
            ? 1 : isText ? point.bytes / 2 : (point.length ?? Self.registers(point.encoding))
        form = Form(point.encoding)
        half = isText ? point.half : nil
        let letters = Array(point.order.letters.utf8)
        places = isText || table.isBits ? [] : letters.map { Int($0) - 0x41 }
        textPlaces = letters.map { Int($0) - 0x41 }
        swapsText = isText && letters.first == UInt8(ascii: "B")
        let all = table.isBits ? 1 : count * 16
        let field = point.field
        low = table.isBits ? 0 : Int(field.low)
        width = min(all - low, Int(field.width))
        scale = Self.number(point.scale)
        offset = Self.number(point.offset)
        avoided = point.sentinels
        isInverted = point.isInverted
        isFolded = point.powerFactor == .fourQuadrant
        layout = isText ? point.layout?.text : nil
        charset = point.charset
    }

    /// Registers that an encoding of fixed width takes.
    private static func registers(_ encoding: Encoding) -> Int {
        switch encoding {
        case .uint32, .int32, .float32: 2
        case .uint64, .int64, .float64: 4
        default: 1
        }
    }

    /// A decimal as a float64, by way of its digits.
    static func number(_ decimal: Decimal) -> Double {
        Double("\(decimal.mantissa)e\(decimal.exponent)") ?? 0
    }

    /// One step of the raw number in the point's unit; 0 for floats.
    var step: Double {
        switch form {
        case .integer, .digits: abs(scale)
        default: 0
        }
    }

    /// The values that the bits can stand for.
    var bounds: ClosedRange<Double> {
        let raw: ClosedRange<Double>
        switch form {
        case .truth: return 0...1
        case .integer(let isSigned): raw = isSigned ? -highest...highest - 1 : 0...highest * 2 - 1
        case .digits: raw = 0...Self.power(10, (width + 3) / 4) - 1
        case .float16: raw = -65_504...65_504
        case .float32, .float64, .characters, .moment: raw = -1e15...1e15
        }
        let ends = [raw.lowerBound * scale + offset, raw.upperBound * scale + offset]
        return min(ends[0], ends[1])...max(ends[0], ends[1])
    }

    /// What the highest bit of an integer stands for.
    private var highest: Double { Self.power(2, width - 1) }

    static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}

extension PointWriter.Form {
    fileprivate init(_ encoding: Encoding) {
        switch encoding {
        case .bool: self = .truth
        case .uint8, .uint16, .uint32, .uint64: self = .integer(isSigned: false)
        case .int8, .int16, .int32, .int64: self = .integer(isSigned: true)
        case .float16: self = .float16
        case .float32: self = .float32
        case .float64: self = .float64
        case .bcd: self = .digits
        case .string: self = .characters
        case .date: self = .moment
        }
    }
}

extension Registers.Table {
    init(_ table: Table) {
        switch table {
        case .holding: self = .holding
        case .input: self = .input
        case .coil: self = .coils
        case .discrete: self = .discreteInputs
        }
    }

    /// Whether an element is one bit.
    var isBits: Bool { self == .coils || self == .discreteInputs }
}
