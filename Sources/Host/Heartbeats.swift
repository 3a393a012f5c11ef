// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// That a thread's loop goes round: it counts its turns, and somebody else looks whether it does.
///
/// A class, because both hold it.
package final class Heartbeat: Sendable {
    /// Of the thread, for the log.
    package let name: String
    /// The lines that the thread works on; empty where it is no line's.
    package let lines: [String]
    /// Never another's.
    package let number: UInt64
    private let wakeUp: WakeUp
    private let counted = Atomic<UInt64>(0)
    private let place = Atomic<Int>(0)
    private let ending = Atomic(false)

    private static let made = Atomic<UInt64>(0)

    /// `wakeUp`: whatever the thread waits for, this has it turn round once.
    package init(_ name: String, lines: [String] = [], wakeUp: WakeUp) {
        self.name = name
        self.lines = lines
        self.wakeUp = wakeUp
        number = Self.made.add(1, ordering: .relaxed).newValue
    }

    /// By the thread, once a turn. Only it writes, so that no other has to be kept out.
    package func beat() {
        counted.store(counted.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    }

    /// By the thread: on which of its lines it works from now on.
    package func work(on line: Int) { place.store(line, ordering: .relaxed) }

    /// The thread turns no more, as it should, or nobody waits for it any more.
    package func end() { ending.store(true, ordering: .relaxed) }

    package var turns: UInt64 { counted.load(ordering: .relaxed) }

    /// The line that it works on, or has worked on last.
    package var line: String? {
        let place = place.load(ordering: .relaxed)
        return lines.indices.contains(place) ? lines[place] : nil
    }

    /// Has the thread turn round.
    package func call() { wakeUp.signal() }

    fileprivate var hasEnded: Bool { ending.load(ordering: .relaxed) }
}

/// Those of all threads that run.
///
/// A class, because all of them hold it.
package final class Heartbeats: Sendable {
    private let all = Lock<[Heartbeat]>([])

    package init() {}

    package func add(_ heartbeat: Heartbeat) { all.withLock { $0.append(heartbeat) } }

    package var running: [Heartbeat] {
        all.withLock { all in
            all.removeAll(where: \.hasEnded)
            return all
        }
    }
}
