// SPDX-License-Identifier: Apache-2.0

/// One number of a state and what it means: an entry of the key `enum`. The number is published,
/// the text stands in the device's meta.
package struct EnumEntry: Hashable, Sendable {
    package var number: Int64
    package var text: Text

    package init(number: Int64, text: Text) {
        self.number = number
        self.text = text
    }
}

extension Point {
    /// What a state's number stands for.
    package func meaning(of value: Value) -> Text? {
        enumeration.first { value.equals($0.number) }?.text
    }
}
