// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc

/// The other end of a `LineService`: asks in lines, and reads the answers.
package struct LineClient: ~Copyable {
    private let socket: Descriptor
    private var incoming: LineBuffer
    private var buffer = [UInt8](repeating: 0, count: 4_096)

    private init(_ socket: consuming Descriptor, limit: Int) {
        self.socket = socket
        incoming = LineBuffer(limit: limit)
    }

    /// Connects to the service at the path. `limit`: bytes of the longest answer that is taken.
    /// ETIMEDOUT: others wait there already, and the service takes none of them.
    package static func open(
        _ path: String, limit: Int = 1_024 * 1_024
    ) throws(SystemFault) -> LineClient {
        do throws(SystemFault) {
            let socket = try LocalSocket.connect(to: path, patience: patience)
            return LineClient(socket, limit: limit)
        } catch  where error.number == EAGAIN {
            throw SystemFault(call: "connect", number: ETIMEDOUT, subject: path)
        }
    }

    /// For a place among those who wait to be taken.
    private static let patience = Nanoseconds.seconds(10)

    /// What a thread polls for reading.
    package var descriptor: CInt { socket.number }

    /// Sends a line (ETIMEDOUT: the service does not take it; EPIPE: it has gone).
    package func ask(_ line: [UInt8], until deadline: Instant) throws(SystemFault) {
        let bytes = line + [UInt8(ascii: "\n")]
        var sent = 0
        while sent < bytes.count {
            switch try Socket.send(descriptor, bytes, from: sent, to: bytes.count) {
            case .bytes(let count): sent += count
            case .wouldBlock: try wait(.writable, until: deadline)
            case .closed: throw SystemFault(call: "send", number: EPIPE)
            }
        }
    }

    /// The next answer (ETIMEDOUT: not in time; EPIPE: the service has ended the connection;
    /// EMSGSIZE: longer than the limit).
    package mutating func answer(until deadline: Instant) throws(SystemFault) -> [UInt8] {
        while true {
            do throws(LineBuffer.TooLong) {
                if let line = try incoming.next() { return line }
            } catch {
                throw SystemFault(call: "read", number: EMSGSIZE)
            }
            switch try socket.read(into: &buffer, at: 0) {
            case .bytes(let count): incoming.append(buffer[..<count])
            case .wouldBlock: try wait(.readable, until: deadline)
            case .closed: throw SystemFault(call: "read", number: EPIPE)
            }
        }
    }

    private func wait(_ events: PollSet.Events, until deadline: Instant) throws(SystemFault) {
        var polls = PollSet()
        polls.add(descriptor, events)
        guard try polls.wait(until: deadline) == 0, Clock.now() >= deadline else { return }
        throw SystemFault(call: "poll", number: ETIMEDOUT)
    }
}
