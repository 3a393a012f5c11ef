// SPDX-License-Identifier: Apache-2.0
package import Field

/// A line as it was captured: each request with what came before the next one, answers, late
/// answers and noise alike.
///
/// The file is what `tram capture` writes: JSON, a line each; first
/// `{"tram-capture":1,"bus":…,"link":"serial|tcp|rtu-over-tcp","baud":…,"mode":…}`, then
/// `[ms,"sent|received|up|down","hex"]`.
package struct Recording: Sendable {
    package enum Fault: Error, Hashable, Sendable {
        /// The first line is not of a capture that this version knows.
        case head
        /// This line is none of a capture, counted from 1.
        case line(Int)
        /// No request was captured.
        case empty
    }

    /// A file that is larger is not one of ours.
    package static let mostBytes = 16 * 1_024 * 1_024

    struct Piece: Sendable {
        /// Since the request was sent.
        let after: Nanoseconds
        let bytes: [UInt8]
    }

    struct Exchange: Sendable {
        /// Unit, function and data: without what frames them.
        let request: [UInt8]
        /// Modbus TCP: the number that its answer repeats.
        let transaction: UInt16
        let time: Double
        var pieces: [Piece] = []
    }

    package let bus: String
    package let wire: SimulatedLine.Wire
    package let speed: SerialSpeed?
    private(set) var exchanges: [Exchange] = []

    package var requests: Int { exchanges.count }

    package init(parsing bytes: [UInt8]) throws(Fault) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first, let head = Self.json(first),
            head["tram-capture"]?.integer == 1, let bus = head["bus"]?.string,
            let wire = head["link"]?.string.flatMap(Self.wire)
        else { throw .head }
        (self.bus, self.wire) = (bus, wire)
        speed = Self.speed(head)
        for (index, line) in lines.enumerated().dropFirst() {
            guard let record = Self.json(line)?.array, take(record) else { throw .line(index + 1) }
        }
        guard !exchanges.isEmpty else { throw .empty }
    }

    private static func json(_ line: ArraySlice<UInt8>) -> JSON? {
        do throws(JSON.Fault) {
            return try JSON(parsing: Array(line), limits: JSON.Limits(depth: 2, values: 16))
        } catch {
            return nil
        }
    }

    private static func wire(_ name: String) -> SimulatedLine.Wire? {
        switch name {
        case "serial": .serial
        case "tcp": .tcp
        case "rtu-over-tcp": .rtuOverTCP
        default: nil
        }
    }

    private static func speed(_ head: JSON) -> SerialSpeed? {
        guard let baud = head["baud"]?.integer.flatMap(Int.init(exactly:)),
            SerialSpeed.bauds.contains(baud), let mode = head["mode"]?.string
        else { return nil }
        return SerialMode(mode).map { SerialSpeed(baud: baud, mode: $0) }
    }

    /// False for what is no record.
    private mutating func take(_ record: [JSON]) -> Bool {
        guard record.count >= 2, case .number(let text) = record[0], let time = Double(text),
            let kind = record[1].string
        else { return false }
        if kind == "up" || kind == "down" { return true }
        guard record.count == 3, let bytes = record[2].string.flatMap(Self.bytes) else {
            return false
        }
        switch kind {
        case "sent": return begin(bytes, time)
        case "received":
            // What was still under way when the capture begins answers nothing of it.
            guard let last = exchanges.last else { return true }
            let after = Nanoseconds(Int64(max(0, min(time - last.time, 1e9)) * 1e6))
            exchanges[exchanges.count - 1].pieces.append(Piece(after: after, bytes: bytes))
            return true
        default: return false
        }
    }

    private mutating func begin(_ bytes: [UInt8], _ time: Double) -> Bool {
        switch wire {
        case .tcp:
            guard bytes.count > ServerFrame.headerSize else { return false }
            let number = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
            exchanges.append(
                Exchange(request: Array(bytes[6...]), transaction: number, time: time))
        case .serial, .rtuOverTCP:
            guard bytes.count >= 4 else { return false }
            exchanges.append(
                Exchange(request: Array(bytes.dropLast(2)), transaction: 0, time: time))
        }
        return true
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = hex.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, digits.count <= 2 * 1_024 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
