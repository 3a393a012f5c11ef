// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Members of what a program says, as far as they are there.
extension JSON {
    /// The words under a key, or none.
    func text(_ key: String) -> String { self[key]?.string ?? "" }

    /// Of what is said about the hub: what to call it. One without a name of its own is `hub`.
    var hubName: String { text("id") == "hub" ? "hub" : "hub \(text("id"))" }

    /// A number as it was written.
    var number: String? {
        if case .number(let text) = self { text } else { nil }
    }

    var double: Double? { number.flatMap { Double($0) } }
}
