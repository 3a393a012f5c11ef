// SPDX-License-Identifier: Apache-2.0
internal import Host

/// The whole way from 100 Modbus TCP devices with 50 values each to a broker: the agent against
/// the bare C loop, rounds of both in turn, medians. Only ratios within a run mean anything.
struct PipelineBench {
    /// CPU time for a value, of the C loop's.
    private static let mostCost = 2.0
    /// Values a second flat out, of the C loop's.
    private static let leastRate = 0.7

    var rounds: Int
    /// How long a window is.
    var seconds: Int

    /// Whether both ratios were reached and nothing was lost.
    func run() throws -> Bool {
        let stage = try Stage.start()
        Sheet.line(
            "\(Stage.devices) devices of \(Devices.registers) values, \(rounds) rounds in turn, "
                + "windows of \(seconds) s, medians (least–most)")
        Sheet.line("load before: \(Sheet.load)")
        Sheet.line(Sheet.row("", "tram", "C loop", "ratio", "required"))
        let paced = try measure(stage, .paced)
        let isCheap = report("CPU, µs a value, once a second", paced, \.cost) {
            ($0, "<= \(Self.mostCost)", $0 <= Self.mostCost)
        }
        let flat = try measure(stage, .flatOut)
        let isFast = report("values a second, flat out, millions", flat, { $0.rate / 1e6 }) {
            ($0, ">= \(Self.leastRate)", $0 >= Self.leastRate)
        }
        _ = report("CPU, µs a value, flat out", flat, \.cost) { ($0, "-", true) }
        let isWhole = reportLosses(paced, flat)
        Sheet.line("load after: \(Sheet.load)")
        return isCheap && isFast && isWhole
    }

    private struct Runs {
        var ours: [Run] = []
        var theirs: [Run] = []
    }

    /// Who goes first changes from round to round.
    private func measure(_ stage: borrowing Stage, _ pace: Run.Pace) throws -> Runs {
        var runs = Runs()
        for round in 0..<rounds {
            if round % 2 == 1 { runs.ours.append(try .agent(stage, pace, seconds: seconds)) }
            runs.theirs.append(try .baseline(stage, pace, seconds: seconds))
            if round % 2 == 0 { runs.ours.append(try .agent(stage, pace, seconds: seconds)) }
        }
        return runs
    }

    /// One line of the table; false when the ratio was missed.
    private func report(
        _ name: String, _ runs: Runs, _ figure: (Run) -> Double,
        _ judge: (Double) -> (ratio: Double, required: String, passed: Bool)
    ) -> Bool {
        let ours = runs.ours.map(figure)
        let theirs = runs.theirs.map(figure)
        let (ratio, required, passed) = judge(ours.median / theirs.median)
        Sheet.line(
            Sheet.row(
                name, Sheet.fixed(ours.median), Sheet.fixed(theirs.median), Sheet.fixed(ratio),
                required + (passed ? "" : " MISSED")))
        Sheet.line(Sheet.row("", ours.spread, theirs.spread))
        return passed
    }

    /// Paced, nothing may be lost. Flat out, a value that is refused counts for nothing.
    private func reportLosses(_ paced: Runs, _ flat: Runs) -> Bool {
        func lost(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + $1.lost } }
        func sum(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + $1.delivered } }
        let passed = lost(paced.ours) == 0 && lost(paced.theirs) == 0
        Sheet.line(
            Sheet.row(
                "values lost, once a second", "\(lost(paced.ours))", "\(lost(paced.theirs))", "",
                "0" + (passed ? "" : " MISSED")))
        Sheet.line(
            Sheet.row("  of those delivered", "\(sum(paced.ours))", "\(sum(paced.theirs))"))
        Sheet.line(
            Sheet.row(
                "values lost, flat out", "\(lost(flat.ours))", "\(lost(flat.theirs))", "", "-"))
        Sheet.line(Sheet.row("  of those delivered", "\(sum(flat.ours))", "\(sum(flat.theirs))"))
        return passed
    }
}
