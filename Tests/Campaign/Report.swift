// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What a campaign comes to: the table for the documentation, and whether the claim held.
struct Report {
    private(set) var lines: [String] = []
    /// What is wrong, a line each.
    private(set) var blames: [String] = []

    /// One row: faults of a kind and what they meant.
    private struct Row {
        var times = 0
        var length = Nanoseconds.zero
        var answered = 0
        var absent = 0
        var again = 0
    }

    /// A record that waits for its commit is lost this much before a kill at most, when the disk is
    /// well: the commit's pause, and what a commit itself takes on a busy machine.
    private static let commit = Site.commit + .milliseconds(500)

    init(_ scene: borrowing Scene, isKillsOnly: Bool) {
        let ledger = scene.ledger()
        table(scene, ledger)
        sums(scene, ledger)
        judge(scene, ledger)
        if isKillsOnly { judgeKills(scene, ledger) }
    }

    // MARK: - The table

    private mutating func table(_ scene: borrowing Scene, _ ledger: Ledger) {
        var rows: [Scene.Circumstance: Row] = [:]
        for span in scene.spans {
            rows[.fault(span.kind), default: Row()].times += 1
            let length = (span.end ?? Clock.now()) - span.begin
            rows[.fault(span.kind), default: Row()].length =
                rows[.fault(span.kind), default: Row()].length + length
        }
        for index in 0..<scene.meters.count {
            for answer in scene.meters.answers(index) where answer.at != .never {
                Self.note(answer.at, scene.spans) { rows[$0, default: Row()].answered += 1 }
            }
        }
        for time in ledger.holes.flatMap(\.times) {
            // What a kill costs was answered before it.
            Self.note(time, scene.spans, early: Self.commit) {
                rows[$0, default: Row()].absent += 1
            }
        }
        for time in scene.books.again {
            Self.note(time, scene.spans) { rows[$0, default: Row()].again += 1 }
        }
        lines += [
            "| | Times | s | Readings | Twice | Declared, not held | Live p50 | p99 | worst |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        let kinds = Fault.Kind.allCases.map { ($0.rawValue, Scene.Circumstance.fault($0)) }
        for (name, circumstance) in [("no fault", Scene.Circumstance.quiet)] + kinds {
            guard let row = rows[circumstance] else { continue }
            let latency = scene.latencies[circumstance]
            lines.append(Self.row(name, row, latency))
        }
        if let latency = scene.latencies[.draining] {
            lines.append(Self.row("no fault, history", Row(), latency))
        }
    }

    private static func row(_ name: String, _ row: Row, _ latency: Latencies?) -> String {
        let times = row.times == 0 ? "" : "\(row.times)"
        let length = row.times == 0 ? "" : "\(row.length.milliseconds / 1_000)"
        let live = latency.map {
            [$0.percentile(50).shown, $0.percentile(99).shown, $0.worst.shown]
        }
        let counts = ["\(row.answered)", "\(row.again)", "\(row.absent)"]
        let cells = [name, times, length] + counts + (live ?? ["", "", ""])
        return "| " + cells.joined(separator: " | ") + " |"
    }

    /// The circumstances of a moment.
    private static func note(
        _ time: Instant, _ spans: [Scene.Span], early: Nanoseconds = .zero,
        _ body: (Scene.Circumstance) -> Void
    ) {
        let met = spans.filter { $0.begin - early <= time && ($0.end ?? .never) >= time }
        if met.isEmpty { body(.quiet) }
        for kind in Set(met.map(\.kind)) { body(.fault(kind)) }
    }

    // MARK: - Sums and verdict

    private mutating func sums(_ scene: borrowing Scene, _ ledger: Ledger) {
        let peak = scene.memory.map(\.size).max() ?? 0
        let effects = scene.control.effects
        let refusals = scene.books.refusals.sorted { $0.key < $1.key }
            .map { "0x\(String($0.key, radix: 16)) \($0.value)" }
        let gaps = scene.books.gaps.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines += [
            "",
            "readings answered \(ledger.answered), held \(ledger.held), declared and not held "
                + "\(ledger.absent - ledger.undeclared), neither "
                + "\(ledger.undeclared - ledger.forgotten)",
            "lost while the gateway said that it can keep nothing: \(ledger.forgotten)",
            "numbers neither held nor declared, of all streams: \(scene.missing)",
            "messages acknowledged \(scene.books.messages), sessions \(scene.sessions), "
                + "agent ended by force \(scene.kills.count) times",
            "records that came again \(scene.books.again.count), refused: "
                + (refusals.isEmpty ? "none" : refusals.joined(separator: ", ")),
            "gaps: " + (gaps.isEmpty ? "none" : gaps.joined(separator: ", ")),
            "calls that waited for the disk \(effects.stalled), that found it full "
                + "\(effects.refused)",
            "agent's anonymous memory at most \(peak) KiB",
        ]
    }

    private mutating func judge(_ scene: borrowing Scene, _ ledger: Ledger) {
        let isLost = ledger.undeclared > ledger.forgotten
        for hole in ledger.holes where isLost && !hole.undeclared.isEmpty {
            let at = hole.times.first.map { ($0 - scene.start).shownSeconds } ?? ""
            blames.append(
                "\(hole.device): \(hole.undeclared.count) of the readings "
                    + "\(hole.counters) (\(at)) are neither held nor declared")
        }
        blames += ledger.disordered.prefix(10).map { "\($0): out of order" }
        for problem in scene.books.auditor.report().problems where !problem.kind.isNotice {
            blames.append("audit: \(problem.text.en)")
        }
        blames += scene.deaths.map { "the agent: \($0)" }
        if scene.sessions == 0 { blames.append("there was no session") }
        if ledger.held == 0 { blames.append("nothing was held") }
    }

    /// A kill costs what waited for its commit, and the rest of a block of numbers.
    private mutating func judgeKills(_ scene: borrowing Scene, _ ledger: Ledger) {
        var oldest = Nanoseconds.zero
        var costs = [Int](repeating: 0, count: scene.kills.count)
        for time in ledger.holes.flatMap(\.times) {
            guard let index = scene.kills.firstIndex(where: { $0 + .milliseconds(300) > time })
            else {
                blames.append("a reading is absent that no kill can have cost")
                continue
            }
            oldest = max(oldest, scene.kills[index] - time)
            costs[index] += 1
        }
        lines += [
            "kills \(costs.count): readings declared and not held \(costs.reduce(0, +)), by one "
                + "kill at most \(costs.max() ?? 0); the oldest was answered \(oldest.shown) "
                + "before its kill",
            "numbers declared beyond them, by one kill in a stream at most: \(ledger.mostBeyond)",
        ]
        if oldest > Self.commit { blames.append("a kill has cost more than a commit's time") }
        blames += ledger.overdeclared.map {
            "\($0) numbers, more than a block, declared beyond what a kill cost"
        }
    }

    mutating func blame(_ text: String) { blames.append(text) }
    mutating func add(_ line: String) { lines.append(line) }

    func tell() {
        for line in lines { Environment.write(line + "\n") }
        for blame in blames.prefix(40) { Environment.write("WRONG: \(blame)\n") }
        let verdict = blames.isEmpty ? "nothing is neither held nor declared" : "FAILED"
        Environment.write("campaign: \(verdict)\n")
    }
}
