// SPDX-License-Identifier: Apache-2.0
internal import Field

extension DoctorCommand {
    /// The manual of the command.
    static let discussion = Text(en: "Later.", vi: "Sẽ viết.")
}
