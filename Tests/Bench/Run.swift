// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// One run of a program that carries values from the stage's devices to its broker.
struct Run {
    enum Pace {
        /// Every device once a second.
        case paced
        /// As fast as it goes.
        case flatOut
    }

    /// CPU time of the process over the window, and how long that was.
    var cpu = Nanoseconds.zero
    var window = Nanoseconds.zero
    /// Values that the broker has acknowledged over the whole run, and how long they were
    /// delivered: without the program's start.
    var delivered = 0
    var span = Nanoseconds.zero
    /// Values that were read and not delivered, or not read when they were due.
    var lost = 0

    /// Values a second.
    var rate: Double { Double(delivered) * 1e9 / Double(span.count) }

    /// Microseconds of CPU time for a value.
    var cost: Double { Double(cpu.count) / 1e3 / (rate * Double(window.count) / 1e9) }

    /// Before the window: connections are there and memory has grown. Half a second after a scan
    /// of the paced programs, so that the window holds whole scans.
    private static let before = Nanoseconds.milliseconds(2_500)
    /// The rest of the second after the window.
    private static let after = Nanoseconds.milliseconds(500)

    /// Takes the CPU time of a process that started at a moment; returns after whole seconds of
    /// its life.
    mutating func watch(
        _ process: pid_t, since start: Instant, seconds: Int
    ) throws {
        try pause(until: start + Self.before)
        let (first, begin) = (try cpuTime(process), Clock.now())
        try pause(until: start + Self.before + .seconds(Int64(seconds)))
        cpu = try cpuTime(process) - first
        window = Clock.now() - begin
        try pause(until: start + Self.before + .seconds(Int64(seconds)) + Self.after)
    }

    /// How long a run with a window of so many seconds lasts.
    static func life(_ seconds: Int) -> Int {
        seconds + Int((before + after).milliseconds) / 1_000
    }
}

/// What a process has used of all its threads, those that have ended too.
private func cpuTime(_ process: pid_t) throws -> Nanoseconds {
    var clock = clockid_t()
    var time = timespec()
    guard unsafe clock_getcpuclockid(process, &clock) == 0,
        unsafe clock_gettime(clock, &time) == 0
    else { throw Failure(text: "process \(process) has ended by itself") }
    return .seconds(Int64(time.tv_sec)) + Nanoseconds(Int64(time.tv_nsec))
}

/// The release executable of this name beside this one.
func program(_ name: String) throws -> String {
    let own = try Environment.executable().split(separator: "/")
    let path = "/" + (own.dropLast() + [Substring(name)]).joined(separator: "/")
    guard File.exists(path) else { throw Failure(text: "\(path) is missing: build it first") }
    return path
}
