// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Devices of one period")
struct PhaseTests {
    private static func lines(_ count: Int, _ period: Nanoseconds, _ link: Link) -> [NumberedLine] {
        NumberedLine.phased(
            (0..<count).map { _ in
                Plant.line(link, [Plant.device(1, [Plant.block(.holding, 0)], poll: period)])
            })
    }

    private static func phases(_ count: Int, _ period: Nanoseconds) -> [Nanoseconds] {
        lines(count, period, Plant.tcp).flatMap { $0.devices[0].phases }
    }

    @Test("are asked sixteen at a time, each group in the middle of the widest pause")
    func groups() {
        let phases = Self.phases(100, .seconds(10))
        let starts = stride(from: 0, to: 100, by: 16).map { phases[$0].milliseconds }
        #expect(starts == [10_000, 5_000, 2_500, 7_500, 1_250, 6_250, 3_750])
        for (place, phase) in phases.enumerated() { #expect(phase == phases[place / 16 * 16]) }
    }

    static let periods: [Int64] = [1, 50, 99, 100, 200, 1_000, 60_000, 86_400_000]

    @Test("wake nobody more often than each 50 ms, and never late", arguments: periods)
    func wakeUps(_ milliseconds: Int64) {
        let period = Nanoseconds.milliseconds(milliseconds)
        let moments = Set(Self.phases(4_000, period)).sorted()
        #expect(moments.last == period && moments[0] > .zero)
        for (first, second) in zip(moments, moments.dropFirst()) {
            #expect(second - first >= .milliseconds(50))
        }
        #expect(moments.count > min(124, milliseconds / 101), "it is spread")
    }

    @Test("are counted by period, and only where they share no line")
    func others() {
        #expect(Self.phases(16, .seconds(1)) == [Nanoseconds](repeating: .seconds(1), count: 16))
        let serial = Self.lines(40, .seconds(1), Plant.serial())
        #expect(serial.allSatisfy { $0.devices[0].phases == [.seconds(1)] })
        #expect(Self.phases(20, .zero) == [Nanoseconds](repeating: .zero, count: 20))
        let mixed = Self.lines(16, .seconds(1), Plant.tcp) + Self.lines(1, .seconds(2), Plant.tcp)
        #expect(mixed.last?.devices[0].phases == [.seconds(2)])
    }

    @Test("behind one connection are asked together, and count among the sixteen")
    func together() {
        let devices = (1...40).map { Plant.device($0, [Plant.block(.holding, 0)]) }
        let lines = [Plant.line(Plant.tcp, devices)] + Self.lines(1, .seconds(1), Plant.tcp)
        let phased = NumberedLine.phased(lines)
        #expect(phased[0].devices.allSatisfy { $0.phases == [.seconds(1)] })
        #expect(phased[1].devices[0].phases == [.milliseconds(250)])
    }

    @Test("have a second round that is early, and then their period")
    func rounds() {
        let line = VirtualLine(Self.lines(33, .seconds(8), Plant.tcp)[32])
        line.keepsRequests = true
        line.ledger.keepsTimes = true
        line.connect()
        line.run(until: .at(40))
        let times = line.sent.map { ($0.start - line.sent[0].start).milliseconds }
        #expect(times == [0, 2_000, 10_000, 18_000, 26_000, 34_000])
        #expect(line.ledger.devices[0].skipped == 0)
    }

    @Test("whose first round takes longer than its phase miss nothing that is due")
    func slow() {
        let line = VirtualLine(Self.lines(33, .seconds(8), Plant.tcp)[32])
        line.keepsRequests = true
        line.run(until: .at(5))
        line.connect()
        line.run(until: .at(20))
        #expect(line.sent.first.map { $0.start >= .at(5) } == true)
        #expect(line.sent.count == 2 && line.ledger.devices[0].skipped == 0)
    }

    private static func spread(_ link: Link, _ isSpread: Bool?) -> [[Int64]] {
        let periods = [Nanoseconds.seconds(1), .seconds(1), .seconds(6), .seconds(1)]
        let devices = periods.enumerated().map {
            Plant.device($0 + 1, [Plant.block(.holding, 0)], poll: $1)
        }
        var line = Plant.line(link, devices)
        line.line.isSpread = isSpread
        return NumberedLine.phased([line])[0].devices.map { $0.phases.map(\.milliseconds) }
    }

    @Test("are asked one after the other on a serial line, or where a line wants it")
    func spread() {
        let spread: [[Int64]] = [[333], [666], [6_000], [1_000]]
        for link in [Plant.serial(), Plant.converter()] {
            #expect(Self.spread(link, nil) == spread && Self.spread(link, true) == spread)
            #expect(Self.spread(link, false) == [[], [], [], []])
        }
        #expect(Self.spread(Plant.tcp, true) == spread)
        #expect(Self.spread(Plant.tcp, nil) == [[1_000], [1_000], [6_000], [1_000]])
    }
}
