// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Opens links on threads of its own, where name resolution and connecting may block without any
/// line noticing. A few threads, so that one host that does not answer holds up only one of them.
///
/// A class, because all line threads hand it work.
final class Connector: Sendable {
    /// What came of opening the link of the line with this index in its group.
    struct Opened: Sendable {
        var line: Int
        var result: Result<OpenLink, BusFault>
    }

    private struct Order: Sendable {
        var link: Link
        var manners: PortManners
        var line: Int
        var answer: Mailbox<Opened>
    }

    private struct State {
        var orders: [Order] = []
        var threads = 0
        /// The last one that has ended: whoever ends next waits for it and frees its stack.
        var ended: Handle?
    }

    /// A thread, as soon as it is known. A class, because the thread has it, too.
    private final class Handle: Sendable {
        let thread = Lock<Thread?>(nil)

        func take() -> Thread? { thread.withLock { $0.take() } }
    }

    private let state = Lock(State())
    /// How many links are opened at a time.
    static let threadLimit = 8

    init() {}

    /// Opens a link and leaves it in the mailbox, which has room for one answer from each line.
    func open(_ link: Link, _ manners: PortManners, line: Int, answer: Mailbox<Opened>) {
        let needsThread = state.withLock { state in
            state.orders.append(Order(link: link, manners: manners, line: line, answer: answer))
            guard state.threads < Self.threadLimit else { return false }
            state.threads += 1
            return true
        }
        if needsThread { start() }
    }

    /// A thread that ends when there is nothing left to open: links are opened seldom.
    private func start() {
        let own = Handle()
        do throws(SystemFault) {
            try own.thread.withLock { (thread) throws(SystemFault) in
                thread = try Thread.startBrief("tram-connect") {
                    self.work()
                    self.end(own)
                }
            }
        } catch {
            // No memory for a thread: the line's thread does it, late but not never.
            work()
        }
    }

    private func end(_ own: Handle) {
        // Not before it is known.
        own.thread.withLock { _ in }
        let before = state.withLock { state in
            defer { state.ended = own }
            return state.ended
        }
        before?.take()?.join()
    }

    deinit { state.withLock { $0.ended }?.take()?.abandon() }

    private func work() {
        while let order = next() {
            let result = Result { () throws(BusFault) in
                try OpenLink(order.link, order.manners)
            }
            _ = order.answer.send(Opened(line: order.line, result: result))
        }
    }

    private func next() -> Order? {
        state.withLock { state in
            guard state.orders.isEmpty else { return state.orders.removeFirst() }
            state.threads -= 1
            return nil
        }
    }
}
