// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Rig
import Testing

@Suite("A line with the mixture of faults by which it is judged")
struct MixtureTests {
    private static let exchanges = 3_000
    private static let timeout = Nanoseconds.milliseconds(60)
    /// Two requests of one shape to each unit: nothing but the pause tells their answers apart.
    private static let blocks = [0, 1_000]
    private static let points = blocks.flatMap { start in
        (start..<start + 6).map { Plant.point(.holding, $0, .uint16) }
    }

    private static func line(_ port: String) -> NumberedLine {
        let devices = (1...8).map {
            Plant.device($0, points, poll: .zero, timeout: timeout, retries: 2)
        }
        return Plant.line(
            .serial(port: port, Plant.speed(115_200), echo: false), devices)
    }

    /// What says which unit it is of and where it lies.
    private static func expected(_ line: NumberedLine) -> [UInt32: UInt64] {
        var expected: [UInt32: UInt64] = [:]
        for device in line.devices {
            for (index, point) in points.enumerated() where point.address % 2 == 0 {
                let value = PacedLine.value(device.device.unit, Int(point.address), 0)
                expected[device.firstPoint + UInt32(index)] = UInt64(value)
            }
        }
        return expected
    }

    /// What a reading says of its exchange; nil for all but one of an answer.
    private static func taken(_ reading: Reading, _ line: NumberedLine) -> PacedLine.Taken? {
        let index = Int(reading.point) % points.count
        let address = Int(points[index].address) - 1
        guard blocks.contains(address) else { return nil }
        let unit = line.devices[Int(reading.point) / points.count].device.unit
        return PacedLine.Taken(
            number: UInt16(truncatingIfNeeded: reading.bits), unit: unit, address: address,
            time: reading.time)
    }

    @Test("gives no wrong value, and every answer that is intact, alone and in time is used")
    func mixture() throws {
        let slave = try PacedLine(nil, .judged, lateness: Self.timeout * 2)
        defer { slave.stop() }
        let line = Self.line(slave.path)
        let station = try Station([line], expected: Self.expected(line))
        var taken: [PacedLine.Taken] = []
        station.onGood = { if let one = Self.taken($0, line) { taken.append(one) } }
        #expect(try station.gather(.seconds(600)) { _ in slave.seen.exchanges > Self.exchanges })
        // All of it is kept.
        let records = try #require(station.bus.capture(of: "line", from: 0, atMost: .max))
        #expect(records.first?.number == 0)
        let sent = records.filter { $0.kind == .sent }.map(\.time)
        let counted = try #require(station.bus.counters["line"])
        station.bus.stop()
        station.drain()
        let verdict = slave.verdict(
            taken, sent: sent, within: Self.timeout * 3 / 4, bound: Self.timeout * 3)
        #expect(verdict.unused == 0 && verdict.wrong == 0 && station.wrong.isEmpty, "\(verdict)")
        #expect(verdict.beyond <= Self.exchanges / 100)
        #expect(verdict.good > Self.exchanges / 2)
        #expect(counted.timeouts > 0 && counted.garbled > 0 && counted.foreignFrames > 0)
    }
}
