// SPDX-License-Identifier: Apache-2.0
internal import Host
internal import Synchronization

/// What the main thread and the pump's tell each other.
///
/// A class, because both hold it.
final class PumpOrders: Sendable {
    /// Wakes the pump: readings, the hub's reports, orders.
    let wakeUp: WakeUp
    /// Signalled when the pump's thread is about to end.
    let ended: WakeUp
    private let stopping = Atomic(false)
    private let failure = Mutex<AgentFault?>(nil)

    init() throws(SystemFault) {
        wakeUp = try WakeUp()
        ended = try WakeUp()
    }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    func stop() {
        stopping.store(true, ordering: .releasing)
        wakeUp.signal()
    }

    func end(with fault: AgentFault?) {
        failure.withLock { $0 = fault }
        ended.signal()
    }

    /// Why the pump's thread has ended, nil if it was told to.
    var fault: AgentFault? { failure.withLock { $0 } }
}
