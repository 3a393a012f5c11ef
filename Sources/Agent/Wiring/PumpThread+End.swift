// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Logging

/// The spool at the end of the process.
extension PumpThread {
    /// What only memory holds ends with us. What of it the hub takes yet is held all the same.
    mutating func endMemory(until end: Instant) {
        closeSpool()
        let left = keeper.left
        guard !left.isEmpty else { return }
        let records = left.reduce(0) { $0 &+ $1.ranges.count }
        log.warning("spool: in memory only; \(records) records end with us, not held by the hub")
        pump.giveUp(left: left)
        handOver(at: Clock.now())
        while session != nil, pump.delivery.hasGaps, Clock.now() < end + Self.drainPause {
            if wait(until: end + Self.drainPause) != nil { return }
            takeEvents(moment())
            handOver(at: Clock.now())
        }
    }

    /// What is left is written down, if the disk takes it in time.
    mutating func closeSpool() {
        pump.closeBooks()
        let end = Clock.now() + SpoolKeeper.closing
        giveOrders()
        while pump.store.next != nil, Clock.now() < end, !hasLostSpool {
            if wait(until: Clock.now() + Self.drainPause) != nil { break }
            takeSpoolNews(moment())
            giveOrders()
        }
        if !keeper.close(until: end, orders.wakeUp) {
            log.error("spool: the disk stands still; what it was told last may be missing")
        }
    }
}
