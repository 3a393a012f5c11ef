// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing

/// Files that are not what was written. `SPOOL_DAMAGES` says how many, 500 by default.
@Suite struct DamageTests {
    private static let count = Environment.variable("SPOOL_DAMAGES").flatMap { Int($0) } ?? 500

    /// A spool's files at some moments, the last one after all that the ledger says.
    private struct Past {
        var ledger = Ledger()
        var snapshots: [[String: [UInt8]]] = []

        init(seed: Int) throws {
            let site = try Site()
            for round in 0..<3 {
                let said = try SpoolChild.run(
                    ["run", site.path, "\(seed * 10 + round)", "14"],
                    killedAfter: (seed + round) % 2 == 0 ? nil : 300)
                for line in said { ledger.hear(line) }
                snapshots.append(try site.contents())
            }
        }

        var files: [String: [UInt8]] { snapshots[snapshots.count - 1] }
    }

    private static let names = [
        "spool.db", "spool.db-wal", "spool.db.epoch.a", "spool.db.epoch.b", "spool.db-shm",
    ]

    /// What the user has beside it.
    private static let others = [
        "spool.db.bak": Array("mine".utf8), "spool.db.damaged-1": Array("older".utf8),
        "notes.txt": Array("also mine".utf8),
    ]

    /// One file otherwise; the name of what was done.
    private static func damage(
        _ files: inout [String: [UInt8]], _ name: String, _ past: Past, _ random: inout SplitMix
    ) -> String {
        var bytes = files[name] ?? []
        let kind = random.below(8)
        switch kind {
        case 0: bytes.removeLast(bytes.isEmpty ? 0 : 1 + random.below(bytes.count))
        case 1, 2:
            for _ in 0..<(bytes.isEmpty ? 0 : 1 + random.below(20)) {
                bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
            }
        case 3 where bytes.count >= 1_024:
            let page = random.below(bytes.count / 1_024) * 1_024
            for place in page..<page + 1_024 { bytes[place] = 0 }
        case 4:
            files[name] = past.snapshots[random.below(past.snapshots.count - 1)][name]
            return "\(name) older"
        case 5:
            files[name] = nil
            return "\(name) gone"
        case 6: bytes = (0..<random.below(5_000)).map { _ in UInt8(random.below(256)) }
        default: bytes += (0..<random.below(3_000)).map { _ in UInt8(random.below(256)) }
        }
        files[name] = bytes
        return "\(name) \(kind)"
    }

    /// With an older database and no newer epoch file nobody can know that there was more.
    private static func isWholeRestore(_ files: [String: [UInt8]], _ past: Past) -> Bool {
        let isNew = { (name: String) in files[name] == past.files[name] }
        let isOlder = past.snapshots.dropLast().contains { $0["spool.db"] == files["spool.db"] }
        return isOlder && !isNew("spool.db")
            && !(isNew("spool.db.epoch.a") && isNew("spool.db.epoch.b"))
    }

    @Test(arguments: 0..<10)
    func `whatever the files are, it starts, deletes nothing and uses no number again`(
        _ seed: Int
    ) throws {
        let past = try Past(seed: seed)
        var random = SplitMix(seed: UInt64(seed))
        for round in 0..<Self.count / 10 {
            var (files, words) = (past.files, [String]())
            for _ in 0..<1 + random.below(3) {
                let name = Self.names[random.below(Self.names.count)]
                words.append(Self.damage(&files, name, past, &random))
            }
            if Self.isWholeRestore(files, past) { continue }
            let site = try Site()
            try site.put(files.merging(Self.others) { $1 })
            let what = "seed \(seed), round \(round): \(words)"
            try Self.judge(site, files, past, what)
        }
    }

    private static func judge(
        _ site: Site, _ files: [String: [UInt8]], _ past: Past, _ what: String
    ) throws {
        var spool = Spool.open(.ofChild(site.path), at: Site.wall)
        #expect(spool.opening.isDurable, "\(what)")
        // Damage may show later; then it is set aside as well.
        var problems: [String] = []
        do {
            problems = try past.ledger.judge(&spool)
        } catch {
            #expect(error as? SpoolFault == .damaged, "\(what)")
            spool = spool.setAside(at: Site.wall)
            problems = try past.ledger.judge(&spool)
        }
        let isBegunAnew = past.ledger.used.keys.allSatisfy { $0.epoch != spool.epoch }
        let again = problems.filter { $0.hasPrefix("given again") || $0.hasPrefix("other") }
        #expect(again == [], "\(what) \(spool.opening.how)")
        // As long as one copy of the epoch file is left, what is gone is declared.
        let isKnown = ["a", "b"].contains {
            files["spool.db.epoch.\($0)"] == past.files["spool.db.epoch.\($0)"]
        }
        let silent = problems.filter {
            $0.hasPrefix("neither") || $0.hasPrefix("held") && !$0.hasSuffix(Ledger.allDeclared)
        }
        #expect(!isKnown || silent == [], "\(what) \(spool.opening.how)")
        var batch = Site.batch(1...1)
        let grants = try spool.reserve([Site.series]) + spool.opening.grants
        let grant = try #require(grants.last { $0.series == Site.series }, "\(what)")
        batch.rows[0].sequence = grant.next
        #expect(isBegunAnew || grant.next > 1, "\(what)")
        _ = try spool.commit(batch, at: Site.now, wall: Site.wall)
        let left = try site.contents()
        for (name, bytes) in others { #expect(left[name] == bytes, "\(what)") }
        // What could not be used lies there under another name.
        for name in spool.opening.setAside {
            let short = String(name.dropFirst(site.directory.path.count + 1))
            let old = short.replacing(/\.damaged-[0-9]+/, with: "")
            #expect(left[short] != nil, "\(what)")
            if old.contains("epoch") { #expect(left[short] == files[old], "\(what)") }
        }
        try spool.close()
    }
}
