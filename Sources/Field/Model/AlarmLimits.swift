// SPDX-License-Identifier: Apache-2.0

/// What a site wants to be told at once: a value beyond a limit, as an event.
package struct AlarmLimits: Hashable, Sendable {
    package enum Severity: String, CaseIterable, Sendable {
        case info, warning, alarm
    }

    /// In the point's unit; at least one of the two.
    package var low: Decimal?
    package var high: Decimal?
    /// How far a value must come back within a limit until the event is cleared, in the unit.
    package var hysteresis: Decimal = .zero
    /// How long a value must stay beyond a limit, or back within it, until that is told.
    package var delay: Nanoseconds = .zero
    package var severity: Severity = .warning
    /// What it is about, in a word of the profile's or the site's: `fire`.
    package var category: String?
    /// What people are told with it.
    package var text: Text?

    package init() {}
}
