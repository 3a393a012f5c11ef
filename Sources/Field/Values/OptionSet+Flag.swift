// SPDX-License-Identifier: Apache-2.0

extension OptionSet where Element == Self {
    /// Whether it has one of its options.
    @inlinable
    package subscript(flag: Self) -> Bool {
        get { contains(flag) }
        set { if newValue { insert(flag) } else { remove(flag) } }
    }
}
