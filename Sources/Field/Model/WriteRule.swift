// SPDX-License-Identifier: Apache-2.0

/// How a point is written: the key `write`.
package struct WriteRule: Hashable, Sendable {
    /// A write that the device wants to see first.
    package struct Unlock: Hashable, Sendable {
        package var table: Table
        package var address: UInt16
        package var value: UInt16

        package init(table: Table, address: UInt16, value: UInt16) {
            self.table = table
            self.address = address
            self.value = value
        }
    }

    /// 5, 6, 15 or 16; nil: 5 for a coil, 6 for one register, 16 for several.
    package var function: UInt8?
    /// What may be written, in the unit; nil: whatever the encoding holds.
    package var limits: Limits?
    package var unlock: [Unlock] = []
    /// Whether the value is read again and compared.
    package var readBack = true
    /// How long the device wants to be left alone afterwards.
    package var pause: Nanoseconds = .zero

    package init() {}
}
