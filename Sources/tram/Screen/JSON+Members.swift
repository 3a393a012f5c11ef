// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Members of what a program says, as far as they are there.
extension JSON {
    /// The words under a key, or none.
    func text(_ key: String) -> String { self[key]?.string ?? "" }

    /// A number as it was written.
    var number: String? {
        if case .number(let text) = self { text } else { nil }
    }

    var double: Double? { number.flatMap { Double($0) } }
}
