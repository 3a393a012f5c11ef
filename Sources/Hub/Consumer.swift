// SPDX-License-Identifier: Apache-2.0
package import Host
internal import Synchronization

/// Subscribes to a hub, with QoS 1, and passes on what comes. For tools: a message that does not
/// fit into the receiver's mailbox is counted and gone, though the hub has our acknowledgement.
package struct Consumer: ~Copyable, Sendable {
    private let line: Line
    private var thread: Thread?

    /// Starts connecting at once, and again after every loss, as a `Publisher` does.
    package static func start(
        _ connection: Connection, filters: [String], events: Mailbox<HubEvent>
    ) throws(HubFault) -> Consumer {
        guard !filters.isEmpty else { throw .unusable("") }
        let filters = try Filter.list(filters)
        let line = try Line()
        let role = Engine.Role(connection: connection, filters: filters)
        return Consumer(line: line, thread: try line.start(role, events))
    }

    private init(line: Line, thread: consuming Thread) {
        self.line = line
        self.thread = consume thread
    }

    deinit { end(line, nil, thread) }

    /// Messages that found no room or were larger than `Connection.largestIncoming`.
    package var missed: Int { line.missed.load(ordering: .relaxed) }

    /// Says DISCONNECT and ends the thread.
    package mutating func stop() { end(line, nil, thread.take()) }
}
