// SPDX-License-Identifier: Apache-2.0

/// How a profile's file counts registers: the key `numbering`.
package enum Numbering: String, CaseIterable, Sendable {
    case zeroBased = "zero-based"
    case oneBased = "one-based"
    /// 40001 is the first holding register.
    case modicon

    /// Where modicon's numbers of a table begin, with five digits and with six.
    private static func bases(_ table: Table) -> [Int] {
        switch table {
        case .coil: [0]
        case .discrete: [10_000, 100_000]
        case .input: [30_000, 300_000]
        case .holding: [40_000, 400_000]
        }
    }

    /// The address that a request carries, nil if the number is none of this table.
    package func address(_ number: Int, _ table: Table) -> UInt16? {
        switch self {
        case .zeroBased: UInt16(exactly: number)
        case .oneBased: UInt16(exactly: number - 1)
        case .modicon:
            Self.bases(table).lazy.compactMap { base in
                let most = base >= 100_000 || base == 0 ? 65_536 : 9_999
                let place = number - base
                return (1...most).contains(place) ? UInt16(exactly: place - 1) : nil
            }.first
        }
    }
}
