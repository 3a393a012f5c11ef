// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

/// Which metas the devices have at present: what those say, the pump knows itself, and it need not
/// be read with every page.
struct MetaNames {
    private var present: [String: String] = [:]
    /// By its place in the spool: of metas that were read once.
    private var names: [Int64: String] = [:]
    /// Names that are remembered.
    private static let mostNames = 1_024

    mutating func take(_ batch: SpoolBatch) {
        for meta in batch.metas { present[meta.device] = meta.name }
    }

    mutating func forget(_ devices: [String]) {
        for device in devices { present[device] = nil }
    }

    /// What a row names; without points and payload if it is what the device is now. nil for one
    /// that is not there.
    mutating func find(
        _ row: SpooledRow, _ spool: borrowing Spool
    ) throws(SpoolFault) -> StoredMeta? {
        let now = present[row.series.device]
        if let name = names[row.meta], name == now {
            return StoredMeta(name: name, points: [], payload: [])
        }
        guard let meta = try spool.meta(row.meta) else { return nil }
        if names.count >= Self.mostNames { names = [:] }
        names[row.meta] = meta.name
        return meta.name == now ? StoredMeta(name: meta.name, points: [], payload: []) : meta
    }
}
