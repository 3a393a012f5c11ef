// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What a campaign does from its start to its verdict.
enum Runs {
    /// Faults by a plan. Of its time the last seconds are for what still waits.
    static func faults(_ scene: inout Scene, _ options: Options) throws -> Report {
        let settling = 14
        let kind: Fault.Kind? = if case .fault(let kind)? = options.only { kind } else { nil }
        let plan =
            if let kind {
                Plan(
                    seed: options.seed, seconds: options.seconds - settling, only: kind,
                    count: kind == .kill ? options.kills : nil)
            } else {
                Plan(seed: options.seed, seconds: options.seconds - settling)
            }
        try scene.open()
        scene.say("\(plan.faults.count) faults from seed \(options.seed)")
        try scene.carryOut(plan)
        let hasSettled = try scene.settle(atMost: .seconds(90))
        var report = Report(scene, isKillsOnly: kind == .kill)
        if !hasSettled { report.blame("what waited did not come to an end in 90 s") }
        return report
    }

    /// The broker is away while values go on coming.
    static func outage(_ scene: inout Scene, _ options: Options) throws -> Report {
        try scene.open()
        try scene.run(until: scene.start + .seconds(15))
        let before = scene.memory.filter { $0.at > scene.start + .seconds(8) }.map(\.size).max()
        let span = scene.begin(.cut)
        scene.proxy.manners.isCut = true
        scene.say("broker away for \(options.outage) s")
        let away = Clock.now()
        try scene.run(until: away + .seconds(Int64(options.outage)))
        let sessions = scene.sessions
        scene.proxy.manners.isCut = false
        guard try scene.run(atMost: .seconds(200), until: { $0.sessions > sessions }) else {
            throw Failure(text: "the agent did not come back")
        }
        scene.end(span)
        let back = Clock.now()
        scene.say("the agent is back")
        // At least what the bucket needs, then until nothing has come for a while.
        let isDrained = try scene.run(atMost: .seconds(Int64(options.outage) + 120)) {
            $0.books.lastHistory > back && Clock.now() - $0.books.lastHistory > .seconds(5)
        }
        scene.say("history took \((scene.books.lastHistory - back).shownSeconds)")
        let during = scene.memory.filter { $0.at > away }.map(\.size).max()
        let hasSettled = try scene.settle(atMost: .seconds(90))
        var report = Report(scene, isKillsOnly: false)
        if !isDrained { report.blame("history did not come to an end") }
        if !hasSettled { report.blame("what waited did not come to an end in 90 s") }
        report.judgeOutage(
            scene, absent: scene.ledger().absent, before: before ?? 0, during: during ?? 0)
        return report
    }

    /// Nothing goes wrong: how old a value is when it comes.
    static func latency(_ scene: inout Scene, _ options: Options) throws -> Report {
        try scene.open()
        // An agent that has just started tells who its devices are at the same time.
        try scene.run(until: scene.start + .seconds(15))
        var rounds: [Latencies] = []
        let stolen = Machine.stolen
        for _ in 0..<max(1, options.seconds / 10) {
            let before = scene.live.count
            try scene.run(until: Clock.now() + .seconds(10))
            rounds.append(Latencies(scene.live.dropFirst(before)))
        }
        scene.say("the machine was somebody else's for \((Machine.stolen - stolen).shownSeconds)")
        let hasSettled = try scene.settle(atMost: .seconds(90))
        var report = Report(scene, isKillsOnly: false)
        if !hasSettled { report.blame("what waited did not come to an end in 90 s") }
        report.judge(rounds, due: scene.meters.count)
        return report
    }

    /// Times with and without a disk that stands still, in turn; who is first changes.
    static func stalls(_ scene: inout Scene, _ options: Options) throws -> Report {
        try scene.open()
        try scene.run(until: scene.start + .seconds(10))
        var pairs = StallPairs()
        for pair in 0..<options.pairs {
            for isStalled in pair % 2 == 0 ? [false, true] : [true, false] {
                _ = scene.meters.takeLateness()
                let stretch = Nanoseconds.seconds(10)
                let end = Clock.now() + stretch
                scene.say(isStalled ? "disk stands still for 10 s" : "disk well for 10 s")
                let before = scene.live
                if isStalled { scene.control.stall(until: end) }
                try scene.run(until: end)
                pairs.add(
                    scene.live.dropFirst(before.count), scene.meters.takeLateness(),
                    isStalled: isStalled)
                // What waited is written down, and must not count to the next stretch.
                try scene.run(until: Clock.now() + .seconds(5))
            }
        }
        let hasSettled = try scene.settle(atMost: .seconds(90))
        var report = Report(scene, isKillsOnly: false)
        if !hasSettled { report.blame("what waited did not come to an end in 90 s") }
        report.judge(pairs)
        return report
    }
}
