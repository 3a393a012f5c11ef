// SPDX-License-Identifier: Apache-2.0

/// What the polls of a line cost it, reckoned before the first of them.
package struct LineLoad: Sendable {
    /// One exchange.
    package struct Exchange: Hashable, Sendable {
        package let request: ReadRequest
        /// On the wire, both ways, with what frames the data.
        package let bytes: Int
        /// How long it takes at least, the silence before it included: the answer comes as soon as
        /// it may.
        package let least: Nanoseconds
        /// … and how long it takes as a rule.
        package let usual: Nanoseconds
    }

    /// One round of a device.
    package struct Round: Hashable, Sendable {
        /// Index into the line's devices.
        package let device: Int
        /// Zero for what is read without a pause.
        package let period: Nanoseconds
        package let exchanges: [Exchange]

        package var bytes: Int { exchanges.reduce(0) { $0 + $1.bytes } }
        package var least: Nanoseconds { exchanges.reduce(.zero) { $0 + $1.least } }
        package var usual: Nanoseconds { exchanges.reduce(.zero) { $0 + $1.usual } }

        /// Of the line's time, 1 for all of it; 0 for what takes only what the others leave.
        package var share: Double { usual.share(of: period) }
    }

    /// What a device takes until its answer begins, as a rule.
    package static let turnaround = Nanoseconds.milliseconds(10)

    package let rounds: [Round]
    /// Of each device, what it costs when a unit that answered does not any more: by unit id.
    private let losses: [(unit: UInt8, cost: Nanoseconds)]

    package init(_ line: Line) {
        rounds = line.devices.indices.flatMap { Self.rounds(of: $0, on: line) }
        let units = Dictionary(grouping: rounds) { line.devices[$0.device].unit }
        losses = units.map { unit, rounds in
            let usual = rounds.reduce(.zero) { $0 + $1.usual }
            let silent = rounds.reduce(.zero) { max($0, $1.timeUntilSilent(of: line)) }
            return (unit, max(.zero, silent - usual))
        }.sorted { ($1.cost, $0.unit) < ($0.cost, $1.unit) }
    }

    private static func rounds(of index: Int, on line: Line) -> [Round] {
        let device = line.devices[index]
        let silence = line.silence(before: device)
        // An answer waits for the silence, too (Modbus over Serial Line V1.02, 2.5.1.1).
        let soonest = line.link.speed?.silence ?? .zero
        return PollRounds(device).rounds.map { round in
            let plan = ReadPlan(
                points: device.points, round.points, largestRead: device.largestRead)
            let exchanges = plan.requests.map { request in
                let wire = silence + line.link.wireTime(request)
                return Exchange(
                    request: request, bytes: line.link.bytes(of: request), least: wire + soonest,
                    usual: wire + max(soonest, turnaround))
            }
            return Round(device: index, period: round.period, exchanges: exchanges)
        }
    }

    /// The share of the line's time that all rounds take at least: above 1 none keeps its period.
    package var least: Double { rounds.reduce(0) { $0 + $1.least.share(of: $1.period) } }

    /// … and as a rule.
    package var usual: Double { rounds.reduce(0) { $0 + $1.share } }

    /// One round of everything.
    package var cycle: Nanoseconds { rounds.reduce(.zero) { $0 + $1.usual } }

    /// The longest round of everything in which so many units stop answering, and which units:
    /// each costs its timeouts once, and is left in peace then.
    package func worst(dead: Int) -> (cycle: Nanoseconds, units: [UInt8]) {
        let worst = losses.prefix(dead)
        return (worst.reduce(cycle) { $0 + $1.cost }, worst.map(\.unit))
    }
}

extension LineLoad.Round {
    /// How long it takes to see that the unit does not answer: its first request and that again.
    fileprivate func timeUntilSilent(of line: Line) -> Nanoseconds {
        let device = line.devices[device]
        let attempt = device.timeout + (exchanges.first?.least ?? .zero)
        return attempt * Int64(device.retries + 1)
    }
}

extension Nanoseconds {
    fileprivate func share(of period: Self) -> Double {
        period == .zero ? 0 : Double(count) / Double(period.count)
    }
}
