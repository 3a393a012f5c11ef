// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Run {
    /// `tram run`.
    static func agent(_ stage: borrowing Stage, _ pace: Pace, seconds: Int) throws -> Run {
        let poll =
            switch pace {
            case .paced: "1s"
            case .flatOut: "0s"
            }
        var agent = try Agent.start(try stage.configuration(poll: poll))
        try agent.waitForHub()
        var run = Run()
        try run.watch(agent.process, since: agent.started, seconds: seconds)
        let stopped = Clock.now()
        let totals = try agent.stop()
        run.delivered = totals.delivered * Devices.registers
        run.lost = totals.dropped * Devices.registers + totals.refused
        run.span = stopped - agent.up
        return run
    }
}

/// A running agent and its log.
struct Agent: ~Copyable {
    /// What its log says at the end.
    struct Totals {
        /// Records that the broker had, with or without a subscriber.
        var delivered = 0
        /// Records that found no room, or that the broker refused.
        var dropped = 0
        /// Readings that found no room.
        var refused = 0
    }

    let started: Instant
    /// When the session with the broker began.
    private(set) var up = Instant.never
    private var child: Child
    private var log: ChildOutput

    var process: Int32 { child.processID }

    static func start(_ configuration: String) throws -> Agent {
        let output = try Pipe()
        let started = Clock.now()
        let child = try Child(
            try program("tram"),
            ["run", "--config", configuration, "--control", "\(configuration).control"],
            error: output.writing.number)
        let log = try ChildOutput.of(output.keepReading())
        return Agent(started: started, child: child, log: log)
    }

    private init(started: Instant, child: consuming Child, log: consuming ChildOutput) {
        self.started = started
        self.child = child
        self.log = log
    }

    mutating func waitForHub() throws {
        _ = try line(with: " is up")
        up = Clock.now()
    }

    mutating func stop() throws -> Totals {
        child.stop()
        let last = try line(with: "stopped: ")
        guard child.wait() == .exit(0) else { throw Failure(text: "the agent failed") }
        // readings, records, delivered at once, as history, unheard, refused, lost, not in a ring
        let counts = last.split(separator: ", ").compactMap { part in
            part.split(separator: " ").lazy.compactMap { Int($0) }.first
        }
        guard counts.count == 8 else { throw Failure(text: "the agent said: \(last)") }
        return Totals(
            delivered: counts[2] + counts[3] + counts[4], dropped: counts[5] + counts[6],
            refused: counts[7])
    }

    private mutating func line(with words: String) throws -> String {
        while true {
            let line = try log.line(within: Stage.patience)
            if line.contains(words) {
                return line.split(separator: words, maxSplits: 1).last.map(String.init) ?? ""
            }
            if line.isEmpty { throw Failure(text: "the agent never said: \(words)") }
        }
    }
}
