// SPDX-License-Identifier: Apache-2.0

extension Line {
    /// Of each of its devices, the period of what is read without a pause, zero if nothing is: how
    /// long one round of everything on the line takes while no answer is lost, each coming when it
    /// must. Whoever waits for his turn waits for one round of the others at most.
    package var cycles: [Nanoseconds] {
        guard devices.contains(where: \.periods.isUnpaced) else {
            return devices.map { _ in .zero }
        }
        let cycle = devices.reduce(.zero) { $0 + longestRound(of: $1) }
        return devices.map { $0.periods.isUnpaced ? cycle : .zero }
    }

    /// All of a device's rounds, one after the other.
    private func longestRound(of device: Device) -> Nanoseconds {
        let silence = silence(before: device)
        return PollRounds(device).rounds.reduce(.zero) { sum, round in
            let plan = ReadPlan(
                points: device.points, round.points, largestRead: device.largestRead)
            return plan.requests.reduce(sum) {
                $0 + silence + device.timeout + link.wireTime($1)
            }
        }
    }

    /// Before each of a device's requests, at least.
    func silence(before device: Device) -> Nanoseconds {
        max(link.speed?.silence ?? .zero, gap, device.gap)
    }
}

extension Periods {
    /// Whether any of it is read as fast as the line allows.
    package var isUnpaced: Bool { [fast, normal, slow].contains(.zero) }
}

extension Link {
    /// Of its characters; nil on TCP, where they take no time.
    var speed: SerialSpeed? {
        switch self {
        case .serial(_, let speed, _), .rtuOverTCP(_, _, let speed): speed
        case .tcp: nil
        }
    }

    /// A request and its answer, in bytes with what frames them (Modbus over Serial Line V1.02,
    /// 2.5.1; Messaging on TCP/IP V1.0b, 3.1.3).
    package func bytes(of request: ReadRequest) -> Int {
        (speed == nil ? 12 + 9 : 8 + 5) + request.replyBytes
    }

    /// How long these are on the wire.
    func wireTime(_ request: ReadRequest) -> Nanoseconds {
        speed?.time(characters: bytes(of: request)) ?? .zero
    }
}
