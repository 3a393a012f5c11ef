// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc
internal import Host

/// The other end of a peer, byte by byte: for what no Modbus client would send or show.
///
///     let client = try RawClient(slave.endpoint)
///     try client.send(RawClient.rtu([1, 3, 0, 0, 0, 3]))
///     let reply = try client.receive(11, within: .seconds(5))
///
/// A class, because it is held by a test's closures.
package final class RawClient: Sendable {
    private let end: Descriptor

    /// Connects, or opens the terminal.
    package init(_ endpoint: Endpoint) throws(RigFault) {
        switch endpoint {
        case .serial(let path):
            end = try rig { () throws(SystemFault) in try openFile(path, O_RDWR | O_NOCTTY) }
        case .tcp(let port):
            let made = try rig { () throws(SystemFault) in try connection(to: port) }
            guard let made else { throw .notReady(program: "port \(port)", said: "refused") }
            end = made
        }
    }

    /// Writes all of the bytes.
    package func send(_ bytes: [UInt8]) throws(RigFault) {
        try rig { () throws(SystemFault) in try writeAll(bytes, to: end) }
    }

    /// Reads until so many bytes have come, the time is over or the peer has closed.
    package func receive(_ count: Int, within time: Nanoseconds) throws(RigFault) -> [UInt8] {
        let deadline = Clock.now() + time
        return try rig { () throws(SystemFault) in
            var all = [UInt8](repeating: 0, count: count)
            var filled = 0
            var set = PollSet()
            set.add(end.number, .readable)
            while filled < count {
                try set.wait(until: deadline)
                if set[0].isEmpty, Clock.now() >= deadline { break }
                if set[0].isEmpty { continue }
                guard case .bytes(let more) = try end.read(into: &all, at: filled) else { break }
                filled += more
            }
            return Array(all[..<filled])
        }
    }

    /// Whether the peer closes within the time without a further byte.
    package func closes(within time: Nanoseconds) throws(RigFault) -> Bool {
        let deadline = Clock.now() + time
        return try rig { () throws(SystemFault) in
            var byte: [UInt8] = [0]
            var set = PollSet()
            set.add(end.number, .readable)
            while set[0].isEmpty, Clock.now() < deadline { try set.wait(until: deadline) }
            if set[0].isEmpty { return false }
            return try end.read(into: &byte, at: 0) == .closed
        }
    }

    /// A frame for a serial line: unit and PDU with their CRC.
    package static func rtu(_ bytes: [UInt8]) -> [UInt8] {
        var crc: UInt16 = 0xFFFF
        for byte in bytes {
            crc ^= UInt16(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xA001 : crc >> 1 }
        }
        return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    /// A frame for TCP: unit and PDU behind an MBAP header.
    package static func mbap(_ bytes: [UInt8], transaction: UInt16) -> [UInt8] {
        let length = UInt16(bytes.count)
        return [transaction, 0, length].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + bytes
    }
}
