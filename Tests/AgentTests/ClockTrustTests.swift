// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct ClockTrustTests {
    struct Case: Sendable {
        var name: String
        var source = Gateway.TimeSource.auto
        var wall: Int64 = 1_795_215_192
        var uptime: Int64 = 3_600
        var signs = ClockSigns()
        var isTrusted: Bool
    }

    private static func signs(
        isMarked: Bool = false, error: Nanoseconds? = .seconds(16), hasClient: Bool = true,
        hardware: [Int64] = []
    ) -> ClockSigns {
        var signs = ClockSigns()
        (signs.isMarked, signs.error, signs.hasClient) = (isMarked, error, hasClient)
        signs.hardware = hardware.map { WallTime(nanoseconds: $0 * 1_000_000_000) }
        return signs
    }

    static let cases: [Case] = {
        let marked = signs(isMarked: true)
        let kernel = signs(error: .milliseconds(40))
        let lost = signs(error: .microseconds(15_999_999))
        let alone = signs(hasClient: false)
        let mute = signs(error: nil, hasClient: false)
        let battery = signs(hardware: [946_684_800, 1_795_215_132])
        let other = signs(hardware: [1_795_215_131, 1_795_215_253])
        let last: Int64 = 1_767_225_599
        return [
            Case(name: "timesyncd has set it", signs: marked, isTrusted: true),
            Case(name: "the kernel knows its error", signs: kernel, isTrusted: true),
            Case(name: "hours after the last correction", signs: lost, isTrusted: true),
            Case(name: "a client has not set it yet", signs: signs(), isTrusted: false),
            Case(name: "there is no client", signs: alone, isTrusted: true),
            Case(name: "there may be one yet", uptime: 119, signs: alone, isTrusted: false),
            Case(name: "there would be one by now", uptime: 120, signs: alone, isTrusted: true),
            Case(name: "the kernel says nothing", signs: mute, isTrusted: true),
            Case(name: "set, but not to this", wall: last, signs: marked, isTrusted: false),
            Case(name: "1970", wall: 5, signs: alone, isTrusted: false),
            Case(name: "before 1970", wall: -5, signs: marked, isTrusted: false),
            Case(name: "from 2026 on", wall: last + 1, signs: alone, isTrusted: true),
            Case(name: "ntp, set", source: .ntp, signs: marked, isTrusted: true),
            Case(name: "ntp, by the kernel", source: .ntp, signs: kernel, isTrusted: true),
            Case(name: "ntp, without a client", source: .ntp, signs: alone, isTrusted: false),
            Case(name: "ntp, with a battery", source: .ntp, signs: battery, isTrusted: false),
            Case(name: "rtc, which agrees", source: .rtc, signs: battery, isTrusted: true),
            Case(name: "rtc, a minute off", source: .rtc, signs: other, isTrusted: false),
            Case(name: "rtc, where there is none", source: .rtc, signs: alone, isTrusted: false),
            Case(name: "rtc, by the network", source: .rtc, signs: kernel, isTrusted: true),
            Case(
                name: "rtc without a battery", source: .rtc, wall: 60,
                signs: signs(hardware: [60]), isTrusted: false),
            Case(
                name: "rtc of another age", source: .rtc, signs: signs(hardware: [.min / 1 << 33]),
                isTrusted: false),
            Case(name: "trusted as it is", source: .trusted, signs: signs(), isTrusted: true),
            Case(name: "trusted, in 1970", source: .trusted, wall: 5, isTrusted: false),
        ]
    }()

    @Test(arguments: cases)
    func `it is believed for a reason`(one: Case) {
        var trust = ClockTrust(one.source)
        let isTrusted = trust.judge(
            WallTime(nanoseconds: one.wall * 1_000_000_000),
            at: Instant(nanoseconds: one.uptime * 1_000_000_000)
        ) { one.signs }
        #expect(isTrusted == one.isTrusted, "\(one.name)")
    }

    @Test func `the machine is asked each two seconds, and no more once it is believed`() {
        var (trust, asked, signs) = (ClockTrust(.ntp), 0, ClockSigns())
        func judge(_ milliseconds: Int64, wall: Int64 = 1_795_215_192) -> Bool {
            trust.judge(
                WallTime(nanoseconds: wall * 1_000_000_000), at: instant(milliseconds)
            ) {
                asked += 1
                return signs
            }
        }
        #expect(!judge(0) && asked == 1)
        signs.isMarked = true
        #expect(!judge(1_999) && asked == 1)
        #expect(judge(2_000) && asked == 2)
        signs = ClockSigns()
        #expect(judge(9_000_000) && asked == 2, "a network that is lost makes no clock wrong")
        #expect(!judge(9_000_100, wall: 5) && asked == 2, "in 1970 nobody need be asked")
        #expect(!judge(9_000_200) && asked == 3, "it has to be set again")
    }

    @Test func `a machine tells what it knows, and nothing that cannot be`() {
        let signs = ClockSigns.ofMachine()
        #expect(signs.error.map { $0 >= .zero } ?? true)
        #expect(signs.hardware.count <= 4)
    }
}
