// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A client's connection, or a serial line, and what has come over it.
///
/// A class, because it owns a descriptor and lives in an array. Only the site's thread has it.
final class Connection {
    /// What `due` is for.
    enum Waiting {
        case nothing
        /// A reply's time.
        case turnaround
        /// The silence that ends a damaged or unknown RTU request.
        case silence
        /// The rest of a TCP request, or the connection ends.
        case rest
    }

    let endpoint: Endpoint
    /// The descriptor to poll, of the socket or the line.
    let number: CInt
    private let socket: Descriptor?
    var input = [UInt8](repeating: 0, count: ServerFrame.limit)
    var filled = 0
    /// The reply that waits for its time; meanwhile nothing is read.
    var held: [UInt8] = []
    var waiting = Waiting.nothing
    var due = Instant.never
    /// To be taken out of the poll set and closed.
    var ended = false

    /// A client's connection.
    init(_ endpoint: Endpoint, socket: consuming Descriptor) {
        self.endpoint = endpoint
        number = socket.number
        self.socket = consume socket
    }

    /// An endpoint's line.
    init(_ endpoint: Endpoint, line number: CInt) {
        self.endpoint = endpoint
        self.number = number
        socket = nil
    }

    func wait(for what: Waiting, until due: Instant) {
        waiting = what
        self.due = due
    }

    /// Forgets the first bytes of the input.
    func consume(_ count: Int) {
        guard count > 0 else { return }
        for index in count..<max(count, filled) { input[index - count] = input[index] }
        filled -= count
    }

    /// What to poll for: nothing but a hang-up while a reply waits for its time.
    var events: PollSet.Events { waiting == .turnaround ? [] : .readable }

    /// Writes once; false when the connection ends. A client that does not read its replies is not
    /// worth waiting for; a serial line forgets what nobody takes.
    func send(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return true }
        do {
            guard socket != nil else {
                return try Descriptor.write(number, bytes, from: 0, to: bytes.count) != .closed
            }
            return try Socket.send(number, bytes) == .bytes(bytes.count)
        } catch {
            return false
        }
    }
}
