// SPDX-License-Identifier: Apache-2.0

/// What a Modbus server keeps: four tables, each defined only in some ranges of its addresses 0 to
/// 65,535 (as in the frame, not counted from one). The simulator's own: it shares no code with the
/// client that is tested against it.
package struct Registers: Sendable {
    package enum Table: Int, CaseIterable, Sendable {
        case coils, discreteInputs, holding, input
    }

    /// One unbroken range; a coil or discrete input is a word of 0 or 1.
    struct Bank: Sendable {
        let addresses: Range<Int>
        let writable: Bool
        /// Empty where the words are counted instead of stored.
        var words: [UInt16]

        subscript(address: Int) -> UInt16 {
            get { words[address - addresses.lowerBound] }
            set { words[address - addresses.lowerBound] = newValue }
        }
    }

    /// By table, in the order of their addresses.
    private(set) var banks: [[Bank]] = Table.allCases.map { _ in [] }
    /// The most registers that it answers in one reply; nil: what the specification allows.
    package var largestRead: Int?
    /// Whether what does not exist reads as zero instead of being refused, as with many devices.
    package var hasZeros = false
    /// What it says of itself.
    package var portrait = SelfPortrait()
    /// Whether a register has four bytes: then each address stands for two words.
    package var isWide = false
    /// Reads of counted registers so far.
    var reads = 0

    package init() {}

    /// Makes a range exist, all zero. It must not overlap what is already there; ranges that touch
    /// can be read in one request.
    package mutating func define(_ table: Table, _ addresses: Range<Int>, writable: Bool = false) {
        let words = [UInt16](repeating: 0, count: addresses.count)
        insert(Bank(addresses: addresses, writable: writable, words: words), into: table)
    }

    /// Makes a read-only range exist whose words are `counted(address, read)`: every request that
    /// reads it sees other values, at no cost between requests.
    package mutating func defineCounted(_ table: Table, _ addresses: Range<Int>) {
        insert(Bank(addresses: addresses, writable: false, words: []), into: table)
    }

    /// The word at a counted address in the n-th request (from 0) that read one.
    package static func counted(_ address: Int, read: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: address &* 263 &+ read)
    }

    /// The word or bit at an address, nil where there is none; set only where there is one.
    package subscript(table: Table, address: Int) -> UInt16? {
        get {
            guard let bank = bank(table, address) else { return nil }
            let words = banks[table.rawValue][bank].words
            return words.isEmpty
                ? Self.counted(address, read: reads) : banks[table.rawValue][bank][address]
        }
        set {
            guard let bank = bank(table, address), let newValue else {
                preconditionFailure("\(table) \(address) does not exist, or would no longer")
            }
            banks[table.rawValue][bank][address] = newValue
        }
    }

    /// The place of the bank that holds the address.
    func bank(_ table: Table, _ address: Int) -> Int? {
        banks[table.rawValue].firstIndex { $0.addresses.contains(address) }
    }

    func isWritable(_ table: Table, _ addresses: Range<Int>) -> Bool {
        addresses.allSatisfy { address in
            bank(table, address).map { banks[table.rawValue][$0].writable } ?? false
        }
    }

    private mutating func insert(_ bank: Bank, into table: Table) {
        precondition(
            !bank.addresses.isEmpty && bank.addresses.lowerBound >= 0
                && bank.addresses.upperBound <= 65_536, "addresses are 0 to 65,535")
        precondition(
            !banks[table.rawValue].contains { $0.addresses.overlaps(bank.addresses) },
            "\(table) \(bank.addresses) overlaps what is there")
        let place = banks[table.rawValue].firstIndex {
            $0.addresses.lowerBound > bank.addresses.lowerBound
        }
        banks[table.rawValue].insert(bank, at: place ?? banks[table.rawValue].count)
    }
}
