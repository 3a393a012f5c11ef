// SPDX-License-Identifier: Apache-2.0

/// What is measured, never the device: one name and one unit in the whole city, so that two makes
/// of meter publish alike.
package struct Quantity: Hashable, Sendable {
    package var name: String
    /// The canonical symbol; empty for contacts and the like.
    package var unit: String
    /// Where the symbol is defined, or *convention* where the choice is ours.
    package var source: String
    /// How it is averaged. Directions: WMO-No. 8, I.5; levels: IEC 61672-1; wind force is a scale
    /// of names, and a power factor means nothing without its power.
    package var mean: Mean
    /// What is plausible of any device in a city; nil where that depends on what it is fitted to.
    package var range: Limits?
    /// Where the range is from, or *convention*; nil without one.
    package var rangeSource: String?
    /// The least change worth sending; zero: every change.
    package var deadband: Decimal
    /// Where the deadband is from, or *convention*.
    package var deadbandSource: String

    /// The word for what nobody else has laid down.
    package static let convention = "convention"

    /// The name of a quantity that the table does not have: free names, any unit.
    package static let other = "other"
}
