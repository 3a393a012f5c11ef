// SPDX-License-Identifier: Apache-2.0

/// Why a command is not carried out, or not to its end; the raw value is the answer's `code`.
package enum CommandRefusal: String, Error, Hashable, CaseIterable, Sendable {
    /// It is kept at the hub: whoever connects would be told it, whenever that is.
    case retained
    /// No JSON, too long, or a member of another type than it has.
    case malformed
    /// The topic's last level is no id, or not the one that the command says.
    case badID = "bad-id"
    case noExpiry = "no-expiry"
    /// Further ahead than ids are remembered.
    case expiresTooLate = "expires-too-late"
    case expired
    /// Whether it has expired cannot be known.
    case clockUnsynced = "clock-unsynced"
    /// Its id was used before.
    case seen
    /// More ids in a day than are remembered, or no room for another.
    case tooMany = "too-many"
    case unknownCommand = "unknown-command"
    case notSupported = "not-supported"
    case badArguments = "bad-arguments"
    case unknownDevice = "unknown-device"
    case unknownEpoch = "unknown-epoch"
    /// A replay is under way.
    case busy
    /// A day's rows or bytes have been sent.
    case budget
    /// Nobody has subscribed to what it sends.
    case unheard
    /// The hub's rules refuse what it sends.
    case denied
    /// The hub, or our disk, refuses what it needs.
    case failed
    /// The process that began it has ended.
    case interrupted
}
