// SPDX-License-Identifier: Apache-2.0
package import Host
internal import Synchronization

/// Subscribes to a hub, with QoS 1, and passes on what comes. For tools: a message that does not
/// fit into the receiver's mailbox is counted and gone, though the hub has our acknowledgement.
package struct Consumer: ~Copyable, Sendable {
    /// Filters of one subscription.
    package static let mostFilters = 64

    private let line: Line
    private var thread: Thread?

    /// Starts connecting at once, and again after every loss, as a `Publisher` does.
    package static func start(
        _ connection: Connection, filters: [String], events: Mailbox<HubEvent>
    ) throws(HubFault) -> Consumer {
        guard 1...mostFilters ~= filters.count else { throw .unusable("\(filters.count)") }
        var words: [[CChar]] = []
        for filter in filters {
            guard isFilter(filter) else { throw .unusable(filter) }
            words.append(filter.utf8.map(CChar.init(bitPattern:)) + [0])
        }
        let line = try Line()
        let role = Engine.Role(connection: connection, filters: words)
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

    /// `+` is a whole level, `#` the last one.
    private static func isFilter(_ text: String) -> Bool {
        guard 1...Topic.longest ~= text.utf8.count, text.utf8.allSatisfy({ $0 >= 0x20 }) else {
            return false
        }
        let levels = text.split(separator: "/", omittingEmptySubsequences: false)
        return levels.enumerated().allSatisfy { index, level in
            switch level {
            case "+": true
            case "#": index == levels.count - 1
            default: !level.contains("+") && !level.contains("#")
            }
        }
    }
}
