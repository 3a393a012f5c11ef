// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool
internal import Synchronization

/// What the pump and the spool's thread share.
///
/// A class, because both hold it.
final class SpoolLine: Sendable {
    /// How the spool was found, with numbers of every stream.
    struct Found: Sendable {
        var opening: SpoolOpening
        /// The first session's number.
        var session: UInt64
    }

    let orders: Mailbox<SpoolOrder>
    let news: Mailbox<SpoolNews>
    /// That the thread turns, once the spool is open.
    let heartbeat: Heartbeat
    private let heartbeats: Heartbeats
    private let stopping = Atomic(false)
    private let ending = Atomic(false)
    private let found = Lock<Found?>(nil)
    /// What ends with a spool in memory.
    private let left = Lock<[GapRecord]>([])

    /// Questions and batches that wait; their bytes are bounded besides.
    private static let orderLimit = 1_024
    private static let newsLimit = 64

    /// `pump`: the pump's wake-up, signalled for news.
    init(pump: WakeUp, _ heartbeats: Heartbeats) throws(SystemFault) {
        self.heartbeats = heartbeats
        orders = Mailbox(
            count: Self.orderLimit, bytes: Store.mailboxBytes, wakeUp: try WakeUp())
        heartbeat = Heartbeat(Supervisor.spool, wakeUp: orders.wakeUp)
        news = Mailbox(count: Self.newsLimit, wakeUp: pump)
    }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    /// By the thread: from now on it turns.
    func begin() { heartbeats.add(heartbeat) }

    /// Tells the thread to write down what it has, and to end.
    func stop() {
        heartbeat.end()
        stopping.store(true, ordering: .releasing)
        orders.wakeUp.signal()
    }

    /// Whether the thread has done all that it does.
    var hasEnded: Bool { ending.load(ordering: .acquiring) }

    func end() {
        ending.store(true, ordering: .releasing)
        news.wakeUp.signal()
    }

    func leave(_ gaps: [GapRecord]) { left.withLock { $0 = gaps } }

    /// What the thread left, once it has ended.
    func takeLeft() -> [GapRecord] { left.withLock { $0 } }

    func open(_ found: Found) {
        self.found.withLock { $0 = found }
        news.wakeUp.signal()
    }

    /// nil until the spool is open.
    func takeFound() -> Found? { found.withLock { $0.take() } }
}
