// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct LineLoadTests {
    private static func device(
        _ unit: UInt8, _ registers: Int, poll: Nanoseconds = .seconds(1)
    ) -> Device {
        var profile = Profile(id: "p", vendor: "v", model: "m", class: "c")
        profile.points = (0..<registers).map { point(.uint16, address: UInt16($0)) }
        return Device(id: "d\(unit)", profile: profile, unit: unit, domain: "env", poll: poll)
    }

    private static func load(_ devices: [Device], _ baud: Int? = 9_600) -> LineLoad {
        let link =
            baud.map { Link.serial(port: "p", SerialSpeed(baud: $0), echo: false) }
            ?? .tcp(host: "h", port: 502)
        return LineLoad(Line(id: "l", link: link, devices: devices))
    }

    /// 8 characters, 3.5 of silence, 10 ms, 5 and 100 characters; a character takes 1.0417 ms.
    @Test func `a round takes its characters, a silence and the device's time`() {
        let round = Self.load([Self.device(1, 50)]).rounds[0]
        #expect(round.bytes == 113)
        #expect(abs(round.usual.count - 131_354_167) < 10_000)
        #expect(abs(round.least.count - 125_000_000) < 10_000)
    }

    @Test func `over TCP only the device's time counts`() {
        let load = Self.load([Self.device(1, 50)], nil)
        #expect(load.rounds[0].usual == .milliseconds(10) && load.rounds[0].least == .zero)
        #expect(load.rounds[0].bytes == 121)
        #expect(abs(load.usual - 0.01) < 1e-9 && load.least == 0)
    }

    @Test func `devices add up, those without a pause take what is left`() {
        let devices = [
            Self.device(1, 50), Self.device(2, 50, poll: .seconds(2)),
            Self.device(3, 50, poll: .zero),
        ]
        let load = Self.load(devices)
        #expect(abs(load.usual - 0.131354 * 1.5) < 1e-4)
        #expect(abs(load.cycle.count - 3 * 131_354_167) < 30_000)
    }

    @Test func `units that stop answering cost their timeouts, the dearest first`() {
        var devices = [Self.device(1, 50), Self.device(2, 50), Self.device(3, 50)]
        devices[1].timeout = .seconds(3)
        devices[2].retries = 3
        let load = Self.load(devices)
        #expect(load.worst(dead: 0).cycle == load.cycle)
        #expect(load.worst(dead: 1).units == [2])
        #expect(load.worst(dead: 2).units == [2, 3])
        // Six attempts of 125 ms and the timeouts, for two rounds of 131 ms.
        let worst = load.worst(dead: 2).cycle - load.cycle
        #expect(abs(worst.count - (10_750_000_000 - 2 * 131_354_167)) < 100_000)
        #expect(load.worst(dead: 9).units == [2, 3, 1])
    }
}
