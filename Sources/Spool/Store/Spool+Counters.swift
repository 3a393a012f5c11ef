// SPDX-License-Identifier: Apache-2.0
package import Field

/// What counters were last read as.
extension Spool {
    /// Those that can be read.
    static func counters(_ database: borrowing Database) throws(SpoolFault) -> [DeviceCounters] {
        var all: [DeviceCounters] = []
        let rows = try database.prepare("SELECT device, body FROM counter ORDER BY device")
        while try rows.step() {
            guard let device = rows.text(0),
                let body = rows.blob(1).unsealed(Seal("counter " + device)),
                let readings = [CounterReading](packed: body)
            else { continue }
            all.append(DeviceCounters(device: device, readings: readings))
        }
        return all
    }

    /// Has counters go on from what another box has read.
    package mutating func take(
        _ counters: [DeviceCounters], at now: Instant, wall: WallTime?
    ) throws(SpoolFault) {
        var batch = SpoolBatch()
        for one in counters {
            batch.counters.append(one)
            guard batch.bytes > mostBatchBytes / 2 else { continue }
            _ = try commit(batch, at: now, wall: wall)
            batch = SpoolBatch()
        }
        if !batch.isEmpty { _ = try commit(batch, at: now, wall: wall) }
    }
}
