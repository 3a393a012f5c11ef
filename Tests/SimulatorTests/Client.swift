// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing

/// A client that writes and reads bytes as they are, over a socket or a serial line.
struct Client: ~Copyable {
    private static let patience = Nanoseconds.seconds(20)
    let descriptor: Descriptor
    private let isSocket: Bool

    init(port: UInt16, address: String = "127.0.0.1") throws {
        descriptor = try Socket.connect(address: address, port: port)
        isSocket = true
    }

    init(path: String) throws {
        let number = unsafe open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        try #require(number >= 0)
        descriptor = Descriptor(owning: number)
        isSocket = false
    }

    /// Sends everything; false if the other end has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) throws -> Bool {
        try wait(.writable)
        guard isSocket else { return try descriptor.write(bytes) == .bytes(bytes.count) }
        return try Socket.send(descriptor.number, bytes) != .closed
    }

    /// The next `count` bytes, fewer if the other end closes.
    func receive(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            try wait(.readable)
            switch try descriptor.read(into: &bytes, at: filled) {
            case .bytes(let more): filled += more
            case .closed: return Array(bytes.prefix(filled))
            case .wouldBlock: continue
            }
        }
        return bytes
    }

    /// Waits until there is something to read, and leaves it there.
    func waitForReply() throws { try wait(.readable) }

    func ask(_ request: String, _ count: Int) throws -> [UInt8] {
        try send(hex(request))
        return try receive(count)
    }

    private func wait(_ events: PollSet.Events) throws {
        var set = PollSet()
        set.add(descriptor.number, events)
        let deadline = Clock.now() + Self.patience
        while try set.wait(until: deadline) == 0 {
            try #require(Clock.now() < deadline, "the server is silent")
        }
    }
}
