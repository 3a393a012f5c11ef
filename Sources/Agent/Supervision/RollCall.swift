// SPDX-License-Identifier: Apache-2.0

/// Who is called and does not answer, as a value without threads or a clock.
///
/// Whatever a thread waits for, a call has it turn round once. So one that does not turn has
/// nothing to wait for that would excuse it. What is counted is calls, not time: a process that was
/// stopped and goes on has missed none.
struct RollCall {
    struct Thread: Hashable {
        /// Never another's.
        var number: UInt64
        /// How often it has turned.
        var turns: UInt64
        /// After so many calls in a row without an answer it stands still.
        var patience: Int
    }

    /// Of each thread: how often it had turned, and how many calls it has not answered since.
    private var known: [UInt64: (turns: UInt64, silent: Int)] = [:]

    /// Looks who has answered the last call; the numbers of those that stand still.
    mutating func look(_ threads: [Thread]) -> Set<UInt64> {
        var (now, still): ([UInt64: (turns: UInt64, silent: Int)], Set<UInt64>) = ([:], [])
        for thread in threads {
            var silent = 0
            if let last = known[thread.number], last.turns == thread.turns {
                silent = last.silent + 1
            }
            now[thread.number] = (thread.turns, silent)
            if silent >= thread.patience { still.insert(thread.number) }
        }
        known = now
        return still
    }
}
