// SPDX-License-Identifier: Apache-2.0

/// How values of a quantity are averaged over time.
package enum Mean: String, CaseIterable, Sendable {
    /// The arithmetic mean.
    case linear
    /// Angles in degrees: the direction of the mean vector, 350 and 10 give 0.
    case circular
    /// Levels in decibels: the level of the mean energy (Leq of IEC 61672-1).
    case energy
    /// A mean says nothing: states, power factors, counters.
    case none
}
