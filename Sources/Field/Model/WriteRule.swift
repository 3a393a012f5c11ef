// SPDX-License-Identifier: Apache-2.0

/// How a point is written: the key `write`.
package struct WriteRule: Hashable, Sendable {
    /// A write that the device wants to see before or after.
    package struct Unlock: Hashable, Sendable {
        package var table: Table
        package var address: UInt16
        /// Registers in one request, or one coil as 0 or 1.
        package var words: [UInt16]

        package init(table: Table, address: UInt16, words: [UInt16]) {
            self.table = table
            self.address = address
            self.words = words
        }
    }

    /// A register that says whether the device has done it.
    package struct Result: Hashable, Sendable {
        package var table: Table
        package var address: UInt16
        /// What it holds then.
        package var good: [UInt16]

        package init(table: Table, address: UInt16, good: [UInt16]) {
            self.table = table
            self.address = address
            self.good = good
        }
    }

    /// 5, 6, 15 or 16; nil: 5 for a coil, 6 for one register, 16 for several.
    package var function: UInt8?
    /// What may be written, in the unit; nil: whatever the encoding holds.
    package var limits: Limits?
    package var unlock: [Unlock] = []
    /// Whether the value's words are followed by their complement, in the same request.
    package var hasComplement = false
    /// Writes that the device wants to see afterwards.
    package var lock: [Unlock] = []
    package var result: Result?
    /// Whether it takes effect only when the device starts again.
    package var afterRestart = false
    /// Whether the value is read again and compared.
    package var readBack = true
    /// How long the device wants to be left alone afterwards.
    package var pause: Nanoseconds = .zero

    package init() {}
}
