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
    /// Where programs of this machine ask.
    let desk: LineDesk
    private let stopping = Atomic(false)
    /// How often it was asked to be read anew.
    private let asked = Atomic<UInt64>(0)
    /// What came of reading it, and which of those who asked that answers.
    private let reloaded = Lock<(Reloaded, upTo: UInt64)?>(nil)
    private let failure = Lock<AgentFault?>(nil)

    package init() throws(SystemFault) {
        wakeUp = try WakeUp()
        ended = try WakeUp()
        reload = try WakeUp()
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
        self.reloaded.withLock { $0 = (reloaded, number) }
        wakeUp.signal()
    }

    /// The latest, once.
    func takeReloaded() -> (Reloaded, upTo: UInt64)? { reloaded.withLock { $0.take() } }

    func end(with fault: AgentFault?) {
        failure.withLock { $0 = fault }
        ended.signal()
    }

    /// Why the pump's thread has ended, nil if it was told to.
    package var fault: AgentFault? { failure.withLock { $0 } }
}
