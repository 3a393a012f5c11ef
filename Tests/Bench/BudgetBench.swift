// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// Holds the running agent, with 100 devices of 50 values, to its budgets: memory, the time to
/// the first message, and no allocation per poll on a line's thread.
struct BudgetBench {
    private static let mostResident = 16_000
    private static let mostAnonymous = 4_000
    private static let slowestFirst = Nanoseconds.milliseconds(300)

    /// How long the agent runs before its memory is looked at.
    var seconds: Int
    /// The library that counts allocations; without it they are not counted.
    var counter: String?

    /// Whether all budgets are kept.
    func run() throws -> Bool {
        let stage = try Stage.start()
        let first = try firstMessage(stage)
        let isMemoryKept = try memory(stage)
        let isSteady = try counter.map { try allocations(stage, $0) } ?? true
        return first && isMemoryKept && isSteady
    }

    private func tell(_ name: String, _ value: String, most: String, _ isKept: Bool) -> Bool {
        Sheet.line("\(name): \(value) (at most \(most))\(isKept ? "" : " MISSED")")
        return isKept
    }

    // MARK: - Memory

    private func memory(_ stage: borrowing Stage) throws -> Bool {
        var agent = try Agent.start(try stage.configuration(poll: "1s", window: "5s"))
        try agent.waitForHub()
        try pause(until: agent.started + .seconds(Int64(seconds)))
        let resident = try kilobytes("VmRSS", of: agent.process)
        let anonymous = try kilobytes("RssAnon", of: agent.process)
        let totals = try agent.stop()
        guard totals.delivered >= Stage.devices * (seconds - 1) else {
            throw Failure(text: "only \(totals.delivered) records were delivered")
        }
        let isSmall = tell(
            "resident after \(seconds) s", "\(resident) kB", most: "\(Self.mostResident)",
            resident <= Self.mostResident)
        return tell(
            "  of which anonymous", "\(anonymous) kB", most: "\(Self.mostAnonymous)",
            anonymous <= Self.mostAnonymous) && isSmall
    }

    /// A line of /proc/PID/status, in units of 1,000 bytes.
    private func kilobytes(_ name: String, of process: Int32) throws -> Int {
        let path = "/proc/\(process)/status"
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 16),
            let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
                .first(where: { $0.hasPrefix(name + ":") }),
            let number = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first,
            let kibibytes = Int(number)
        else { throw Failure(text: "\(path) has no \(name)") }
        return kibibytes * 1_024 / 1_000
    }

    // MARK: - First message

    /// From exec to a subscriber's having the first record. The best of five: what the program
    /// needs, not what else the machine was doing.
    private func firstMessage(_ stage: borrowing Stage) throws -> Bool {
        var best = Nanoseconds.seconds(60)
        for _ in 0..<5 { best = min(best, try firstMessageOnce(stage)) }
        return tell(
            "first message after", "\(best.milliseconds) ms",
            most: "\(Self.slowestFirst.milliseconds)", best <= Self.slowestFirst)
    }

    private func firstMessageOnce(_ stage: borrowing Stage) throws -> Nanoseconds {
        let output = try Pipe()
        let subscriber = try Child(
            "/usr/bin/mosquitto_sub",
            ["-p", "\(stage.port)", "-t", "danang/+/+/+/+/+/live", "-t", "ready", "-F", "%t"],
            output: output.writing.number)
        var heard = try ChildOutput.of(output.keepReading())
        // It has subscribed when it hears what is published.
        var isReady = false
        while !isReady {
            var note = try Child(
                "/usr/bin/mosquitto_pub", ["-p", "\(stage.port)", "-t", "ready", "-m", "x"])
            _ = note.wait()
            isReady = try heard.line(within: .milliseconds(100)) == "ready"
        }
        var agent = try Agent.start(try stage.configuration(poll: "1s"))
        var topic = try heard.line(within: Stage.patience)
        while topic == "ready" { topic = try heard.line(within: Stage.patience) }
        let time = Clock.now() - agent.started
        guard topic.hasSuffix("/live") else { throw Failure(text: "no record came") }
        subscriber.stop()
        _ = try agent.stop()
        return time
    }

    // MARK: - Allocations

    /// Counts over a window in which every line is read again and again.
    private func allocations(_ stage: borrowing Stage, _ library: String) throws -> Bool {
        let table = "\(stage.directory.path)/allocations"
        unsafe setenv("LD_PRELOAD", library, 1)
        unsafe setenv("TRAM_ALLOCATIONS", table, 1)
        var agent = try Agent.start(try stage.configuration(poll: "100ms"))
        unsafe unsetenv("LD_PRELOAD")
        try agent.waitForHub()
        let window = Nanoseconds.seconds(5)
        try pause(until: agent.started + .seconds(3))
        let before = try counts(table)
        try pause(until: Clock.now() + window)
        let after = try counts(table)
        var lines = 0
        var total: UInt64 = 0
        for (thread, calls) in after.sorted(by: { $0.key < $1.key }) {
            guard let name = try threadName(agent.process, thread) else { continue }
            let made = calls - (before[thread] ?? 0)
            Sheet.line("  allocations of \(name) in 5 s: \(made)")
            guard name.hasPrefix("tcp-") || name.hasPrefix("line-") else { continue }
            lines += 1
            total += made
        }
        let totals = try agent.stop()
        guard lines > 0, totals.delivered > 0 else { throw Failure(text: "no line was found") }
        return tell(
            "allocations of \(lines) line threads in 5,000 polls", "\(total)", most: "0", total == 0
        )
    }

    /// Calls by thread.
    private func counts(_ path: String) throws -> [UInt64: UInt64] {
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else {
            throw Failure(text: "\(path) cannot be read")
        }
        let words = stride(from: 0, to: bytes.count - 7, by: 8).map { start in
            (0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[start + $1]) }
        }
        var counts: [UInt64: UInt64] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) where words[index] != 0 {
            counts[words[index]] = words[index + 1]
        }
        return counts
    }

    /// nil when the thread has ended.
    private func threadName(_ process: Int32, _ thread: UInt64) throws -> String? {
        let path = "/proc/\(process)/task/\(thread)/comm"
        guard File.exists(path), case .bytes(let bytes) = try File.read(path, atMost: 64) else {
            return nil
        }
        return String(decoding: bytes.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
