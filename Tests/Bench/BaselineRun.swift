// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Run {
    /// The bare C loop.
    static func baseline(_ stage: borrowing Stage, _ pace: Pace, seconds: Int) throws -> Run {
        var words = ["--broker", "127.0.0.1:\(stage.port)", "--seconds", "\(life(seconds))"]
        if case .flatOut = pace { words.append("--flat-out") }
        let output = try Pipe()
        let start = Clock.now()
        var child = try Child(
            try program("Baseline"), words + stage.ports.map { "127.0.0.1:\($0)" },
            output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        var run = Run()
        try run.watch(child.processID, since: start, seconds: seconds)
        let report = try JSON(parsing: Array(said.line(within: Stage.patience).utf8))
        guard child.wait() == .exit(0), let values = report["values"]?.integer,
            let failed = report["failed_reads"]?.integer,
            let missed = report["missed_periods"]?.integer,
            case .number(let wall)? = report["wall_s"], let span = Double(wall)
        else { throw Failure(text: "the C loop failed") }
        run.delivered = Int(values)
        run.lost = Int(failed) * Devices.registers + Int(missed) * Stage.values
        run.span = Nanoseconds(Int64(span * 1e9))
        return run
    }
}
