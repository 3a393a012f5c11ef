// SPDX-License-Identifier: Apache-2.0
package import Field

/// A device with its numbers in the agent's tables: `number` is the device's, its points have
/// `firstPoint` and the numbers after it, in the order of the profile.
package struct NumberedDevice: Sendable {
    package var device: Device
    package var number: UInt32
    package var firstPoint: UInt32
    /// Time from the first of each round to the second; empty where that is the round's period.
    package fileprivate(set) var phases: [Nanoseconds] = []
    /// What it has refused before.
    package var learned = LearnedMap()

    package init(_ device: Device, number: UInt32, firstPoint: UInt32) {
        self.device = device
        self.number = number
        self.firstPoint = firstPoint
    }

    /// The requests of a round's plan with each point's place in the answer.
    func reads(_ round: PollRounds.Round) -> [Scan.Read] {
        let plan = ReadPlan(
            points: device.points, round.points, largestRead: device.largestRead)
        return plan.requests.map { Scan.Read($0, of: device.points) }
    }

    /// The requests that read its texts, and where each lies in the answers.
    var textReads: (reads: [Scan.Read], places: [[Job.Place]]) {
        let all = device.texts
        // Only registers hold words.
        let wanted = all.indices.filter { !all[$0].table.isBits }
        let texts = wanted.map { all[$0] }
        let requests = ReadPlan(points: texts, largestRead: device.largestRead).requests
        let places = requests.map { request in
            request.points.map { index in
                let registers = texts[index].addresses
                return Job.Place(
                    text: UInt16(wanted[index]),
                    start: UInt16(
                        request.registerBytes * (registers.lowerBound - Int(request.address))),
                    count: UInt16(request.registerBytes * registers.count))
            }
        }
        return (requests.map(Scan.Read.init), places)
    }
}

/// A line with its devices' numbers.
package struct NumberedLine: Sendable {
    package var line: Line
    package var devices: [NumberedDevice]
    /// In quarantine until then: not opened before.
    package var heldUntil = Instant(nanoseconds: .min)

    package init(_ line: Line, devices: [NumberedDevice]) {
        self.line = line
        self.devices = devices
    }

    /// The ids that are asked there, each once.
    var units: [UInt8] { Set(devices.map(\.device.unit)).sorted() }

    /// Readings of one round of everything on it: each point's, and a mark for each round.
    var readings: Int {
        devices.reduce(0) { sum, device in
            sum + PollRounds(device.device).rounds.reduce(0) { $0 + $1.points.count + 1 }
        }
    }
}

extension NumberedLine {
    /// The same lines, their devices spread over their periods: those of a serial line one by one,
    /// as their answers would queue otherwise; those at TCP endpoints some together, as each
    /// wake-up costs, and those of one connection at once. A line may want it otherwise (`spread`).
    package static func phased(_ lines: [NumberedLine]) -> [NumberedLine] {
        var phases = Phases()
        return lines.map { line in
            let isTCP = if case .tcp = line.line.link { true } else { false }
            var line = line
            if line.line.isSpread ?? !isTCP {
                line.spread()
            } else if isTCP {
                line.gather(&phases)
            }
            return line
        }
    }

    private mutating func setPhases(_ phase: (Nanoseconds) -> Nanoseconds) {
        for index in devices.indices {
            let rounds = PollRounds(devices[index].device).rounds
            devices[index].phases = rounds.map { phase($0.period) }
        }
    }

    /// All rounds of one period begin together.
    private mutating func gather(_ phases: inout Phases) {
        let periods = devices.flatMap { PollRounds($0.device).rounds.map(\.period) }
        var given: [Nanoseconds: Nanoseconds] = [:]
        for period in periods where given[period] == nil {
            given[period] = phases.next(period, for: periods.count { $0 == period })
        }
        setPhases { given[$0] ?? $0 }
    }

    /// Of n rounds of one period each begins an nth of it after the one before.
    private mutating func spread() {
        let periods = devices.flatMap { PollRounds($0.device).rounds.map(\.period) }
        var given: [Nanoseconds: Int64] = [:]
        setPhases { period in
            let count = Int64(periods.count { $0 == period })
            given[period, default: 0] += 1
            return Nanoseconds(
                Int64(Int128(period.count) * Int128(given[period] ?? 1) / Int128(count)))
        }
    }

    /// Something on it is read without a pause.
    var isEager: Bool {
        devices.contains { device in
            PollRounds(device.device).rounds.contains { $0.period == .zero }
        }
    }
}
