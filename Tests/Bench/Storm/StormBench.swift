// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A city's gateways lose their hub at one moment. How many attempts a second does it see when
/// they come back? The gateway's own session machine, first on a simulated clock through all kinds
/// of outages, then 2,000 of them over sockets and 100 agents as they are shipped, against a
/// mosquitto that is killed and started again, in true time: about three minutes. The kernel counts
/// the attempts.
struct StormBench {
    static let gateways = 2_000
    /// In one second.
    static let mostAttempts = 150

    /// How long the real hub is away, in seconds.
    var away: Int
    /// Beside the session machines.
    var agents: Int
    /// Where to draw the real run, if anywhere.
    var drawing: String?

    /// Whether the hub never saw more than it should, and got everybody back.
    func run() throws -> Bool {
        let isCalm = simulate()
        let run = try StormRun.run(
            gateways: Self.gateways + agents, agents: agents, away: .seconds(Int64(away)))
        Sheet.line(
            "\n\(Self.gateways) sessions over sockets, \(agents) agents, the hub \(away) s away: "
                + "attempts")
        StormPlot(run.attempts).lines.forEach(Sheet.line)
        if let drawing { try File.write(Array(StormPlot(run.attempts).drawing.utf8), to: drawing) }
        let most = run.attempts.max() ?? 0
        let isBack = run.back == Self.gateways + agents
        Sheet.line(Sheet.row("attempts in the busiest second", "\(most)", Self.word(most)))
        Sheet.line(
            Sheet.row("sessions at the end", "\(run.back)", isBack ? "" : "MISSED"))
        return isCalm && most <= Self.mostAttempts && isBack
    }

    /// Outages in seconds after all sessions have stood for a minute.
    private static let outages: [(name: String, [Range<Int64>])] = [
        ("restart, 1 s", [0..<1]), ("5 s", [0..<5]), ("30 s", [0..<30]), ("1 min", [0..<60]),
        ("10 min", [0..<600]), ("5 s, and again after 20 s", [0..<5, 20..<25]),
        ("5 s, and again after 40 s", [0..<5, 40..<45]),
        ("10 s, three times within 70 s", [0..<10, 30..<40, 60..<70]),
        ("1 min, and 10 s half a minute later", [0..<60, 90..<100]),
        ("1 s every 10 s for 2 min", (0..<12).map { $0 * 10..<$0 * 10 + 1 }),
    ]

    private func simulate() -> Bool {
        Sheet.line("\(Self.gateways) sessions on a simulated clock")
        Sheet.line(Sheet.row("the hub is away for", "a second", "at", "all back"))
        var isCalm = true
        for (name, outages) in Self.outages {
            let result = StormSimulation(outages).run(gateways: Self.gateways)
            let most = result.attempts.max() ?? 0
            isCalm = isCalm && most <= Self.mostAttempts
            let second = result.attempts.firstIndex(of: most) ?? 0
            Sheet.line(
                Sheet.row(name, "\(most)", "\(second) s", "\(result.back) s", Self.word(most)))
        }
        return isCalm
    }

    private static func word(_ most: Int) -> String {
        "<= \(mostAttempts)" + (most <= mostAttempts ? "" : " MISSED")
    }
}
