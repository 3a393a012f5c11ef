// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Glibc
package import Host

/// A foreign program that a test talks to: its output arrives as lines, its input takes lines. It
/// is killed when the last holder lets go, and when the test process dies.
///
///     let program = try Program("/usr/bin/mbpoll", ["-1", "-r", "1", "127.0.0.1"])
///     let (ending, output) = try program.finish(within: .seconds(5))
///     #expect(ending == .exit(0))
///
/// A class, because a test may stop it from another thread than the one that reads.
package final class Program: Sendable {
    package let path: String
    package let processID: Int32
    private let child: Lock<Child>
    private let input: Lock<Descriptor?>
    private let errors: Directory
    private let reader: Reader
    private let thread: Lock<Thread?>

    /// Starts the program. What it writes to its error output is kept for `said`.
    package convenience init(_ path: String, _ arguments: [String]) throws(RigFault) {
        let directory = try Directory()
        try self.init(path, arguments, directory: directory)
    }

    private init(
        _ path: String, _ arguments: [String], directory: Directory
    ) throws(RigFault) {
        do throws(SystemFault) {
            let flags = O_WRONLY | O_CREAT | O_APPEND
            let error = try openFile(directory.file("errors"), flags)
            let input = try Pipe()
            let output = try Pipe()
            let child = try Nursery.spawn(
                path, arguments, input: input.reading.number, output: output.writing.number,
                error: error.number)
            processID = child.processID
            let reader = try Reader(output.keepReading())
            self.reader = reader
            thread = Lock(try Thread.start("program") { reader.run() })
            self.child = Lock(child)
            self.input = Lock(input.keepWriting())
        } catch let fault {
            throw .system(fault)
        }
        self.path = path
        errors = directory
    }

    deinit {
        reader.end()
        thread.withLock { $0.take() }?.join()
    }

    /// The oldest line of output that nobody has taken, waited for.
    package func next(within time: Nanoseconds) throws(RigFault) -> Line? {
        try next(until: Clock.now() + time)
    }

    /// As `next(within:)`, with a deadline. nil when none came in time or the program closed.
    package func next(until deadline: Instant) throws(RigFault) -> Line? {
        let reader = reader
        return try rig { () throws(SystemFault) in try reader.lines.next(until: deadline) }
    }

    /// Writes one line to the program's input; nothing once that is closed.
    package func send(_ line: String) throws(RigFault) {
        let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
        try rig { () throws(SystemFault) in
            try input.withLock { (input) throws(SystemFault) in
                guard let end = input.take() else { return }
                try writeAll(bytes, to: end)
                input = consume end
            }
        }
    }

    /// Closes the program's input: for the peers in `Peers`, the request to end.
    package func closeInput() { input.withLock { $0 = nil } }

    /// Asks it to end (SIGTERM), or ends it (SIGKILL).
    package func stop(force: Bool = false) { child.withLock { $0.stop(force: force) } }

    /// Stops or continues the whole process: a peer that is there and silent.
    package func freeze(_ on: Bool) { child.withLock { $0.freeze(on) } }

    /// Whether it still runs.
    package var isRunning: Bool { child.withLock { $0.poll() == nil } }

    /// How it ended, waited for; nil if it still runs after that time.
    package func ended(within time: Nanoseconds) throws(RigFault) -> Child.Ending? {
        let (lines, deadline) = (reader.lines, Clock.now() + time)
        let closed = try rig { () throws(SystemFault) in try lines.closed(by: deadline) }
        return closed ? child.withLock { $0.wait() } : nil
    }

    /// Waits for its end; all lines of output that nobody took. A program that does not end in
    /// time is killed, and its ending says so.
    package func finish(
        within time: Nanoseconds
    ) throws(RigFault) -> (ending: Child.Ending, output: [String]) {
        var ending = try ended(within: time)
        if ending == nil {
            stop(force: true)
            ending = child.withLock { $0.wait() }
        }
        var output: [String] = []
        while let line = try next(within: .milliseconds(10)) { output.append(line.text) }
        return (ending ?? .signal(SIGKILL), output)
    }

    /// What it has written to its error output so far.
    package var said: String { (try? errors.read("errors")) ?? "" }

    /// The fault that says that this program is of no use.
    package func notReady() -> RigFault { .notReady(program: path, said: said) }
}
