// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// The power goes at any moment. `SPOOL_IMAGES=500` looks at more disks than sixty.
@Suite struct CrashTests {
    private static let count = Environment.variable("SPOOL_IMAGES").flatMap { Int($0) } ?? 60
    private static let recordings = 6

    /// What a spool's processes asked of the disk: some closed it, some were killed.
    private static func recording(_ seed: Int) throws -> [CrashDisk.Step] {
        let (site, log) = (try Site(), try Directory())
        var random = SplitMix(seed: UInt64(seed))
        let path = log.file("log")
        for round in 0..<3 {
            let isKilled = random.below(2) == 0
            _ = try SpoolChild.run(
                ["run", site.path, "\(seed * 10 + round)", "\(1 + random.below(60))", path],
                killedAfter: isKilled ? random.below(400) : nil)
        }
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 28) else { return [] }
        return CrashDisk.steps(bytes)
    }

    @Test(arguments: 0..<recordings)
    func `a disk that lost what was not synced opens and has every record that was`(
        _ seed: Int
    ) throws {
        let steps = try Self.recording(seed)
        try #require(steps.count { $0.kind == "s" } > 10)
        var random = SplitMix(seed: UInt64(seed) &+ 1_000)
        for image in 0..<Self.count / Self.recordings {
            // Openings and ends are short and have most of the steps that matter.
            let isEdge = random.below(2) == 0
            let edges = steps.indices.filter {
                steps[$0].name.contains("epoch") || steps[$0].name.hasPrefix("closed")
            }
            let near = edges[random.below(edges.count)] + random.below(9) - 4
            let end = isEdge ? near : random.below(steps.count)
            var (disk, ledger) = (CrashDisk(), Ledger())
            for step in steps.prefix(max(0, end)) {
                if step.kind == "m" { ledger.hear(step.name) } else { disk.take(step) }
            }
            let site = try Site()
            try site.put(disk.image(&random))
            var spool = Spool.open(.ofChild(site.path), at: Site.wall)
            #expect(spool.opening.isDurable)
            let how = spool.opening.how
            let problems = try ledger.judge(&spool)
            #expect(problems == [], "recording \(seed), image \(image), step \(end): \(how)")
            let isBegunAnew = if case .newEpoch = how { true } else { false }
            #expect(!isBegunAnew, "recording \(seed), image \(image), step \(end): \(how)")
        }
    }
}
