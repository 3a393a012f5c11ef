// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The reads of rounds that are planned already: a hundred devices of one profile have one plan.
struct ReadShelf {
    private struct Entry {
        let points: [Point]
        let round: [Int]
        let largestRead: Int?
        let reads: [Scan.Read]
    }

    private var entries: [Entry] = []

    /// With the round's points, which all that have this plan share.
    mutating func reads(
        of device: NumberedDevice, _ round: PollRounds.Round
    ) -> (reads: [Scan.Read], points: [Int]) {
        let known = entries.first { entry in
            // Devices of one profile have one array, which is equal at a glance.
            entry.largestRead == device.device.largestRead && entry.round == round.points
                && entry.points == device.device.points
        }
        if let known { return (known.reads, known.round) }
        let reads = device.reads(round)
        entries.append(
            Entry(
                points: device.device.points, round: round.points,
                largestRead: device.device.largestRead, reads: reads))
        return (reads, round.points)
    }
}
