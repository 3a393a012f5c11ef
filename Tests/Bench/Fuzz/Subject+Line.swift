// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

extension Subject {
    /// A line that is given whatever bytes instead of answers: RTU, RTU with echo, RTU over TCP,
    /// TCP. One input is the answers of sixteen turns.
    static let line = Subject(name: "line") { _ in
        []
    } run: { _, random in
        let links: [Link] = [
            .serial(port: "/dev/null", SerialSpeed(), echo: false),
            .serial(port: "/dev/null", SerialSpeed(baud: 115_200), echo: true),
            .rtuOverTCP(host: "h", port: 1, SerialSpeed(baud: 19_200)),
            .tcp(host: "h", port: 502),
        ]
        let link = links[Int.random(in: 0..<links.count, using: &random)]
        var talk = Talk(link)
        for _ in 0..<16 { talk.turn(&random) }
        return talk.machine.counters.answers > 0
    }

    private static let devices: [NumberedDevice] = {
        var profile = Profile(id: "p", vendor: "v", model: "m", class: "other")
        for (number, table) in [Table.holding, .input, .coil, .discrete].enumerated() {
            profile.points.append(
                Point(
                    name: "a\(number)", table: table, address: UInt16(number * 300),
                    encoding: table.isBits ? .bool : .float32, quantity: "other"))
        }
        return (1...3).map { unit in
            var device = Device(
                id: "d\(unit)", profile: profile, unit: UInt8(unit), domain: "env",
                poll: .milliseconds(Int64(unit - 1) * 100))
            device.timeout = .milliseconds(30)
            return NumberedDevice(
                device, number: UInt32(unit), firstPoint: UInt32(unit * profile.points.count))
        }
    }()

    /// One machine with what it is told.
    private struct Talk {
        var machine: LineMachine
        var now = Instant(nanoseconds: 1)
        var request: [UInt8] = []
        let isRTU: Bool

        init(_ link: Link) {
            let line = Line(id: "l", link: link, devices: devices.map(\.device))
            machine = LineMachine(NumberedLine(line, devices: devices), at: now)
            if case .tcp = link { isRTU = false } else { isRTU = true }
            machine.linkUp(at: now)
        }

        mutating func turn(_ random: inout SplitMix) {
            now = now + .microseconds(Int64.random(in: 0...40_000, using: &random))
            var steps = 0
            loop: while true {
                steps += 1
                precondition(steps < 1_000, "it does not settle")
                switch machine.advance(to: now) {
                case .wait: break loop
                case .close:
                    machine.linkDown(at: now)
                    machine.linkUp(at: now)
                case .send:
                    request = Array(machine.outgoing.bytes.prefix(machine.outgoing.count))
                    machine.sent(at: now)
                }
                machine.output.removeAll(keepingCapacity: true)
            }
            machine.received(answer(&random), at: now)
            machine.output.removeAll(keepingCapacity: true)
        }

        private func answer(_ random: inout SplitMix) -> [UInt8] {
            let good = isRTU ? rtuAnswer(to: request) : mbapAnswer(to: request)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: return good
            case 1: return request + good
            case 2: return noise(&random)
            default: return mutate([good, request], &random)
            }
        }
    }
}

/// An answer that fits a request for a read, with zeros.
private func body(_ pdu: ArraySlice<UInt8>) -> [UInt8] {
    let pdu = Array(pdu)
    guard pdu.count >= 5 else { return [] }
    let count = Int(pdu[3]) << 8 | Int(pdu[4])
    let bytes = pdu[0] < 3 ? (count + 7) / 8 : count * 2
    return [pdu[0], UInt8(truncatingIfNeeded: bytes)] + [UInt8](repeating: 0, count: bytes)
}

private func rtuAnswer(to request: [UInt8]) -> [UInt8] {
    guard let unit = request.first else { return [] }
    let frame = [unit] + body(request.dropFirst().dropLast(2))
    var crc: UInt16 = 0xFFFF
    for byte in frame {
        crc ^= UInt16(byte)
        for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xA001 }
    }
    return frame + [UInt8(truncatingIfNeeded: crc), UInt8(crc >> 8)]
}

private func mbapAnswer(to request: [UInt8]) -> [UInt8] {
    guard request.count > 7 else { return [] }
    let data = [request[6]] + body(request.dropFirst(7))
    return request.prefix(4) + [UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
}
