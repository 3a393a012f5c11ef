// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct PeriodsTests {
    @Test(arguments: [
        (0, 60_000), (50, 60_000), (6_000, 60_000), (6_001, 60_010), (30_000, 300_000),
    ])
    func `one period is normal's and fast's, slow is ten times it and at least a minute`(
        _ poll: Int64, _ slow: Int64
    ) {
        let poll = Nanoseconds.milliseconds(poll)
        #expect(Periods(poll: poll) == Periods(fast: poll, normal: poll, slow: .milliseconds(slow)))
    }

    @Test func `a period beyond all clocks stays one`() {
        #expect(Periods.slow(normal: Nanoseconds(.max)) == Nanoseconds(.max))
    }

    @Test func `a device's poll is that of its normal points, and a new one is spread`() {
        let profile = Profile(id: "p", vendor: "v", model: "m", class: "other")
        var device = Device(id: "d", profile: profile, unit: 1, domain: "env", poll: .seconds(10))
        #expect(device.periods == Periods(poll: .seconds(10)))
        device.periods.fast = .seconds(1)
        #expect(device.poll == .seconds(10))
        device.poll = .seconds(30)
        #expect(device.periods == Periods(poll: .seconds(30)))
    }
}
