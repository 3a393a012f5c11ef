// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// A member of the object that is open.
    package mutating func member(_ name: String, _ text: String) {
        key(name)
        string(text)
    }

    /// As `member` of a text.
    package mutating func member(_ name: String, _ number: some FixedWidthInteger) {
        key(name)
        integer(number)
    }
}
