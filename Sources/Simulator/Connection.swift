// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A client's connection, or a serial line, and what has come over it.
///
/// A class, because it owns a descriptor and lives in an array. Only the site's thread has it.
final class Connection {
    /// What `until` is for.
    enum Waiting {
        case nothing
        /// A reply's time, which its parcel tells.
        case reply
        /// The silence that ends a damaged or unknown RTU request.
        case silence
        /// The rest of a TCP request, or the connection ends.
        case rest
    }

    /// Replies that wait at a time, late ones included; more are never sent.
    static let parcelLimit = 64

    let endpoint: Endpoint
    /// The descriptor to poll, of the socket or the line.
    let number: CInt
    private let socket: Descriptor?
    var input = [UInt8](repeating: 0, count: ServerFrame.limit)
    var filled = 0
    /// What is on its way to the client. While a reply is among it nothing is read.
    var parcels: [Parcel] = []
    private(set) var waiting = Waiting.nothing
    private(set) var until = Instant.never
    /// When the last character that has come had ended on a line with a pace.
    private(set) var heard = Instant(nanoseconds: .min)
    /// How many have a serial line open, and whether the last one of them has left it.
    private var clients = 0
    private var isLeft = false
    /// To be taken out of the poll set and closed.
    var ended = false

    /// A client's connection.
    init(_ endpoint: Endpoint, socket: consuming Descriptor) {
        self.endpoint = endpoint
        number = socket.number
        self.socket = consume socket
    }

    /// A serial line.
    init(_ endpoint: Endpoint, serial number: CInt) {
        self.endpoint = endpoint
        self.number = number
        socket = nil
    }

    /// The next moment at which something is to be done.
    var due: Instant { parcels.reduce(until) { min($0, $1.next) } }

    func wait(for what: Waiting, until moment: Instant) {
        waiting = what
        until = moment
    }

    /// Forgets the first bytes of the input.
    func consume(_ count: Int) {
        guard count > 0 else { return }
        for index in count..<max(count, filled) { input[index - count] = input[index] }
        filled -= count
    }

    /// Whether the last client of a serial line has left it since the last call.
    func takeLeaving() -> Bool {
        noteVisits()
        defer { isLeft = false }
        return isLeft
    }

    private func noteVisits() {
        for change in endpoint.changes() {
            clients = max(0, clients + (change == .opened ? 1 : -1))
            if clients == 0 { isLeft = true }
        }
    }

    /// Whether somebody is there for a reply. Who asks has opened the line before we read what he
    /// asks, so that he is never overlooked.
    func hasClient() -> Bool {
        guard endpoint.isWatched else { return true }
        if clients == 0 { noteVisits() }
        return clients > 0
    }

    /// Drops what the client that has left did not read and was still to get: the next one finds
    /// the line quiet, as a port that was closed.
    func forget() {
        endpoint.flush()
        filled = 0
        parcels.removeAll(keepingCapacity: true)
        wait(for: .nothing, until: .never)
    }

    /// Characters have come. A client writes them at once, a line would carry them one by one.
    func hear(_ count: Int, at now: Instant) {
        filled += count
        guard let pace = endpoint.line.pace else { return }
        heard = max(heard, now) + pace.time(count)
    }

    /// What to poll for: nothing but a hang-up while a reply waits for its time.
    var events: PollSet.Events { waiting == .reply ? [] : .readable }

    /// Sends what has its time by now; false when the connection ends.
    func deliver(at now: Instant) -> Bool {
        guard !parcels.isEmpty else { return true }
        for index in parcels.indices where parcels[index].next <= now {
            guard send(Array(parcels[index].take(at: now))) else { return false }
        }
        parcels.removeAll { $0.isSent }
        return true
    }

    /// Whether a reply is still on its way.
    var isReplying: Bool { parcels.contains { !$0.isLate } }

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
