// SPDX-License-Identifier: Apache-2.0
internal import Spool

extension SpoolBatch {
    mutating func append(_ more: SpoolBatch) {
        devices += more.devices
        metas += more.metas
        rows += more.rows
        restamped += more.restamped
        delivered += more.delivered
        counters += more.counters
        gaps += more.gaps
        deliveredGaps += more.deliveredGaps
        custody += more.custody
        commands += more.commands
        forgottenCommands += more.forgottenCommands
        spending = more.spending ?? spending
    }

    /// What goes into one transaction of so many bytes: gaps and metas come before the records that
    /// rely on them, and what is only remembered comes last. At least one thing of what there is.
    mutating func takePart(atMost limit: Int) -> SpoolBatch {
        guard bytes > limit else {
            defer { self = SpoolBatch() }
            return self
        }
        var part = SpoolBatch()
        swap(&part.gaps, &gaps)
        swap(&part.devices, &devices)
        swap(&part.forgottenCommands, &forgottenCommands)
        swap(&part.commands, &commands)
        swap(&part.spending, &spending)
        var room = limit - part.bytes
        part.metas = Self.take(from: &metas, &room) { $0.payload.count + 16 * $0.points.count + 64 }
        if metas.isEmpty { part.rows = Self.take(from: &rows, &room) { $0.body.count + 64 } }
        guard part.metas.isEmpty, part.rows.isEmpty else { return part }
        // What hubs had of them without their times goes before.
        swap(&part.delivered, &delivered)
        part.restamped = Self.take(from: &restamped, &room) { $0.body.count + 64 }
        return part
    }

    /// The first ones, for which there is room; of the first kind at least one.
    private static func take<Element>(
        from all: inout [Element], _ room: inout Int, _ bytes: (Element) -> Int
    ) -> [Element] {
        var count = 0
        while count < all.count, count == 0 || bytes(all[count]) <= room {
            room -= bytes(all[count])
            count += 1
        }
        defer { all.removeFirst(count) }
        return Array(all.prefix(count))
    }
}
