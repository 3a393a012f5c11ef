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

    package init(_ device: Device, number: UInt32, firstPoint: UInt32) {
        self.device = device
        self.number = number
        self.firstPoint = firstPoint
    }

    /// The requests of a round's plan with each point's place in the answer.
    func reads(_ round: PollRounds.Round) -> [Scan.Read] {
        let points = device.points
        let plan = ReadPlan(
            points: round.points.map { points[$0] }, largestRead: device.largestRead)
        return plan.requests.map { request in
            var exceptions: [Exceptions] = []
            let slots = request.points.map { place in
                let index = round.points[place]
                let point = points[index]
                let own = Exceptions(point)
                if let own { exceptions.append(own) }
                let element = Int(point.address) - Int(request.address)
                return Scan.Slot(
                    point: UInt32(index), order: point.order,
                    place: UInt16(request.table.isBits ? element : element * 2),
                    field: point.field,
                    exceptions: own == nil ? nil : UInt16(exceptions.count - 1),
                    isBit: request.table.isBits)
            }
            return Scan.Read(
                request: request, slots: slots, exceptions: exceptions,
                shape: Unit.Shape(request))
        }
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
                    start: UInt16(2 * (registers.lowerBound - Int(request.address))),
                    count: UInt16(2 * registers.count))
            }
        }
        let reads = requests.map { request in
            Scan.Read(request: request, slots: [], exceptions: [], shape: Unit.Shape(request))
        }
        return (reads, places)
    }
}

/// A line with its devices' numbers.
package struct NumberedLine: Sendable {
    package var line: Line
    package var devices: [NumberedDevice]

    package init(_ line: Line, devices: [NumberedDevice]) {
        self.line = line
        self.devices = devices
    }

    /// Readings of one round of everything on it: each point's, and a mark for each round.
    var readings: Int {
        devices.reduce(0) { sum, device in
            sum + PollRounds(device.device).rounds.reduce(0) { $0 + $1.points.count + 1 }
        }
    }
}

extension NumberedLine {
    /// The same lines, their TCP devices spread over their periods.
    package static func phased(_ lines: [NumberedLine]) -> [NumberedLine] {
        var phases = Phases()
        return lines.map { line in
            guard case .tcp = line.line.link else { return line }
            var line = line
            for index in line.devices.indices {
                let rounds = PollRounds(line.devices[index].device).rounds
                line.devices[index].phases = rounds.map { phases.next($0.period) }
            }
            return line
        }
    }

    /// Something on it is read without a pause.
    var isEager: Bool {
        devices.contains { device in
            PollRounds(device.device).rounds.contains { $0.period == .zero }
        }
    }
}
