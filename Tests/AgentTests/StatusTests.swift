// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct StatusTests {
    typealias Sample = Station.Sample

    private func statuses(_ texts: [String]) -> [String] {
        texts.filter { $0.contains(#""gateway-session""#) }
    }

    @Test func `online and offline are told once each, with their beginning`() {
        var station = Station.up([device("aq-1", [point("t")])])
        let online = statuses(station.scan([1], at: 0))
        #expect(
            online == [
                #"{"v":1,"ts":1795215192000,"state":"online","since":1795215192000,"#
                    + #""gateway-session":1}"#
            ])
        #expect(statuses(station.scan([1], at: 1_000)).isEmpty)
        let offline = statuses(station.scan([Sample(quality: .commTimeout)], at: 2_000))
        #expect(
            offline == [
                #"{"v":1,"ts":1795215194000,"state":"offline","since":1795215194000,"#
                    + #""code":"comm/timeout","gateway-session":1}"#
            ])
        let other = statuses(station.scan([Sample(quality: .commDisconnected)], at: 3_000))
        #expect(
            other == [
                #"{"v":1,"ts":1795215195000,"state":"offline","since":1795215194000,"#
                    + #""code":"comm/disconnected","gateway-session":1}"#
            ])
        let back = statuses(station.scan([1], at: 4_000)).first
        #expect(json(back, "since")?.integer == 1_795_215_196_000)
    }

    @Test func `a new session is told the status as it stands`() {
        var station = Station.up([device("aq-1", [point("t")])])
        _ = station.scan([1], at: 0)
        station.pump.hubDown()
        station.pump.hubUp(session: 2, at: moment(60_000))
        let told = station.told().filter { $0.topic.hasSuffix("/status") }
        #expect(
            told.map(\.text) == [
                #"{"v":1,"ts":1795215252000,"state":"online","since":1795215192000,"#
                    + #""gateway-session":2}"#
            ])
        #expect(told.allSatisfy { $0.retain })
    }

    /// Whether the device said something, for each quality of a lone reading.
    @Test(arguments: Quality.allCases) func `a device is online while it answers`(
        _ quality: Quality
    ) {
        let silent: Set<Quality> = [
            .commTimeout, .commGarbled, .commMismatch, .commDisconnected, .commGateway,
        ]
        guard quality != .stale else { return }  // no line says so
        var station = Station.up([device("aq-1", [point("t")])])
        let status = statuses(station.scan([Sample(quality: quality)], at: 0)).first
        let isSilent = silent.contains(quality)
        #expect(json(status, "state")?.string == (isSilent ? "offline" : "online"))
        #expect(json(status, "code")?.string == (isSilent ? quality.code : nil))
    }

    @Test func `one answer among failures keeps a device online`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        let samples = [Sample(point: 0, quality: .commTimeout), Sample(point: 1, bits: 1)]
        #expect(json(statuses(station.scan(samples, at: 0)).first, "state")?.string == "online")
    }

    @Test func `the code is that of a read of this scan`() {
        var station = Station.up([device("aq-1", [point("t"), point("h")])])
        _ = station.scan([1, 2], at: 0)
        let status = statuses(
            station.scan([Sample(point: 1, quality: .commTimeout)], at: 1_000)
        ).first
        #expect(json(status, "code")?.string == "comm/timeout")
    }

    @Test func `a beginning under an unset clock is told in true time once there is one`() {
        var station = Station([device("aq-1", [point("t")])])
        station.pump.hubUp(session: 1, at: moment(0, wall: 0))
        _ = station.told()
        _ = station.scan([Sample(bits: 1)], at: 0, wall: 0)
        station.pump.hubUp(session: 2, at: moment(5_000))
        let told = station.told().filter { $0.topic.hasSuffix("/status") }
        #expect(json(told.first?.text, "since")?.integer == 1_795_215_192_000)
    }

    @Test func `a device that comes and goes while the hub is slow waits with one status`() {
        var station = Station.up([device("aq-1", [point("t")], live: .off)])
        for time in 0..<1_000 {
            let quality: Quality = time % 2 == 0 ? .good : .commTimeout
            let readings = [
                Reading(time: instant(Int64(time)), point: 0, quality: quality),
                Reading(time: instant(Int64(time)), point: 0, kind: .scanEnd),
            ]
            station.pump.take(readings.span, at: moment(Int64(time)))
        }
        let told = station.told()
        #expect(told.count == 1 && json(told.first?.text, "state")?.string == "offline")
    }
}
