// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@testable import Simulator

@Suite(.serialized) struct PaceTests {
    private static let slow = Pace(baud: 9_600, bitsPerCharacter: 10)

    @Test(arguments: [
        (9_600, "8N1", 96, 100_000_000), (9_600, "8E1", 96, 110_000_000),
        (1_200, "8N2", 12, 110_000_000), (115_200, "8N1", 1_152, 100_000_000),
        (9_600, "8N1", 1, 1_041_667),
    ])
    func `characters take their time`(baud: Int, mode: String, count: Int, time: Int64) throws {
        let pace = Pace(SerialSpeed(baud: baud, mode: try #require(SerialMode(mode))))
        #expect(pace.time(count) == Nanoseconds(time))
        #expect(pace.characters(in: Nanoseconds(time)) == count)
        #expect(pace.characters(in: Nanoseconds(time - 2_000)) == count - 1)
    }

    /// Virtual time: a thread that is woken exactly when it asks for it, or later.
    @Test(arguments: [0, 300_000, 5_000_000] as [Int64])
    func `no byte leaves before it has ended, and all do`(delay: Int64) {
        let bytes = (0..<105).map { UInt8($0) }
        let begin = Instant(nanoseconds: 7_000_000)
        for pace in [Self.slow, Pace(baud: 115_200, bitsPerCharacter: 11)] {
            var parcel = Parcel(bytes, begin: begin, pace: pace)
            var sent: [UInt8] = []
            var now = begin
            while !parcel.isSent {
                now = parcel.next + Nanoseconds(delay)
                sent += parcel.take(at: now)
                #expect(now - begin >= pace.time(sent.count))
            }
            #expect(sent == bytes)
            // Nothing waits longer than for one grain of characters, and the thread.
            #expect(now - begin <= pace.time(bytes.count) + Nanoseconds(delay))
        }
    }

    @Test func `without a pace everything leaves at its moment`() {
        var parcel = Parcel([1, 2, 3], begin: Instant(nanoseconds: 100), pace: nil)
        #expect(parcel.next == Instant(nanoseconds: 100))
        #expect(parcel.take(at: Instant(nanoseconds: 99)).isEmpty)
        #expect(Array(parcel.take(at: Instant(nanoseconds: 100))) == [1, 2, 3])
        #expect(parcel.isSent && parcel.next == .never)
    }

    /// Nanoseconds of one read of 50 registers, request to last byte, and what a line would take.
    private func measure(
        _ wire: SimulatedLine.Wire, _ pace: Pace, turnaround: Nanoseconds
    ) throws -> (taken: Nanoseconds, least: Nanoseconds) {
        var registers = Registers()
        registers.define(.holding, 0..<50)
        let device = SimulatedDevice(unit: 1, registers: registers)
        device.with { $0.behaviour.delay = turnaround }
        let site = try Site(seed: 1)
        let line = try SimulatedLine(wire, devices: [device], pace: pace)
        try site.add(line)
        try site.start()
        defer { site.stop() }
        let client =
            wire == .serial ? try Client(path: line.path) : try Client(port: line.port)
        let begin = Clock.now()
        try client.send(framed("01 03 0000 0032"))
        #expect(try client.receive(105).count == 105)
        return (Clock.now() - begin, pace.time(8) + turnaround + pace.time(105))
    }

    @Test(arguments: [SimulatedLine.Wire.serial, .rtuOverTCP])
    func `a reply takes request, turnaround and characters`(wire: SimulatedLine.Wire) throws {
        let pace = Pace(baud: 9_600, bitsPerCharacter: 10)
        let (taken, least) = try measure(wire, pace, turnaround: .milliseconds(5))
        #expect(taken >= least)
        let percent = Double(taken.count) / Double(least.count) * 100 - 100
        print("\(wire): \(taken.count / 1_000) µs, \(percent) % over the line's own time")
        // Once at least it is faster than the slow line could be; each time would be a bet on the
        // machine.
        let quick = Pace(baud: 115_200, bitsPerCharacter: 11)
        var isFaster = false
        for _ in 0..<100 where !isFaster {
            let fast = try measure(wire, quick, turnaround: .milliseconds(2))
            #expect(fast.taken >= fast.least)
            isFaster = fast.taken < least
        }
        #expect(isFaster)
    }

    @Test func `requests on a paced line do not overtake one another`() throws {
        var registers = Registers()
        registers.store([0x0A0B], .holding, 0)
        let site = try Site(seed: 1)
        let devices = (1...2).map { SimulatedDevice(unit: UInt8($0), registers: registers) }
        let pace = Pace(baud: 57_600, bitsPerCharacter: 10)
        let line = try SimulatedLine(.serial, devices: devices, pace: pace)
        try site.add(line)
        try site.start()
        let client = try Client(path: line.path)
        let begin = Clock.now()
        try client.send(framed("01 03 0000 0001") + framed("02 03 0000 0001"))
        #expect(
            try client.receive(14) == framed("01 03 02 0A0B") + framed("02 03 02 0A0B"))
        #expect(Clock.now() - begin >= pace.time(16 + 14))
        site.stop()
    }
}
