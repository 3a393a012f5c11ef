// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// A Modbus slave that misbehaves on purpose and logs all it sees. Its frames, CRC and registers
/// are its own: no code shared with any other peer. Every value tells where it belongs
/// (`holding(_:unit:)`, `input(_:poll:)`), so that a value under a wrong name shows.
///
///     let slave = try RogueSlave(.rtu, [.late, .badCRC], .every(3), delay: .milliseconds(800))
///     // … poll slave.endpoint.path for a while …
///     try slave.behave([])                            // healed from the next request on
///     let log = try slave.events()                    // all since the last call
///     for event in log where event.kind == .request { … event.first … event.address … }
///     #expect(value == RogueSlave.holding(17, unit: 1))
///
/// A request's `first` minus the `at` of the reply before it is the silence that the client kept.
///
/// A class, because a test and its client hold it together; one thread at a time takes events.
package final class RogueSlave: Sendable {
    /// Which requests are answered with a fault; several faults take turns.
    package enum Pattern: Sendable {
        /// Each k-th request, counted over all units and connections.
        case every(Int)
        /// So many of a hundred, by a generator with this seed.
        case random(percent: Double, seed: Int)
    }

    package let endpoint: Endpoint
    private let program: Program
    private let waiting = Lock<[Event]>([])

    /// Starts it and waits until it serves; on TCP at `port` or at a free one. It answers `units`,
    /// all of them without any. `delay`: how late `late` is.
    package init(
        _ wire: Wire, _ faults: [Fault] = [], _ pattern: Pattern = .every(1),
        delay: Nanoseconds = .milliseconds(500), units: [Int] = [], port: UInt16? = nil
    ) throws(RigFault) {
        let only = units.isEmpty ? [] : ["--units", units.map { "\($0)" }.joined(separator: ",")]
        (program, endpoint) = try Peer.start("rogue.py", wire, only, firstLine: nil, port: port)
        try behave(faults, pattern, delay: delay)
    }

    /// Changes its manners, in force when it returns. No faults: a slave in order.
    package func behave(
        _ faults: [Fault], _ pattern: Pattern = .every(1), delay: Nanoseconds = .milliseconds(500)
    ) throws(RigFault) {
        let labels = faults.map { "\"\($0.label)\"" }.joined(separator: ", ")
        let chosen =
            switch pattern {
            case .every(let k): "\"every\": \(k)"
            case .random(let percent, let seed): "\"percent\": \(percent), \"seed\": \(seed)"
            }
        try program.send("{\"fault\": [\(labels)], \(chosen), \"delay\": \(delay.milliseconds)}")
        try untilAnswered(within: .seconds(10))
    }

    /// The oldest event that nobody has taken, waited for; nil when none came in time.
    package func next(within time: Nanoseconds) throws(RigFault) -> Event? {
        if let event = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return event }
        return try program.next(within: time).flatMap(Event.init)
    }

    /// All events that nobody has taken, up to now: its answer to a question comes after them.
    package func events() throws(RigFault) -> [Event] {
        try program.send("{}")
        try untilAnswered(within: .seconds(10))
        return waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }

    /// Stops or continues it: there on the wire, and silent.
    package func freeze(_ on: Bool) { program.freeze(on) }

    /// Ends it at once: its port refuses, its terminal hangs up.
    package func stop() throws(RigFault) {
        program.stop(force: true)
        guard try program.ended(within: .seconds(10)) != nil else { throw program.notReady() }
    }

    /// What holding register `address` of `unit` holds, always.
    package static func holding(_ address: Int, unit: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: address * 257 + unit * 7_919)
    }

    /// What input register `address` of any unit holds in the unit's `poll`-th request.
    package static func input(_ address: Int, poll: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (address & 0xFF) << 8 | poll & 0xFF)
    }

    /// What coil or discrete input `address` of `unit` is, always.
    package static func bit(_ address: Int, unit: Int) -> Bool {
        (address * 257 + unit * 7_919) >> 3 & 1 == 1
    }

    private func untilAnswered(within time: Nanoseconds) throws(RigFault) {
        let deadline = Clock.now() + time
        while let line = try program.next(until: deadline) {
            if line.text == "ok" { return }
            if let event = Event(line) { waiting.withLock { $0.append(event) } }
        }
        throw program.notReady()
    }
}
