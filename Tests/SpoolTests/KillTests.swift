// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Rig
import Spool
import Testing

/// A process that is killed wherever it happens to be.
@Suite struct KillTests {
    @Test(arguments: 1...6)
    func `what was reported is there after each kill, and no number is used again`(
        _ seed: UInt64
    ) throws {
        let site = try Site()
        var random = SplitMix(seed: seed)
        var ledger = Ledger()
        for round in 0..<6 {
            // Sometimes before the opening is over.
            let lines = random.below(4) == 0 ? random.below(3) : random.below(2_000)
            let said = try SpoolChild.run(
                ["run", site.path, "\(seed * 100 + UInt64(round))", "100"], killedAfter: lines)
            for line in said { ledger.hear(line) }
        }
        var spool = Spool.open(.ofChild(site.path), at: Site.wall)
        #expect(spool.opening.isDurable)
        #expect(ledger.heldCount > 100)
        let problems = try ledger.judge(&spool)
        #expect(problems == [])
    }

    @Test func `after a clean end nothing is declared`() throws {
        let site = try Site()
        var ledger = Ledger()
        for seed in 1...3 {
            let said = try SpoolChild.run(["run", site.path, "\(seed)", "40"])
            for line in said { ledger.hear(line) }
            #expect(ledger.isClosed)
        }
        var spool = Spool.open(.ofChild(site.path), at: Site.wall)
        #expect(spool.opening.how == .resumed)
        #expect(try ledger.judge(&spool) == [])
        #expect(spool.gaps(for: 0, atMost: 100).isEmpty)
    }

    /// Every number of bytes that a disk may have left, in steps.
    @Test(arguments: [0, 3_000, 20_000, 60_000, 100_000, 150_000, 200_000, 300_000])
    func `a full disk loses nothing that was reported`(_ room: Int) throws {
        let site = try Site()
        var ledger = Ledger()
        let said = try SpoolChild.run(
            ["run", site.path, "7", "60", "/dev/null", "\(room)"])
        for line in said { ledger.hear(line) }
        #expect(said.first?.hasPrefix("open ") == true, "\(said.prefix(3))")
        #expect(room < 100_000 || ledger.heldCount > 0)
        if said.first?.hasSuffix("durable true") == true {
            var spool = Spool.open(.ofChild(site.path), at: Site.wall)
            let problems = try ledger.judge(&spool)
            #expect(problems == [])
        }
    }

    /// What others may do with the directory and with its files.
    @Test(arguments: [(0o755, 0o644), (0o755, 0o600), (0o700, 0o600)])
    func `where nothing may be written it runs in memory and says so`(
        _ folder: UInt32, _ file: UInt32
    ) throws {
        let site = try Site()
        _ = try SpoolChild.run(["run", site.path, "1", "3"])
        for name in try site.contents().keys {
            #expect(unsafe chmod(site.directory.file(name), mode_t(file)) == 0)
        }
        #expect(unsafe chmod(site.directory.path, mode_t(folder)) == 0)
        let before = try site.contents()
        let child = try Program(
            "/usr/bin/setpriv",
            [
                "--reuid=65534", "--regid=65534", "--clear-groups", SpoolChild.path, "open",
                site.path,
            ]
        )
        let (_, said) = try child.finish(within: .seconds(30))
        #expect(said.first == "durable false", "\(said) \(child.said)")
        #expect(said.contains { $0.hasPrefix("note ") } && said.last == "committed")
        #expect(try site.contents() == before)
    }
}
