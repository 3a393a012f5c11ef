// SPDX-License-Identifier: Apache-2.0

/// One measured quantity of a device: where it lies, what its bits are, what they mean.
package struct Point: Hashable, Sendable {
    /// What a value is over time, which decides how it is summed up.
    package enum Kind: String, CaseIterable, Sendable {
        /// Goes up and down.
        case gauge
        /// Only counts up until it rolls over or is exchanged.
        case counter
        /// One of a few.
        case state
        /// Words that say what the device is: read once, told in `meta`.
        case text
    }

    /// How often it is read.
    package enum Group: String, CaseIterable, Sendable {
        case fast, normal, slow
        /// Only when somebody asks.
        case demand
    }

    /// What may be done with it.
    package enum Access: String, CaseIterable, Sendable {
        case read = "r"
        case readWrite = "rw"
        case write = "w"
    }

    /// What sets a counter back to 0 apart from its end.
    package enum Resets: String, CaseIterable, Sendable {
        case daily, command
    }

    /// How a power factor is folded into one number.
    package enum PowerFactor: String, CaseIterable, Sendable {
        /// Beyond ±1 it is ±2 less the number: Schneider's DOCA0005EN, power factor register.
        case fourQuadrant = "four-quadrant"
    }

    /// Adjacent elements that are read by one request of their own.
    package struct Block: Hashable, Sendable {
        package var address: UInt16
        package var count: Int

        package init(address: UInt16, count: Int) {
            self.address = address
            self.count = count
        }

        /// The elements, zero-based.
        package var addresses: Range<Int> { Int(address)..<Int(address) + count }
    }

    /// A register's more significant byte, or its less significant one.
    package enum Half: String, CaseIterable, Sendable {
        case high, low
    }

    /// Quantity, then the parts that apply: `voltage_l1`. `[a-z][a-z0-9_]{0,39}`.
    package var name: String
    package var table: Table
    /// The first element, zero-based, as the PDU carries it.
    package var address: UInt16
    package var encoding: Encoding
    /// The function that reads it where that is not its table's: 3 or 4.
    package var function: UInt8?
    /// Read with exactly these elements, and nothing else.
    package var block: Block?
    /// The most elements that may be read across to a neighbour; nil: as many as pay.
    package var bridge: Int?
    /// Whether a register of the device has four bytes.
    package var isWide = false
    /// Which half of its register an eight-bit integer is, or each character of a string.
    package var half: Half?
    /// How many registers a BCD number or a string lies in; nil: one.
    package var length: Int?
    package var order: ByteOrder
    /// The bits of its word that are the value, an unsigned number; nil: all.
    package var bits: BitField?
    /// Raw words that are no numbers.
    package var sentinels: [Sentinel] = []
    /// value = raw × scale + offset.
    package var scale: Decimal = .one
    package var offset: Decimal = .zero
    /// A truth value that is true where its bits are 0.
    package var isInverted = false
    package var powerFactor: PowerFactor?
    /// The canonical symbol (SenML, UCUM where SenML has none); empty without a unit.
    package var unit: String = ""
    package var quantity: String
    package var kind: Kind = .gauge
    /// The numbers that a state can have; empty: any.
    package var enumeration: [EnumEntry] = []
    /// Plausible values: outside, a reading is suspect.
    package var range: Limits?
    /// What the instrument can physically show: outside, it has failed.
    package var span: Limits?
    /// The least change worth sending, in the unit; zero: every change.
    package var deadband: Decimal = .zero
    /// How it is averaged where that is not as usual for its quantity.
    package var mean: Mean?
    /// A counter: the number at which it begins again with 0, in the unit.
    package var modulus: Decimal?
    /// A counter: what sets it back.
    package var resets: Resets?
    /// A counter: the least that it can count, in the unit.
    package var resolution: Decimal?
    /// The largest change in a second that is believed, in the unit.
    package var rate: Decimal?
    /// What only few points have: see `RareTraits`.
    var rareBox: RareTraits.Box?
    /// The part that a device must be fitted with to have the point.
    package var option: String?
    package var access = Access.read
    package var group: Group = .normal
    /// The shortest period that the device bears.
    package var leastPoll: Nanoseconds?
    /// How long after power-on its values are not good.
    package var warmUp: Nanoseconds?
    /// Speaks of persons: told in windows only.
    package var isPersonal = false
    package var names: Text?

    package init(
        name: String, table: Table, address: UInt16, encoding: Encoding, order: ByteOrder? = nil,
        quantity: String
    ) {
        self.name = name
        self.table = table
        self.address = address
        self.encoding = encoding
        self.order = order ?? .big(encoding.bytes)
        self.quantity = quantity
    }

    /// Whether it is read: neither made of other points nor only written.
    package var isRead: Bool { !isMade && access != .write }

    /// The table that its function reads.
    package var readTable: Table {
        switch function {
        case 3: .holding
        case 4: .input
        default: table
        }
    }

    /// Width in bytes on the wire.
    package var bytes: Int {
        let registers = encoding == .date ? layout?.registers : length
        return registers.map { $0 * 2 } ?? encoding.bytes
    }

    /// How many bytes its order speaks of: of words those of one register.
    package var orderBytes: Int {
        encoding.isText && layout?.isCount != true ? 2 : bytes
    }

    /// Which bits of its word are raw bits of the value.
    package var field: BitField {
        switch half {
        case .high: BitField(8, through: 15) ?? .all
        case .low: BitField(0, through: 7) ?? .all
        case nil: bits ?? .all
        }
    }

    /// How many raw bits a value has.
    package var width: Int { table.isBits ? 1 : min(bytes * 8, Int(field.width)) }

    /// The whole numbers that its raw bits can stand for, nil if it is a float or a
    /// bool of many bits.
    package var numbers: ClosedRange<Int128>? {
        switch encoding {
        case .bool: width == 1 ? 0...1 : nil
        case .bcd: 0...powerOfTen((width + 3) / 4) - 1
        case .float16, .float32, .float64, .string, .date: nil
        case .int8, .int16, .int32, .int64: -(1 << (width - 1))...(1 << (width - 1)) - 1
        case .uint8, .uint16, .uint32, .uint64: 0...(1 << width) - 1
        }
    }

    /// How many elements of its table it covers.
    package var count: Int { table.isBits ? 1 : bytes / registerBytes }

    /// Whether each element that is read for it has four bytes.
    package var hasWideRegisters: Bool { isWide && !table.isBits }

    /// Bytes of one register.
    package var registerBytes: Int { isWide ? 4 : 2 }

    /// The elements it covers, zero-based.
    package var addresses: Range<Int> { Int(address)..<Int(address) + count }

    /// How it is averaged.
    package var averaging: Mean {
        guard kind == .gauge, encoding != .bool else { return .none }
        return mean ?? Quantity.named(quantity)?.mean ?? .linear
    }

    package var isScaled: Bool { !scale.isOne || !offset.isZero }
}

/// A closed interval in a point's unit.
package struct Limits: Hashable, Sendable {
    package var low: Decimal
    package var high: Decimal

    package init(low: Decimal, high: Decimal) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool {
        value >= low.double && value <= high.double
    }
}
