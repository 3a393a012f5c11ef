// SPDX-License-Identifier: Apache-2.0
package import Field

/// A line's link was opened, or cannot be opened for a reason that it did not have before. What is
/// lost and opened again at once is no news.
package struct LineNews: Hashable, Sendable {
    /// The line's id.
    package let line: String
    /// Where it leads: host and port, or the serial port's path.
    package let address: String
    /// Why it is not open, nil when it is.
    package let fault: BusFault?
    /// How often it could not be opened before, and for how long; zero where it is not open.
    package let failed: Int
    package let away: Nanoseconds
    /// Whether low latency was asked for and the port's driver has none: told once.
    package let isSlow: Bool
}
