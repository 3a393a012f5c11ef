// SPDX-License-Identifier: Apache-2.0
package import Field

/// A request that somebody wants made between the polls: a technician at the cabinet reads, or
/// writes.
package struct GuestRead: Hashable, Sendable {
    /// The asker's own, told with the result.
    package var id: UInt64
    package var unit: UInt8
    package var table: Table
    /// The first element, zero-based.
    package var address: UInt16
    /// Registers, or bits: 1 to the table's `largestRead`, of wide registers to the half of it.
    package var count: Int
    /// Whether a register of the device has four bytes.
    package var isWide = false
    /// For the answer, beside its time on the wire.
    package var timeout = Nanoseconds.seconds(1)
    /// Attempts after the first.
    package var retries = 1
    /// What has not ended by then has failed.
    package var deadline: Instant
    /// What is written; nil for a read.
    package var write: PointWrite?
    /// What the unit is to say of itself, in place of a read.
    package var description: SelfDescription?
    /// How long the unit is left alone once it has taken the write.
    package var pause = Nanoseconds.zero
    /// Settings of a serial port for this one exchange; nil: the line's own.
    package var speed: SerialSpeed?

    /// What a line whose settings are another's for so long can bear.
    package static let longestProbe = Nanoseconds.milliseconds(500)

    package init(
        id: UInt64, unit: UInt8, table: Table, address: UInt16, count: Int, deadline: Instant
    ) {
        self.id = id
        self.unit = unit
        self.table = table
        self.address = address
        self.count = count
        self.deadline = deadline
    }

    /// A write is made once: of one whose answer is lost nobody knows whether it was made.
    package init(
        id: UInt64, unit: UInt8, table: Table, write: PointWrite, deadline: Instant
    ) {
        self.init(
            id: id, unit: unit, table: table, address: write.address, count: write.words.count,
            deadline: deadline)
        self.write = write
        retries = 0
    }

    /// Asks the unit what it is. No table is read; the answer may be as long as the longest.
    package init(
        id: UInt64, unit: UInt8, description: SelfDescription, deadline: Instant
    ) {
        self.init(
            id: id, unit: unit, table: .holding, address: 0, count: Table.holding.largestRead,
            deadline: deadline)
        self.description = description
    }

    /// Whether a request can say it.
    var isValid: Bool {
        if speed != nil {
            // One short question, once, and never a write.
            guard write == nil, count == 1, retries == 0, timeout <= Self.longestProbe else {
                return false
            }
        }
        if let write { return write.isValid && write.address == address }
        return 1...table.largestRead(wide: isWide) ~= count && Int(address) + count <= 65_536
    }

    var request: ReadRequest {
        ReadRequest(table: table, address: address, count: count, points: [], isWide: isWide)
    }
}

extension PointWrite {
    fileprivate var isValid: Bool {
        switch function {
        case 5, 6, 15: words.count == 1
        case 16: 1...WireRequest.mostWords ~= words.count && Int(address) + words.count <= 65_536
        default: false
        }
    }
}

/// What came of a `GuestRead`.
package struct GuestResult: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The answer's data: two bytes a register, the more significant first; eight bits a byte,
        /// the first the least significant (Modbus Application Protocol V1.1b3, 6.1 and 6.3).
        /// Nothing for a write; behind function 17 and its count, or function 43 and 14.
        case data([UInt8])
        /// The unit refused, with this code (section 7 there).
        case exception(UInt8)
        /// No usable answer came to the last attempt.
        case failed(Quality)
        /// The line's link cannot be opened, for this reason.
        case closed(BusFault)
        /// The line did not get to it in time.
        case late
        /// No request can say it, or too many wait.
        case refused
    }

    package let id: UInt64
    package let outcome: Outcome
    /// From the request's leaving to the answer's last byte; zero without an answer.
    package let took: Nanoseconds

    package init(id: UInt64, outcome: Outcome, took: Nanoseconds) {
        (self.id, self.outcome, self.took) = (id, outcome, took)
    }
}
