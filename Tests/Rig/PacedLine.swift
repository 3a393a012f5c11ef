// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host

/// A serial line that carries characters at its speed, the units on it, and the analyser beside
/// it: a pseudo-terminal whose other end knows when each character has passed. Without a speed
/// every answer is there at once.
///
/// A class, because its thread and the test hold it.
package final class PacedLine: Sendable {
    /// What the analyser has seen.
    package struct Tally: Sendable {
        package var exchanges = 0
        /// Requests that left before the silence was over.
        package var broken = 0
        /// What a perfect master would have taken.
        package var ideal = Nanoseconds.zero
        package var first = Instant.never
        package var last = Instant(nanoseconds: 0)
        /// When the last character of either side had passed.
        var quiet = Instant(nanoseconds: 0)

        /// Of the time between the first and the last character.
        package var use: Double { Double(ideal.count) / Double((last - first).count) }
    }

    /// An answer that is still to be written.
    private struct Pending {
        var due: Instant
        /// Which exchange it belongs to.
        var number: Int
        var bytes: [UInt8]
        /// Of the request and of this.
        var characters: Nanoseconds
    }

    /// Until a unit's answer begins, on a line that has a speed.
    private static let turnaround = Nanoseconds.milliseconds(5)

    package let path: String
    private let pace: SerialSpeed?
    private let faults: Faults
    private let lateness: Nanoseconds
    private let tally = Lock(Tally())
    /// All exchanges, in order.
    let exchanges = Lock<[Exchange]>([])
    private let stopping: WakeUp
    private let thread = Lock<Thread?>(nil)

    /// `lateness`: how late a late answer is at most.
    package init(
        _ pace: SerialSpeed?, _ faults: Faults = .none, lateness: Nanoseconds = .zero
    ) throws(SystemFault) {
        let terminal = try PseudoTerminal()
        (path, self.pace, self.faults, self.lateness) = (terminal.path, pace, faults, lateness)
        stopping = try WakeUp()
        let cell = Handoff(terminal)
        try thread.withLock { (thread) throws(SystemFault) in
            thread = try Thread.start("paced-line", timerSlack: Nanoseconds(1)) { [self] in
                guard let terminal = cell.take() else { return }
                do throws(SystemFault) {
                    try serve(terminal)
                } catch {
                    Environment.write("\(error)\n", toError: true)
                }
            }
        }
    }

    package var seen: Tally { tally.withLock { $0 } }

    package func stop() {
        stopping.signal()
        thread.withLock { $0.take() }?.join()
    }

    private func serve(_ terminal: borrowing PseudoTerminal) throws(SystemFault) {
        var polls = PollSet()
        polls.add(stopping.descriptor, .readable)
        polls.add(terminal.device.number, .readable)
        var input = [UInt8](repeating: 0, count: 256)
        var filled = 0
        var random = SplitMix(seed: 7)
        var pending: [Pending] = []
        while true {
            try polls.wait(until: pending.first?.due ?? .never)
            if polls[0] != [] { return }
            while let next = pending.first, next.due <= Clock.now() {
                pending.removeFirst()
                _ = try terminal.device.write(next.bytes)
                book(next)
            }
            guard polls[1] != [],
                case .bytes(let count) = try terminal.device.read(into: &input, at: filled)
            else { continue }
            filled += count
            guard filled >= 8 else { continue }
            filled = 0
            guard let answer = answer(Array(input.prefix(8)), at: Clock.now(), &random)
            else { continue }
            let place = pending.firstIndex { $0.due > answer.due } ?? pending.count
            pending.insert(answer, at: place)
        }
    }

    private func time(_ characters: Int) -> Nanoseconds {
        pace?.time(characters: characters) ?? .zero
    }

    /// What becomes of a request; nil for nothing.
    private func answer(
        _ request: [UInt8], at start: Instant, _ random: inout SplitMix
    ) -> Pending? {
        let sent = start + time(request.count)
        let isDead = faults.dead.contains(request[0])
        let kind = isDead ? .dropped : Kind(Int.random(in: 0..<100, using: &random), faults)
        let exchange = Exchange(request, isIntact: [.clean, .late].contains(kind))
        let number = exchanges.withLock { exchanges in
            exchanges.append(exchange)
            return exchanges.count - 1
        }
        book(start, until: sent)
        let reply = Self.reply(to: exchange, number, count: Int(request[4]) << 8 | Int(request[5]))
        guard let bytes = kind.spoil(reply, &random) else { return nil }
        let late = kind == .late ? Int64.random(in: 0...lateness.count, using: &random) : 0
        let begin = sent + (pace == nil ? .zero : Self.turnaround) + Nanoseconds(late)
        return Pending(
            due: begin + time(bytes.count), number: number, bytes: bytes,
            characters: time(request.count + bytes.count))
    }

    /// A request begins.
    private func book(_ start: Instant, until end: Instant) {
        let silence = pace?.silence ?? .zero
        tally.withLock { tally in
            tally.exchanges += 1
            if start < tally.quiet + silence, tally.quiet.nanoseconds > 0 { tally.broken += 1 }
            tally.first = min(tally.first, start)
            tally.quiet = max(tally.quiet, end)
        }
    }

    /// An answer has passed.
    private func book(_ answer: Pending) {
        let silence = pace?.silence ?? .zero
        tally.withLock { tally in
            // Between two exchanges lies one silence.
            let before = tally.last > tally.first ? silence : .zero
            tally.ideal = tally.ideal + answer.characters + Self.turnaround + before
            tally.last = answer.due
            tally.quiet = max(tally.quiet, answer.due)
        }
        exchanges.withLock { exchanges in
            exchanges[answer.number].written = Clock.now()
            let last = exchanges.count - 1
            guard answer.number < last else { return }
            // It comes into another exchange.
            exchanges[answer.number].isAlone = false
            if exchanges[last].written == .never { exchanges[last].isAlone = false }
        }
    }
}
