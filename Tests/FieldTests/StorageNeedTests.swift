// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct StorageNeedTests {
    private static func device(_ change: (inout Device) -> Void = { _ in }) -> Device {
        var profile = Profile(id: "p", vendor: "v", model: "m", class: "other")
        profile.points = (0..<10).map {
            Point(
                name: "p\($0)", table: .holding, address: UInt16($0), encoding: .uint16,
                quantity: "other")
        }
        var device = Device(id: "d", profile: profile, unit: 1, domain: "env", poll: .seconds(10))
        device.publishing.live = .every
        change(&device)
        return device
    }

    private static func need(of devices: [Device]) -> StorageNeed {
        StorageNeed(of: [Line(id: "l", link: .tcp(host: "h", port: 502), devices: devices)])
    }

    /// The site of the article Spool: measured 44 and 30 MB a day.
    @Test func `a site takes up what was measured`() {
        let need = Self.need(of: Array(repeating: Self.device(), count: 100))
        #expect(need.live == 43_200_000)
        #expect(need.window == 30_240_000)
    }

    @Test(
        arguments: [
            (Publishing.Live.off, 900, 0), (.change, 900, 4_800), (.change, 0, 0),
            (.change, 1, 432_000), (.every, 0, 432_000),
        ] as [(Publishing.Live, Int64, Double)])
    func `live values count as often as they are sent for certain`(
        live: Publishing.Live, heartbeat: Int64, bytes: Double
    ) {
        let device = Self.device {
            $0.publishing.live = live
            $0.publishing.heartbeat = .seconds(heartbeat)
        }
        #expect(abs(Self.need(of: [device]).live - bytes) < 1e-6)
    }

    @Test func `points count in the windows in which they are read`() {
        func windows(_ change: (inout Device) -> Void) -> Double {
            (Self.need(of: [Self.device(change)]).window / 21).rounded()
        }
        #expect(windows { $0.publishing.window = .zero } == 0)
        #expect(windows { $0.publishing.window = .seconds(600) } == 1_440)
        #expect(windows { $0.profile.points[0].group = .demand } == 9 * 1_440)
        #expect(windows { $0.profile.points[0].group = .slow } == 9 * 1_440 + 864)
        #expect(windows { $0.profile.points[0].kind = .text } == 9 * 1_440)
    }

    @Test func `what is personal is not live`() {
        let device = Self.device { $0.profile.points[0].isPersonal = true }
        #expect(Self.need(of: [device]).live == 9 * 5 * 8_640)
    }

    /// One request of a round of two devices each takes its timeout at most.
    @Test func `what is read without a pause counts as often as is certain`() {
        let device = Self.device {
            $0.periods = Periods(poll: .zero)
            $0.timeout = .seconds(2)
        }
        let need = Self.need(of: [device, device])
        #expect(abs(need.live - 2 * 10 * 5 * 86_400 / 4) < 1e-6)
    }

    @Test(
        arguments: [
            (10.0, 20.0, 1_500, nil), (10, 20, 1_230, nil), (10, 20, 1_229, 59.95),
            (10, 20, 90, 3), (10, 20, 45, 1.5), (10, 0, 15, 1.5), (0, 20, 600, 30),
            (10, 20, 0, 0),
        ] as [(Double, Double, Int64, Double?)])
    func `a reach ends where the size does`(
        live: Double, window: Double, size: Int64, days: Double?
    ) {
        let need = StorageNeed(live: live, window: window)
        let reach = need.reach(within: ByteCount(bytes: size), Storage.Keeping())
        #expect(reach == days)
    }

    /// Mostly live values are kept for less long; it may be the other way round.
    @Test func `windows may be kept for less long than live values`() {
        var keep = Storage.Keeping()
        (keep.live, keep.window) = (.seconds(10 * 86_400), .seconds(86_400))
        let need = StorageNeed(live: 10, window: 20)
        #expect(need.size(keep).bytes == 120)
        #expect(need.reach(within: ByteCount(bytes: 119), keep) == 9.9)
        #expect(need.reach(within: ByteCount(bytes: 30), keep) == 1)
    }
}
