// SPDX-License-Identifier: Apache-2.0
package import Host
internal import Synchronization

/// What the main thread and the pump's tell each other.
///
/// A class, because both hold it.
package final class PumpOrders: Sendable {
    /// Wakes the pump: readings, the hub's reports, orders.
    let wakeUp: WakeUp
    /// Signalled when the pump's thread is about to end.
    let ended: WakeUp
    /// Signalled when the gateway's file is to be read anew.
    let reload: WakeUp
    /// Signalled when the main thread is to look how the service does.
    let news: WakeUp
    /// Where programs of this machine ask.
    let desk: LineDesk
    /// Where threads show that they turn.
    let heartbeats = Heartbeats()
    let quarantine = QuarantineBook()
    private let seen = Lock<ServiceSight?>(nil)
    private let stopping = Atomic(false)
    /// How often it was asked to be read anew.
    private let asked = Atomic<UInt64>(0)
    private let reloads = Lock(Reloads())
    private let failure = Lock<AgentFault?>(nil)

    private struct Reloads {
        /// What came of reading it, and which of those who asked that answers.
        var waiting: (Reloaded, upTo: UInt64)?
        /// How often that was, and how many of them the pump has taken, and is done with.
        var (given, taken, settled) = (0, 0, 0)
    }

    package init() throws(SystemFault) {
        wakeUp = try WakeUp()
        ended = try WakeUp()
        reload = try WakeUp()
        news = try WakeUp()
        desk = try LineDesk(wakeUp: wakeUp)
    }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    /// Tells the pump to end.
    package func stop() {
        stopping.store(true, ordering: .releasing)
        wakeUp.signal()
    }

    /// Has the gateway's file read anew; who asked is told of what was read after this number.
    func askReload() -> UInt64 {
        defer { reload.signal() }
        return asked.add(1, ordering: .acquiringAndReleasing).newValue
    }

    /// Asked so far; noted before the file is read.
    var reloadsAsked: UInt64 { asked.load(ordering: .acquiring) }

    /// Has the pump go on with this.
    func leave(_ reloaded: Reloaded, upTo number: UInt64) {
        reloads.withLock { reloads in
            reloads.waiting = (reloaded, number)
            reloads.given += 1
        }
        wakeUp.signal()
    }

    /// The latest, once.
    func takeReloaded() -> (Reloaded, upTo: UInt64)? {
        reloads.withLock { reloads in
            guard let waiting = reloads.waiting.take() else { return nil }
            reloads.taken = reloads.given
            return waiting
        }
    }

    /// By the pump: what it has taken holds, or does not.
    func settleReload() {
        let isNew = reloads.withLock { reloads in
            defer { reloads.settled = reloads.taken }
            return reloads.settled != reloads.taken
        }
        if isNew { news.signal() }
    }

    /// Whether something that was read is not in force yet.
    var isReloading: Bool { reloads.withLock { $0.settled < $0.given } }

    /// How the service does, once the pump runs.
    var sight: ServiceSight? { seen.withLock { $0 } }

    /// By the pump.
    func show(_ sight: ServiceSight) {
        let isNew = seen.withLock { seen in
            defer { seen = sight }
            return seen != sight
        }
        if isNew { news.signal() }
    }

    func end(with fault: AgentFault?) {
        failure.withLock { $0 = fault }
        ended.signal()
    }

    /// Why the pump's thread has ended, nil if it was told to.
    package var fault: AgentFault? { failure.withLock { $0 } }
}
