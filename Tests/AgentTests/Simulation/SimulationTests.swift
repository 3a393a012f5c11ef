// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Testing

/// `make simulate-pump` asks for more seeds than every test run does.
@Suite struct SimulationTests {
    private static let seeds = UInt64(Environment.variable("TRAM_SEEDS") ?? "") ?? 200
    private static let parts: UInt64 = 4

    @Test(arguments: 0..<parts)
    func `under any order of events every record is held, declared or in the spool`(
        _ part: UInt64
    ) {
        var (held, declared, doubles, lives, trimmed, replays) = (0, 0, 0, 0, 0, 0)
        var (unsettled, changes) = (0, 0)
        var standings: [SimulatedHub.Standing: Int] = [:]
        for seed in stride(from: part, to: Self.seeds, by: UInt64.Stride(Self.parts)) {
            var world = World(seed: seed)
            for _ in 0..<600 { world.step() }
            world.settle()
            held += world.hub.held.count
            declared += world.hub.declared.count
            doubles += world.hub.doubles
            lives += world.lives
            trimmed += world.spool.trimmed
            replays += world.replaysDone
            changes += world.changes
            unsettled += world.spool.unsettled
            for time in world.hub.times.values { standings[time.standing, default: 0] += 1 }
            if let problem = world.problems.first {
                Issue.record("seed \(seed): \(problem), and \(world.problems.count - 1) more")
                return
            }
        }
        // It went everywhere, in as many worlds as there are. Few say nothing of that.
        let worlds = Int(Self.seeds / Self.parts)
        guard worlds >= 25 else { return }
        #expect(held > 20 * worlds && declared > 2 * worlds && doubles > worlds / 5)
        #expect(trimmed > 0 && lives > worlds && changes > worlds)
        #expect((replays > worlds / 3) == (part >= 2), "half of the hubs ask: \(replays)")
        #expect(standings.values.allSatisfy { $0 > worlds / 3 } && standings.count == 4)
        #expect(unsettled > 2 * worlds, "what the hub had without its time: \(unsettled)")
    }

    @Test(arguments: 0..<parts)
    func `a budget lets nothing go that is not paid for, and nothing is lost by it`(
        _ part: UInt64
    ) {
        var (months, held) = (0, 0)
        var reached: [SIMBudget.Level: Int] = [:]
        for seed in stride(from: part, to: Self.seeds, by: UInt64.Stride(Self.parts)) {
            let budget = ByteCount(bytes: 50_000 + Int64(seed / Self.parts % 8) * 30_000)
            var world = World(seed: seed, budget: budget)
            for _ in 0..<400 { world.step() }
            world.settle()
            months += world.purse.fruitful
            held += world.hub.held.count
            reached[world.purse.deepest, default: 0] += 1
            if let problem = world.problems.first {
                let more = world.problems.count - 1
                Issue.record("seed \(seed) with \(budget.bytes): \(problem), and \(more) more")
                return
            }
        }
        #expect(held > 0 && months > 10, "it went somewhere: \(held), \(months) months")
        // Few worlds say nothing of where it went.
        guard Self.seeds / Self.parts >= 25 else { return }
        #expect(held > 1_000)
        #expect(SIMBudget.Level.allCases.allSatisfy { reached[$0] != nil }, "\(reached)")
    }
}
