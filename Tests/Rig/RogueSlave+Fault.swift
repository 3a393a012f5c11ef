// SPDX-License-Identifier: Apache-2.0

extension RogueSlave {
    /// One way to answer wrongly. All are on all wires where nothing else is said.
    package enum Fault: Hashable, Sendable {
        /// The right answer after the slave's delay; the conversation goes on meanwhile.
        case late
        /// No answer.
        case silent
        /// The first half of the answer.
        case halfFrame
        /// The answer under the next unit's number.
        case wrongUnit
        /// The answer under another function (3 for 4 and the like).
        case wrongFunction
        /// A Modbus exception.
        case exception(UInt8)
        /// One register fewer than asked for, in a sound frame.
        case shortCount
        /// One register more than asked for, in a sound frame.
        case longCount
        /// 1 to 8 random bytes before the answer.
        case noiseBefore
        /// 1 to 8 random bytes after the answer.
        case noiseAfter
        /// The answer twice.
        case duplicate
        /// The request, then the answer: an RS-485 adapter that hears itself.
        case echo
        /// The request and nothing else.
        case echoOnly
        /// As many random bytes as the answer has.
        case garbage
        /// The answer in single bytes, 1 ms apart: right, and slow.
        case split
        /// The answer with a flipped bit in its CRC. Not on TCP.
        case badCRC
        /// The answer with a flipped bit in its data. Not on TCP.
        case flippedBit
        /// The answer under the next transaction's number. TCP only.
        case wrongTransaction
        /// A header that promises 65,535 bytes. TCP only.
        case hugeLength
        /// Half of the answer, then the connection closes. Not on RTU.
        case closeMidway

        /// Its name in the peer's script.
        package var label: String {
            switch self {
            case .late: "late"
            case .silent: "silent"
            case .halfFrame: "half-frame"
            case .wrongUnit: "wrong-unit"
            case .wrongFunction: "wrong-function"
            case .exception(let code): "exception:\(code)"
            case .shortCount: "short-count"
            case .longCount: "long-count"
            case .noiseBefore: "noise-before"
            case .noiseAfter: "noise-after"
            case .duplicate: "duplicate"
            case .echo: "echo"
            case .echoOnly: "echo-only"
            case .garbage: "garbage"
            case .split: "split"
            case .badCRC: "bad-crc"
            case .flippedBit: "flipped-bit"
            case .wrongTransaction: "wrong-transaction"
            case .hugeLength: "huge-length"
            case .closeMidway: "close-midway"
            }
        }

        /// All that the wire can have, exceptions by `busy` (6).
        package static func all(on wire: Wire) -> [Self] {
            let anywhere: [Self] = [
                .late, .silent, .halfFrame, .wrongUnit, .wrongFunction, .exception(6), .shortCount,
                .longCount, .noiseBefore, .noiseAfter, .duplicate, .echo, .echoOnly, .garbage,
                .split,
            ]
            switch wire {
            case .tcp: return anywhere + [.wrongTransaction, .hugeLength, .closeMidway]
            case .rtuOverTCP: return anywhere + [.badCRC, .flippedBit, .closeMidway]
            case .rtu: return anywhere + [.badCRC, .flippedBit]
            }
        }
    }
}
