// SPDX-License-Identifier: Apache-2.0
internal import Field

/// That a point has no value, or that a device does not answer, in scans one after the other.
///
/// One scan proves nothing: a lost poll is an everyday thing, and live says it. One that succeeds
/// proves that it is over.
struct Lack: Sendable {
    /// Scans in a row until it is an event.
    static let scans: UInt8 = 2
    /// … and so long after the first: a unit that lost one answer is left alone for half a second,
    /// and rounds that fall into it fail untried.
    static let least = Nanoseconds.milliseconds(750)

    private var count: UInt8 = 0
    /// When the first of them failed.
    private(set) var since = Instant(nanoseconds: 0)
    /// The quality that made it an event.
    private(set) var quality = Quality.good
    private(set) var isOpen = false
    /// Whether the hub was told that it is open.
    var isTold = false

    var differs: Bool { isOpen != isTold }

    /// A scan without a value; whether it is an event now. `atOnce`: it needs no other scan.
    mutating func fail(_ quality: Quality, at time: Instant, atOnce: Bool = false) -> Bool {
        if count == 0 { since = time }
        count = min(count + 1, Self.scans)
        let isProven = count == Self.scans && time - since >= Self.least
        guard !isOpen, atOnce || isProven else { return false }
        self.quality = quality
        isOpen = true
        return true
    }

    /// A scan with one; whether an event has ended.
    mutating func end() -> Bool {
        defer { (count, isOpen) = (0, false) }
        return isOpen
    }
}
