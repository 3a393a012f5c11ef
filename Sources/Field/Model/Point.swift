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
    }

    /// Quantity, then the parts that apply: `voltage_l1`. `[a-z][a-z0-9_]{0,39}`.
    package var name: String
    package var table: Table
    /// The first element, zero-based, as the PDU carries it.
    package var address: UInt16
    package var encoding: Encoding
    package var order: ByteOrder
    /// value = raw × scale + offset.
    package var scale: Decimal = .one
    package var offset: Decimal = .zero
    /// The canonical symbol (SenML, UCUM where SenML has none); empty without a unit.
    package var unit: String = ""
    package var quantity: String
    package var kind: Kind = .gauge
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

    /// How many elements of its table it covers.
    package var count: Int { table.isBits ? 1 : encoding.registers }

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
