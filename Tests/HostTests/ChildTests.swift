// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing
import Waiting

@Suite(.waits(atMostMinutes: 1)) struct ChildTests {
    /// A shell's script, and how it ended.
    private func ending(_ script: String) throws -> Child.Ending {
        var child = try Child("/bin/sh", ["-c", script])
        return child.wait()
    }

    @Test func `its exit code and its signal are told apart`() throws {
        #expect(try ending("exit 0") == .exit(0))
        #expect(try ending("exit 37") == .exit(37))
        #expect(try ending("exit 255") == .exit(255))
        #expect(try ending("kill -TERM $$") == .signal(SIGTERM))
        #expect(try ending("kill -KILL $$") == .signal(SIGKILL))
    }

    @Test func `a program that cannot be started is a fault with its reason`() throws {
        let directory = try TemporaryDirectory("child")
        let plain = "\(directory.path)/plain"
        try File.write(Array("#!/bin/sh\n".utf8), to: plain)
        for (path, number) in [("/no/program", ENOENT), (plain, EACCES), ("/tmp", EACCES)] {
            #expect(throws: SystemFault(call: "exec", number: number, subject: path)) {
                _ = try Child(path, [])
            }
        }
    }

    @Test func `while it runs there is no ending, and afterwards always the same`() throws {
        let gate = try Pipe()
        let reading = gate.reading.number
        var child = try Child("/bin/cat", [], input: reading)
        #expect(child.poll() == nil)
        child.freeze(true)
        #expect(child.poll() == nil, "a frozen one has not ended")
        child.freeze(false)
        child.stop()
        #expect(child.wait() == .signal(SIGTERM))
        #expect(child.poll() == .signal(SIGTERM) && child.wait() == .signal(SIGTERM))
        child.stop(force: true)  // nobody: the number may be another's by now
    }

    @Test func `it is ended by force when its owner lets go`() throws {
        let output = try Pipe()
        let id: Int32
        do {
            let child = try Child(
                "/bin/sh", ["-c", "trap '' TERM; echo ready; exec sleep 60"],
                output: output.writing.number)
            id = child.processID
            var said = try ChildOutput.of(output.keepReading())
            #expect(try said.line(within: .seconds(20)) == "ready")
        }
        #expect(kill(id, 0) == -1 && errno == ESRCH, "and nothing of it is left")
    }

    @Test func `it has our three descriptors and none of the others`() throws {
        let output = try Pipe()
        let other = Descriptor(owning: dup(output.reading.number))  // as a C library might
        let script = "import os; print(sorted(map(int, os.listdir('/proc/self/fd')))[:-1])"
        var child = try Child(
            "/usr/bin/python3", ["-c", script], output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        #expect(try said.line(within: .seconds(20)) == "[0, 1, 2]")
        #expect(child.wait() == .exit(0))
        #expect(other.number > 2)
    }

    @Test func `it blocks and ignores no signal, whatever we do`() throws {
        let output = try Pipe()
        var child = try Child(
            "/bin/grep", ["-E", "^Sig(Blk|Ign)", "/proc/self/status"],
            output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        for name in ["SigBlk", "SigIgn"] {
            let line = try said.line(within: .seconds(20))
            let mask = try #require(UInt64(line.dropFirst(name.utf8.count + 2), radix: 16))
            // 32 and 33 are the C library's own, and it lets nobody set them.
            #expect(line.hasPrefix(name) && mask & ~(3 << 31) == 0)
        }
        #expect(child.wait() == .exit(0))
    }

    @Test func `it dies with a parent that is killed`() async throws {
        let result = await #expect(
            processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
        ) {
            let child = try Child("/bin/sleep", ["60"])
            Environment.write("child:\(child.processID):")
            kill(getpid(), SIGKILL)
            Glibc.pause()
            withExtendedLifetime(child) {}
        }
        let text = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let parts = text.split(separator: ":")
        let place = try #require(parts.firstIndex(of: "child"))
        let id = try #require(Int32(parts[place + 1]))
        let deadline = Clock.now() + .seconds(20)
        var polls = PollSet()
        while isRunning(id) {
            try #require(Clock.now() < deadline, "it outlived its parent")
            try polls.wait(until: Clock.now() + .milliseconds(5))
        }
    }

    /// Whether there is such a process and it has not ended (an orphan may wait to be collected).
    private func isRunning(_ id: Int32) -> Bool {
        guard case .bytes(let bytes)? = try? File.read("/proc/\(id)/stat", atMost: 4_096) else {
            return false
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return !text.contains(") Z") && !text.contains(") X")
    }
}

@Suite(.waits(atMostMinutes: 1)) struct ChildOutputTests {
    @Test func `lines come one by one, the last also without its end`() throws {
        let pipe = try Pipe()
        #expect(try pipe.writing.write(Array("one\n\nthrêe".utf8)) == .bytes(11))
        var said = try ChildOutput.of(pipe.keepReading())
        #expect(try said.line(within: .seconds(20)) == "one")
        #expect(try said.line(within: .seconds(20)) == "")
        #expect(try said.line(within: .seconds(20)) == "thrêe")
        #expect(try said.line(within: .seconds(20)) == "", "closed: at once")
    }

    @Test func `what has come when the time is over is a line`() throws {
        let pipe = try Pipe()
        let copy = Descriptor(owning: dup(pipe.writing.number))
        #expect(try copy.write(Array("part".utf8)) == .bytes(4))
        var said = try ChildOutput.of(pipe.keepReading())
        #expect(try said.line(within: .milliseconds(20)) == "part")
        #expect(try copy.write(Array("ial\n".utf8)) == .bytes(4))
        #expect(try said.line(within: .seconds(20)) == "ial")
    }

    @Test func `a line without an end is cut at 64 KiB`() throws {
        let output = try Pipe()
        var child = try Child(
            "/bin/sh", ["-c", "head -c 200000 /dev/zero | tr '\\0' x; echo; echo end"],
            output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        var lengths: [Int] = []
        while lengths.last != 3 {
            lengths.append(try said.line(within: .seconds(20)).utf8.count)
            try #require(lengths.count < 10)
        }
        #expect(lengths == [65_536, 65_536, 65_536, 200_000 - 3 * 65_536, 3])
        #expect(child.wait() == .exit(0))
    }
}
