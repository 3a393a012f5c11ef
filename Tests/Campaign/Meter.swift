// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A Modbus TCP device that counts its answers: its first two registers are how many reads it has
/// answered. What it has answered is the book that no agent can embellish.
struct Meter: ~Copyable {
    /// One reading, by its counter.
    struct Answer {
        /// When its last byte was written; `.never` if it could not be.
        var at: Instant
        /// The clock step that the agent had then.
        var offset: Nanoseconds
    }

    let name: String
    let period: Nanoseconds
    let registers: Int
    let listener: Listener
    /// The counter `n` is at `n - 1`.
    private(set) var answers: [Answer] = []
    /// How much later or earlier than one period after the one before a request came, in ns.
    var lateness: [(at: Instant, by: Nanoseconds)] = []
    /// Answers with an exception: the campaign wants no further readings.
    var isClosed = false
    private var lastRequest: Instant?

    init(name: String, period: Nanoseconds, registers: Int) throws {
        (self.name, self.period, self.registers) = (name, period, registers)
        listener = try Listener(address: "127.0.0.1")
    }

    /// The reply to a request of Modbus TCP; nil for what is none, which ends the connection.
    mutating func reply(to request: ArraySlice<UInt8>, at now: Instant) -> [UInt8]? {
        let bytes = Array(request)
        guard bytes.count == 12, bytes[5] == 6 else { return nil }
        let address = Int(bytes[8]) << 8 | Int(bytes[9])
        let count = Int(bytes[10]) << 8 | Int(bytes[11])
        let head = Array(bytes[0..<4])
        guard bytes[7] == 3, !isClosed else {
            return head + [0, 3, bytes[6], bytes[7] | 0x80, 4]
        }
        guard count > 0, address + count <= registers else {
            return head + [0, 3, bytes[6], bytes[7] | 0x80, 2]
        }
        note(now)
        // Until it is sent it counts for nothing.
        answers.append(Answer(at: .never, offset: .zero))
        var reply = head + [0, UInt8(3 + count * 2), bytes[6], 3, UInt8(count * 2)]
        for register in address..<address + count {
            let word = word(register)
            reply += [UInt8(word >> 8), UInt8(word & 0xFF)]
        }
        return reply
    }

    /// The last reply has gone.
    mutating func sent(at now: Instant, offset: Nanoseconds) {
        answers[answers.count - 1] = Answer(at: now, offset: offset)
    }

    private func word(_ register: Int) -> UInt16 {
        let count = answers.count
        return switch register {
        case 0: UInt16(truncatingIfNeeded: count >> 16)
        case 1: UInt16(truncatingIfNeeded: count)
        default: UInt16(truncatingIfNeeded: register &* 263 &+ count)
        }
    }

    private mutating func note(_ now: Instant) {
        if let lastRequest { lateness.append((now, now - lastRequest - period)) }
        lastRequest = now
    }
}

/// A client's connection to a meter.
///
/// A class, because it owns a descriptor and lives in an array.
final class MeterConnection {
    let meter: Int
    let socket: Descriptor
    var input = [UInt8](repeating: 0, count: 260)
    var filled = 0
    var hasEnded = false

    init(_ meter: Int, _ socket: consuming Descriptor) {
        self.meter = meter
        self.socket = socket
    }

    /// The first request is done with.
    func drop() {
        input.removeFirst(12)
        input += [UInt8](repeating: 0, count: 12)
        filled -= 12
    }
}
