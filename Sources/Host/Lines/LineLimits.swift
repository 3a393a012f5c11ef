// SPDX-License-Identifier: Apache-2.0
package import Field

/// What one client may take of a server of lines.
package struct LineLimits: Hashable, Sendable {
    /// Clients at a time; one more is told so, and let go.
    package var clients = 8
    /// Bytes of a line without its end.
    package var line = 64 * 1_024
    /// Bytes of answers that a client has not taken.
    package var unread = 1_024 * 1_024
    /// For a whole line once its turn has come, and for taking something of what was answered.
    package var patience = Nanoseconds.seconds(10)

    package init() {}
}
