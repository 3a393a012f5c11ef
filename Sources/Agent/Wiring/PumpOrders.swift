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
    private let stopping = Atomic(false)
    private let failure = Lock<AgentFault?>(nil)

    package init() throws(SystemFault) {
        wakeUp = try WakeUp()
        ended = try WakeUp()
    }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    /// Tells the pump to end.
    package func stop() {
        stopping.store(true, ordering: .releasing)
        wakeUp.signal()
    }

    func end(with fault: AgentFault?) {
        failure.withLock { $0 = fault }
        ended.signal()
    }

    /// Why the pump's thread has ended, nil if it was told to.
    package var fault: AgentFault? { failure.withLock { $0 } }
}
