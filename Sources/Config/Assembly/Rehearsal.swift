// SPDX-License-Identifier: Apache-2.0

/// Files are checked where they do not belong yet.
package struct Rehearsal: Sendable {
    /// The folder in which they will be, with a slash at its end.
    package var folder: String
    /// Files that are still to be put there: from that folder on, or by their whole paths.
    package var absent: Set<String>

    package init(folder: String, absent: Set<String>) {
        (self.folder, self.absent) = (folder, absent)
    }
}
