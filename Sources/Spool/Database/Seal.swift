// SPDX-License-Identifier: Apache-2.0

/// A sum over what is stored and what it belongs to (CRC-16/ARC): SQLite's own sums end with its
/// log, and a bit that has turned over in a value would be published as a reading.
struct Seal: Hashable, Sendable {
    private var sum: UInt16 = 0xFFFF

    private static let table: [UInt16] = (0..<256).map { index in
        (0..<8).reduce(UInt16(index)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xA001 }
    }

    /// For what lies under this name.
    init(_ name: String) { add(name.utf8) }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            sum = sum >> 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
        }
    }

    mutating func add(_ number: Int64) {
        for place in 0..<8 {
            add(CollectionOfOne(UInt8(truncatingIfNeeded: number >> (8 * place))))
        }
    }

    fileprivate func bytes(after content: some Sequence<UInt8>) -> [UInt8] {
        var seal = self
        seal.add(content)
        return [UInt8(truncatingIfNeeded: seal.sum), UInt8(truncatingIfNeeded: seal.sum >> 8)]
    }

    /// Bytes that it adds.
    static let size = 2
}

extension [UInt8] {
    /// With the sum behind them.
    func sealed(_ seal: Seal) -> [UInt8] { self + seal.bytes(after: self) }

    /// Without it; nil where it is not right.
    func unsealed(_ seal: Seal) -> [UInt8]? {
        guard count >= Seal.size else { return nil }
        let content = dropLast(Seal.size)
        return Array(suffix(Seal.size)) == seal.bytes(after: content) ? Array(content) : nil
    }
}
