// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

/// The files of a spool, and what the service keeps beside it.
enum SpoolFiles {
    private static let endings = ["", "-wal", "-shm", ".epoch.a", ".epoch.b"]
    /// Of the gateway that the spool is of; without a spool they hold up nothing.
    private static let beside = ["learned.json", "maintenance.json"]

    /// With a slash at its end.
    static func folder(of spool: String) -> String {
        spool.lastIndex(of: "/").map { String(spool[...$0]) } ?? ""
    }

    /// What there is of a spool.
    static func there(_ spool: String) -> [String] {
        let own = endings.map { spool + $0 }.filter(File.exists)
        return own.isEmpty
            ? [] : own + beside.map { folder(of: spool) + $0 }.filter(File.exists)
    }

    /// Root makes it for the service.
    static func settle(_ spool: String) throws(SystemFault) {
        for ending in endings where File.exists(spool + ending) {
            try File.settle(spool + ending, mode: 0o600)
        }
    }

    /// What was made where nothing was.
    static func remove(_ spool: String) {
        for ending in endings { File.remove(spool + ending) }
    }

    /// Counters' last readings of the spool that is there; a fault where something is there that is
    /// no spool of ours, which nobody may then put away.
    static func counters(_ spool: String) throws(MoveFault) -> [DeviceCounters] {
        guard File.exists(spool) else { return [] }
        guard File.isPlain(spool) else { throw .noSpool(spool) }
        do throws(SpoolFault) {
            return try Spool.counters(at: spool)
        } catch {
            throw .noSpool(spool)
        }
    }
}

extension [DeviceCounters] {
    /// Of each counter the later reading: one that is put back behind another would be told as if
    /// it had counted that again.
    func later(_ others: Self) -> Self {
        var all = self
        for other in others {
            guard let index = all.firstIndex(where: { $0.device == other.device }) else {
                all.append(other)
                continue
            }
            for reading in other.readings { all[index].take(reading) }
        }
        return all
    }
}

extension DeviceCounters {
    fileprivate mutating func take(_ reading: CounterReading) {
        if let index = readings.firstIndex(where: { $0.point == reading.point }) {
            if readings[index].at < reading.at { readings[index] = reading }
        } else if readings.count < CounterReading.mostOfDevice {
            readings.append(reading)
        }
    }
}
