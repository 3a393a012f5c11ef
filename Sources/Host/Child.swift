// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// A program that we started. It dies with us, also when we are killed (PR_SET_PDEATHSIG), and it
/// is killed when its owner lets go of it. Start it from a thread that lives as long as it should:
/// the kernel ties the child to the thread.
package struct Child: ~Copyable {
    /// How a program ended.
    package enum Ending: Hashable, Sendable {
        case exit(CInt)
        case signal(CInt)
        /// The kernel no longer knows it: somebody else took note of its end.
        case unknown
    }

    package let processID: Int32
    private var ending: Ending?

    /// Starts `path` with `arguments` (without the program's name). -1 stands for /dev/null.
    package init(
        _ path: String, _ arguments: [String], input: CInt = -1, output: CInt = -1, error: CInt = 2
    ) throws(SystemFault) {
        let words = unsafe ([path] + arguments).map { unsafe strdup($0) }
        defer { unsafe words.forEach { unsafe free($0) } }
        let id = unsafe clinux_spawn(path, words + [nil], input, output, error)
        guard id > 0 else { throw .now("exec", path) }
        processID = id
    }

    deinit {
        guard ending == nil else { return }
        Glibc.kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    /// How it ended, nil while it runs.
    package mutating func poll() -> Ending? { wait(WNOHANG) }

    /// Waits until it has ended.
    package mutating func wait() -> Ending { wait(0) ?? .unknown }

    /// Asks it to end (SIGTERM) or, with `force`, ends it (SIGKILL).
    package func stop(force: Bool = false) {
        if ending == nil { Glibc.kill(processID, force ? SIGKILL : SIGTERM) }
    }

    /// Stops or continues the whole process (SIGSTOP, SIGCONT): a peer that is there and silent.
    package func freeze(_ on: Bool) {
        if ending == nil { Glibc.kill(processID, on ? SIGSTOP : SIGCONT) }
    }

    private mutating func wait(_ options: CInt) -> Ending? {
        if let ending { return ending }
        var status: CInt = 0
        while unsafe waitpid(processID, &status, options) != processID {
            if errno != EINTR { return nil }
            if options == WNOHANG { return nil }
        }
        let signal = status & 0x7F
        ending = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
        return ending
    }
}
