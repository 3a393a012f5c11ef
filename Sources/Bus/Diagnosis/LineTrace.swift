// SPDX-License-Identifier: Apache-2.0
package import Field

/// What has passed on a line, request by request: all that a diagnosis knows.
package struct LineTrace: Sendable {
    /// Requests that are looked at, the latest.
    static let most = 256

    let framing: Framing
    /// Of the serial side; nil on Modbus TCP.
    let speed: SerialSpeed?
    let isOverTCP: Bool
    /// Whether the port is known to hear itself.
    let hasEcho: Bool
    let exchanges: [Exchange]

    /// `wide`: units whose registers have four bytes.
    package init(_ link: Link, _ records: [CaptureRecord], wide: Set<UInt8> = []) {
        switch link {
        case .serial(_, let speed, let echo):
            (framing, self.speed, isOverTCP, hasEcho) = (.rtu, speed, false, echo)
        case .rtuOverTCP(_, _, let speed):
            (framing, self.speed, isOverTCP, hasEcho) = (.rtu, speed, true, false)
        case .tcp: (framing, speed, isOverTCP, hasEcho) = (.mbap, nil, true, false)
        }
        var exchanges: [Exchange] = []
        for record in records {
            switch record.kind {
            case .sent: exchanges.append(Exchange(record, framing, wide))
            case .received where !exchanges.isEmpty:
                exchanges[exchanges.count - 1].add(record)
            case .down where !exchanges.isEmpty:
                exchanges[exchanges.count - 1].closed = record.time
            case .received, .down, .up: continue
            }
        }
        self.exchanges = exchanges.suffix(Self.most)
    }

    /// How many requests of it went to a unit.
    package func requests(to unit: UInt8) -> Int { exchanges.count { $0.unit == unit } }

    /// Until when an answer is in time, as the line itself reckons.
    func deadline(of exchange: Exchange, _ timeout: Nanoseconds) -> Instant {
        let characters = exchange.request.count + exchange.replyLength
        return exchange.sent + timeout + (speed?.time(characters: characters) ?? .zero)
    }
}

/// One request, and what came until the next one.
struct Exchange: Sendable {
    let request: [UInt8]
    let sent: Instant
    private let framing: Framing
    private let wide: Set<UInt8>
    private(set) var bytes: [UInt8] = []
    /// Up to where they had come by when.
    private var arrivals: [(end: Int, time: Instant)] = []
    /// When the link went.
    var closed: Instant?

    init(_ record: CaptureRecord, _ framing: Framing, _ wide: Set<UInt8>) {
        (request, sent) = (record.bytes, record.time)
        (self.framing, self.wide) = (framing, wide)
    }

    mutating func add(_ record: CaptureRecord) {
        guard bytes.count < Receiver.capacity * 2 else { return }
        bytes += record.bytes
        arrivals.append((bytes.count, record.time))
    }

    /// When the byte before this place had come.
    func time(upTo end: Int) -> Instant { arrivals.first { $0.end >= end }?.time ?? .never }

    /// Where the PDU's function stands.
    private var start: Int { framing == .rtu ? 1 : 7 }

    var unit: UInt8 { request.count >= 8 ? request[start - 1] : 0 }

    var function: UInt8 { request.count >= 8 ? request[start] : 0 }

    /// Data bytes of the answer to a read; nil where it is none.
    var replyBytes: Int? {
        guard request.count == (framing == .rtu ? 8 : 12), (1...4).contains(function) else {
            return nil
        }
        let count = Int(request[start + 3]) << 8 | Int(request[start + 4])
        return function <= 2 ? (count + 7) / 8 : count * (wide.contains(unit) ? 4 : 2)
    }

    /// The answer's, with what frames it.
    var replyLength: Int { WireRequest.replyLength(framing, data: replyBytes ?? 0) }

    /// How an answer begins.
    var header: [UInt8] { [unit, function, UInt8(truncatingIfNeeded: replyBytes ?? 0)] }
}
