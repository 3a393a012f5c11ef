// SPDX-License-Identifier: Apache-2.0
internal import Field

extension PacedLine {
    /// What the units do wrong, each in so many of a hundred exchanges.
    package struct Faults: Sendable {
        package var late = 0
        package var damaged = 0
        package var noise = 0
        package var dropped = 0
        package var foreign = 0
        /// Units that never answer.
        package var dead: Set<UInt8> = []

        package init(dead: Set<UInt8> = []) { self.dead = dead }

        package static let none = Self()

        /// The mixture by which a line is judged.
        package static let judged: Self = {
            var faults = Self()
            (faults.late, faults.damaged, faults.noise) = (5, 2, 2)
            (faults.dropped, faults.foreign) = (1, 1)
            return faults
        }()
    }

    /// What becomes of one answer.
    enum Kind {
        case clean, late, damaged, noise, dropped, foreign

        init(_ dice: Int, _ faults: Faults) {
            var rest = dice
            for (kind, share) in [
                (Self.late, faults.late), (.damaged, faults.damaged), (.noise, faults.noise),
                (.dropped, faults.dropped), (.foreign, faults.foreign),
            ] {
                if rest < share {
                    self = kind
                    return
                }
                rest -= share
            }
            self = .clean
        }

        /// The bytes that pass; nil for none.
        func spoil(_ reply: [UInt8], _ random: inout SplitMix) -> [UInt8]? {
            var bytes = reply
            switch self {
            case .clean, .late: return bytes
            case .dropped: return nil
            case .damaged:
                bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 0x10
                return bytes
            case .noise:
                let noise = (0..<Int.random(in: 1...20, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                return noise + bytes
            case .foreign:
                // Another unit answers, intact and as long.
                bytes.removeLast(2)
                bytes[0] ^= 0x40
                return PacedLine.framed(bytes)
            }
        }
    }

    /// What a unit holds at an address in one exchange: at an even address what nobody else has
    /// there, at an odd one the exchange's number.
    package static func value(_ unit: UInt8, _ address: Int, _ number: Int) -> UInt16 {
        address % 2 == 0
            ? UInt16(unit) << 8 | UInt16(truncatingIfNeeded: address & 0xFF)
            : UInt16(truncatingIfNeeded: number)
    }

    static func reply(to exchange: Exchange, _ number: Int, count: Int) -> [UInt8] {
        var bytes = [exchange.unit, 3, UInt8(truncatingIfNeeded: count * 2)]
        for address in exchange.address..<exchange.address + count {
            let value = value(exchange.unit, address, number)
            bytes += [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
        }
        return framed(bytes)
    }

    private static func framed(_ bytes: [UInt8]) -> [UInt8] {
        var crc: UInt16 = 0xFFFF
        for byte in bytes {
            crc ^= UInt16(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xA001 : crc >> 1 }
        }
        return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }
}
