// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing
import Waiting

/// What belongs to a whole process, each in one of its own.
@Suite(.waits(atMostMinutes: 1)) struct ProcessTests {
    @Test func `signals are read like any other input, one by one`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let signals = try Signals()
            var polls = PollSet()
            polls.add(signals.descriptor, .readable)
            #expect(try signals.next() == nil)
            let cases: [(CInt, Signals.Signal)] = [
                (SIGTERM, .stop), (SIGINT, .stop), (SIGHUP, .reload), (SIGCHLD, .child),
            ]
            for (number, expected) in cases {
                // To this thread: the others of a test process block nothing.
                raise(number)
                #expect(try polls.wait(until: .never) == 1)
                #expect(try signals.next() == expected)
                #expect(try signals.next() == nil)
            }
            Environment.exit(0)
        }
    }

    @Test func `a write to nobody is told, and kills nobody`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let signals = try Signals()
            let writing = try Pipe().keepWriting()
            #expect(try writing.write([1]) == .closed)
            #expect(try signals.next() == nil)
            Environment.exit(0)
        }
    }

    @Test func `threads started later leave the signals to the descriptor`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let signals = try Signals()
            let thread = try Thread.start("asker") {
                pthread_kill(pthread_self(), SIGTERM)
            }
            thread.join()
            #expect(try signals.next() == nil, "it was the thread's, and it ended with it")
            Environment.exit(0)
        }
    }

    /// Under the address sanitizer it once took its callers' and other threads' stacks with it.
    @Test func `a thread gives back the stack that deeper calls used, and no more`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let thread = try Thread.start("deep") {
                let kept = (0..<64).map { $0 * 3 }
                #expect(dig(80) == 3_240)
                _ = anonymousMemory()  // what reading it takes is there before
                let before = anonymousMemory()
                Process.forgetStack()
                let after = anonymousMemory()
                // The sanitizer keeps variables elsewhere, and books of them.
                if Environment.variable("TRAM_SANITIZER") != "address" {
                    #expect(after > 0 && after <= before - 40, "kB, of \(before)")
                }
                #expect(kept == (0..<64).map { $0 * 3 })
            }
            thread.join()
            Environment.exit(0)
        }
    }

    @Test func `local time is that of Đà Nẵng where the system says so`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            unsafe setenv("TZ", "Asia/Ho_Chi_Minh", 1)
            // 2025-12-31T17:00:00Z, and a second before.
            let midnight = LocalTime(WallTime(nanoseconds: 1_767_200_400_000_000_000))
            #expect(midnight.text == "00:00:00")
            let before = LocalTime(WallTime(nanoseconds: 1_767_200_399_999_999_999))
            #expect(before.text == "23:59:59" && before.hour == 23 && before.second == 59)
            Environment.exit(0)
        }
    }

    @Test func `local time is UTC where nothing is said`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            unsafe setenv("TZ", "UTC", 1)
            #expect(LocalTime(WallTime(nanoseconds: 1_767_200_405_000_000_000)).text == "17:00:05")
            Environment.exit(0)
        }
    }

    @Test func `text goes to both outputs, and the code to the parent`() async throws {
        let result = await #expect(
            processExitsWith: .exitCode(7),
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            Environment.write("to the hub ⟶\n")
            Environment.write("to the log ⟶\n", toError: true)
            Environment.exit(7)
        }
        let (output, error) = (result?.standardOutputContent, result?.standardErrorContent)
        #expect(String(decoding: output ?? [], as: UTF8.self).contains("to the hub ⟶\n"))
        #expect(String(decoding: error ?? [], as: UTF8.self).contains("to the log ⟶\n"))
    }

    @Test func `descriptors are limited before select could be led astray`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            try Process.economise()
            var limit = rlimit()
            #expect(unsafe getrlimit(__rlimit_resource_t(7), &limit) == 0)  // RLIMIT_NOFILE
            #expect(limit.rlim_cur <= rlim_t(Process.descriptorLimit))
            Environment.exit(0)
        }
    }

    @Test func `variables and the program's own path are told`() async throws {
        #expect(Environment.variable("TRAM_TEST_THAT_NOBODY_SETS") == nil)
        #expect(Environment.variable("PATH")?.isEmpty == false)
        let path = try Environment.executable()
        #expect(path.hasPrefix("/") && File.exists(path))
    }

    @Test func `a terminal is known from a pipe`() throws {
        let terminal = try PseudoTerminal()
        #expect(Environment.isTerminal(terminal.device.number))
        #expect(!Environment.isTerminal(try Pipe().reading.number))
    }

    @Test func `clocks go forward, and the wall's is a date`() {
        let (first, wall) = (Clock.now(), Clock.wall())
        #expect(Clock.now() >= first)
        #expect(wall.milliseconds > 1_735_689_600_000, "after 2025 began")
    }
}

/// Calls itself so often, with a kilobyte on the stack each time; the sum of 1...depth.
@inline(never) private func dig(_ depth: Int) -> Int {
    guard depth > 0 else { return 0 }
    var room = InlineArray<128, Int>(repeating: depth)
    room[depth % 128] = depth
    return room[depth % 128] + dig(depth - 1)
}

/// kB of this process's memory that are no file's (proc_pid_smaps_rollup(5)).
private func anonymousMemory() -> Int {
    guard case .bytes(let bytes)? = try? File.read("/proc/self/smaps_rollup", atMost: 65_536)
    else { return 0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("Anonymous:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
}
