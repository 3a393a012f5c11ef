// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One client of a server of lines.
///
/// A class, because an array cannot hold what owns a descriptor; only the server's thread sees it.
final class LineConnection {
    enum Reading {
        case line([UInt8])
        case nothing
        case tooLong
        case gone
    }

    let client: LineDesk.Client
    /// Whether a line waits for its last answer.
    private(set) var isUnderWay = false
    /// The socket's, -1 once it is closed.
    private(set) var number: CInt
    private var socket: Descriptor?
    private var incoming: LineBuffer
    /// What was answered and not taken yet, from `sent`.
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var isEnding = false
    /// Since when the client has been expected to do something.
    private var since: Instant

    init(_ socket: consuming Descriptor, _ client: LineDesk.Client, limit: Int, at now: Instant) {
        number = socket.number
        self.socket = consume socket
        self.client = client
        incoming = LineBuffer(limit: limit)
        since = now
    }

    var hasGone: Bool { number < 0 }

    /// Answers first: who does not take them is not listened to either.
    var interest: PollSet.Events {
        if !outgoing.isEmpty { return .writable }
        return isUnderWay ? [] : .readable
    }

    /// When the client has let us wait for too long.
    func deadline(_ patience: Nanoseconds) -> Instant {
        hasGone || isUnderWay && outgoing.isEmpty ? .never : since + patience
    }

    func close() {
        number = -1
        socket = nil
        outgoing = []
    }

    /// The next line, of what came with the last one or of what has come since.
    func read(_ buffer: inout [UInt8], at now: Instant) -> Reading {
        guard !isUnderWay, outgoing.isEmpty, !isEnding else { return .nothing }
        do {
            if let line = try incoming.next() { return begin(line) }
            switch try Descriptor.read(number, into: &buffer, at: 0) {
            case .wouldBlock: return .nothing
            case .closed: return .gone
            case .bytes(let count): incoming.append(buffer[..<count])
            }
            return try incoming.next().map(begin) ?? .nothing
        } catch is LineBuffer.TooLong {
            return .tooLong
        } catch {
            return .gone
        }
    }

    private func begin(_ line: [UInt8]) -> Reading {
        isUnderWay = true
        return .line(line)
    }

    /// Adds a line to what the client is to take; false if it has left too much.
    func answer(_ line: [UInt8]?, isLast: Bool, atMost limit: Int, at now: Instant) -> Bool {
        if isLast { isUnderWay = false }
        if outgoing.isEmpty { since = now }
        guard let line, !hasGone else { return true }
        outgoing += line
        outgoing.append(UInt8(ascii: "\n"))
        return outgoing.count - sent <= limit
    }

    /// A last word, after which there is nothing but the end.
    func end(with line: [UInt8], at now: Instant) {
        isEnding = true
        _ = answer(line, isLast: true, atMost: .max, at: now)
    }

    /// Sends what the client takes now; false once there is nobody to send to.
    func send(at now: Instant) -> Bool {
        while sent < outgoing.count {
            do throws(SystemFault) {
                switch try Socket.send(number, outgoing, from: sent, to: outgoing.count) {
                case .bytes(let count):
                    sent += count
                    since = now
                case .wouldBlock: return true
                case .closed: return false
                }
            } catch {
                return false
            }
        }
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= 4_096)
        sent = 0
        return !isEnding
    }
}
