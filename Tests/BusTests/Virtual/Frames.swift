// SPDX-License-Identifier: Apache-2.0
import Field

/// Requests and replies in the tests' own code, which shares nothing with the code under test.
enum Frames {
    /// A read as it was seen on the wire.
    struct Request: Hashable {
        var unit: UInt8
        var function: UInt8
        var address: Int
        var count: Int
        /// MBAP only.
        var transaction: UInt16 = 0
        /// What a write carries behind the address and the count or the value.
        var data: [UInt8] = []

        /// How many bytes of data its reply carries.
        var dataBytes: Int { function <= 2 ? (count + 7) / 8 : count * 2 }
    }

    static func crc(_ bytes: some Sequence<UInt8>) -> UInt16 {
        var crc: UInt16 = 0xFFFF
        for byte in bytes {
            crc ^= UInt16(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xA001 : crc >> 1 }
        }
        return crc
    }

    static func rtu(_ bytes: [UInt8]) -> [UInt8] {
        let crc = crc(bytes)
        return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    static func mbap(_ bytes: [UInt8], _ transaction: UInt16) -> [UInt8] {
        [UInt8(transaction >> 8), UInt8(transaction & 0xFF), 0, 0, 0, UInt8(bytes.count)] + bytes
    }

    /// Reads back a request; nil if a byte of it is not as the specification says.
    static func parse(_ bytes: [UInt8], _ isRTU: Bool) -> Request? {
        if isRTU {
            let end = bytes.count
            guard end >= 4, crc(bytes.dropLast(2)) == word(bytes[end - 1], bytes[end - 2])
            else { return nil }
            return parse(Array(bytes.dropLast(2)))
        }
        guard bytes.count >= 8, Array(bytes[2..<6]) == [0, 0, 0, UInt8(bytes.count - 6)]
        else { return nil }
        var request = parse(Array(bytes[6...]))
        request?.transaction = word(bytes[0], bytes[1])
        return request
    }

    private static func parse(_ bytes: [UInt8]) -> Request? {
        // What a unit is to say of itself has no address.
        if bytes == [bytes[0], 17] || bytes.count == 5 && bytes[1...2] == [43, 14] {
            return Request(
                unit: bytes[0], function: bytes[1], address: 0, count: 0, data: Array(bytes[2...]))
        }
        guard bytes.count >= 6 else { return nil }
        var request = Request(
            unit: bytes[0], function: bytes[1], address: Int(word(bytes[2], bytes[3])),
            count: Int(word(bytes[4], bytes[5])))
        request.data = Array(bytes[6...])
        switch request.function {
        case 5: return request.data == [] && [0, 0xFF00].contains(request.count) ? request : nil
        case 6: return request.data == [] ? request : nil
        case 15: return request.data.count == 2 && request.data[0] == 1 ? request : nil
        case 16:
            let bytes = request.count * 2
            let isWhole = request.data.first == UInt8(bytes) && request.data.count == 1 + bytes
            return isWhole ? request : nil
        default: break
        }
        guard request.data.isEmpty else { return nil }
        let limit = request.function <= 2 ? 2_000 : 125
        guard (1...4).contains(request.function), (1...limit).contains(request.count)
        else { return nil }
        return request
    }

    private static func word(_ high: UInt8, _ low: UInt8) -> UInt16 {
        UInt16(high) << 8 | UInt16(low)
    }
}

/// What every register and coil of the virtual world holds.
enum World {
    /// Register of four-register blocks that begin at multiples of four: unit and function,
    /// address of the block, and the number of the request in which it was read.
    static func register(_ request: Frames.Request, _ address: Int, _ number: UInt32) -> UInt16 {
        switch address % 4 {
        case 0: UInt16(request.unit) << 8 | UInt16(request.function)
        case 1: UInt16(address - 1)
        case 2: UInt16(number >> 16)
        default: UInt16(number & 0xFFFF)
        }
    }

    /// The block's 64 bits, in which wrong names and old values show.
    static func bits(_ unit: UInt8, _ function: UInt8, _ address: Int, _ number: UInt32) -> UInt64 {
        UInt64(unit) << 56 | UInt64(function) << 48 | UInt64(address) << 32 | UInt64(number)
    }

    static func coil(_ request: Frames.Request, _ address: Int) -> Bool {
        (address * 257 + Int(request.unit) * 7_919 + Int(request.function)) % 5 < 2
    }

    /// The PDU's data with its unit: what a well-behaved server answers.
    static func reply(_ request: Frames.Request, _ number: UInt32) -> [UInt8] {
        var bytes = [request.unit, request.function, UInt8(request.dataBytes)]
        let addresses = request.address..<request.address + request.count
        if request.function > 2 {
            for address in addresses {
                let word = register(request, address, number)
                bytes += [UInt8(word >> 8), UInt8(word & 0xFF)]
            }
            return bytes
        }
        bytes += [UInt8](repeating: 0, count: request.dataBytes)
        for (index, address) in addresses.enumerated() where coil(request, address) {
            bytes[3 + index / 8] |= 1 << UInt8(index % 8)
        }
        return bytes
    }
}
