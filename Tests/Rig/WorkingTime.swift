// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// How long `body` takes, less the time in which this machine gave a thread that was due no turn:
/// what the code under test waits for counts, what the machine keeps everybody waiting does not.
package func workingTime(_ body: () throws -> Void) rethrows -> Nanoseconds {
    let meter = StandstillMeter()
    let begin = Clock.now()
    defer { _ = meter.stop() }
    try body()
    let took = Clock.now() - begin
    let stood = meter.stop()
    return took > stood ? took - stood : .zero
}

/// A thread that wants a turn every 10 ms and adds up by how much more it got each late.
///
/// A class, because the thread and whoever stops it hold it.
private final class StandstillMeter: Sendable {
    private static let tick = Nanoseconds.milliseconds(10)
    /// What a machine that works is late by, too.
    private static let usual = Nanoseconds.milliseconds(10)

    private let stood = Lock(Nanoseconds.zero)
    private let isOver = Lock(false)
    private let thread = Lock<Thread?>(nil)

    /// Without a thread nothing is left out.
    init() {
        do throws(SystemFault) {
            try thread.withLock { (thread) throws(SystemFault) in
                thread = try Thread.start("standstill") { [self] in watch() }
            }
        } catch {
            Environment.write("\(error)\n", toError: true)
        }
    }

    private func watch() {
        var polls = PollSet()
        while !isOver.withLock({ $0 }) {
            let due = Clock.now() + Self.tick
            do throws(SystemFault) { try polls.wait(until: due) } catch { return }
            let late = Clock.now() - due
            if late > Self.usual { stood.withLock { $0 = $0 + late } }
        }
    }

    /// How long the machine has stood still since the start.
    func stop() -> Nanoseconds {
        isOver.withLock { $0 = true }
        thread.withLock { $0.take() }?.join()
        return stood.withLock { $0 }
    }
}
