// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Host
internal import Simulator

/// Benchmarks that compare within one run on one machine, and fail when a ratio is missed.
@main
struct Bench {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        do {
            exit(try run(words.first ?? "", Array(words.dropFirst())) ? 0 : 1)
        } catch let mistake as Options.Mistake {
            print("Bench: \(mistake.text)\n\(usage)")
            exit(64)
        } catch {
            print("Bench: \(error)")
            exit(1)
        }
    }

    private static let usage = """
        usage: Bench ring
               Bench pipeline [--rounds N] [--seconds N]
               Bench budget [--seconds N] [--allocations LIBRARY]
               Bench storm [--away SECONDS] [--agents N] [--svg FILE]
               Bench wire [--rounds N] [--seconds N] [--only PART]
               Bench serve --devices N
               Bench answer
               Bench fuzz [--seed N] [--first N] [--count N] [--only NAME]
        """

    /// Whether everything that is required was reached.
    private static func run(_ verb: String, _ words: [String]) throws -> Bool {
        var options = try Options(words)
        switch verb {
        case "ring":
            try options.end()
            return RingBench().run()
        case "pipeline":
            let bench = PipelineBench(
                rounds: try options.number("rounds", 1...100) ?? 5,
                seconds: try options.number("seconds", 2...600) ?? 8)
            try options.end()
            return try bench.run()
        case "budget":
            let bench = BudgetBench(
                seconds: try options.number("seconds", 2...600) ?? 20,
                counter: options.text("allocations"))
            try options.end()
            return try bench.run()
        case "storm":
            let bench = StormBench(
                away: try options.number("away", 1...60) ?? 20,
                agents: try options.number("agents", 1...500) ?? 100, drawing: options.text("svg"))
            try options.end()
            return try bench.run()
        case "wire":
            let bench = WireBench(
                rounds: try options.number("rounds", 1...100) ?? 5,
                seconds: try options.number("seconds", 2...600) ?? 10,
                only: try options.word("only", of: WireBench.Part.self))
            try options.end()
            return try bench.run()
        case "answer":
            try options.end()
            try ModbusLoop.serve()
            return true
        case "serve":
            let devices = try options.number("devices", 1...900) ?? Stage.devices
            try options.end()
            try Devices.serve(devices)
            return true
        case "fuzz":
            let fuzz = Fuzz(
                seed: try options.number("seed", 1...1_000_000_000) ?? 1,
                first: try options.number("first", 0...1_000_000_000_000) ?? 0,
                count: try options.number("count", 1...1_000_000_000) ?? 1_000_000,
                only: options.text("only"))
            try options.end()
            return try fuzz.run()
        default: throw Options.Mistake(text: "no bench named \(verb)")
        }
    }
}
