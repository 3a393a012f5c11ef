// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Testing

@Suite struct PresentTests {
    @Test func `a session begins with the state, then what every device is and how it does`() {
        var station = Station([device("a", [point("t")]), device("b", [point("t")])])
        _ = station.scan([1], device: 1, at: 0)
        station.pump.hubUp(session: 3, at: moment(0))
        _ = station.scan([2], device: 1, at: 1_000)
        station.pump.hubUp(session: 4, at: moment(2_000))
        let told = station.told()
        let place = "danang/haichau"
        #expect(
            told.map(\.topic) == [
                "\(place)/sys/bts-1/gw-1/-/state", "\(place)/env/bts-1/gw-1/a/meta",
                "\(place)/env/bts-1/gw-1/b/meta", "\(place)/env/bts-1/gw-1/b/status",
            ])
        #expect(told.allSatisfy { $0.retain })
    }

    @Test func `the birth tells what the city's lists call the gateway`() throws {
        var whole = configuration([])
        whole.gateway.attributes = [
            Attribute(name: "asset", fact: .text("DN-00457")),
            Attribute(name: "latitude", fact: .number(decimal("16.0678"))),
            Attribute(name: "staffed", fact: .bool(false)),
        ]
        var pump = Pump(whole, opening([]), seed: 1)
        pump.hubUp(session: 1, at: moment(0))
        let payload = try #require(pump.delivery.next?.message.payload)
        #expect(
            String(decoding: payload, as: UTF8.self).contains(
                #","attributes":{"asset":"DN-00457","latitude":16.0678,"staffed":false},"#))
    }

    @Test func `the state, the farewell and the will are as the contract has them`() throws {
        var station = Station([device("a", [point("t")])])
        #expect(station.pump.farewell(at: moment(0)) == nil, "nobody is there to be told")
        station.pump.hubUp(session: 17, at: moment(0))
        #expect(
            station.told().first?.text == #"{"v":1,"online":true,"epoch":"e0","session":17,"#
                + #""ts":1795215192000,"version":"\#(Product.version)","config":"c0ffee","#
                + #""clock":"synced","durable":true,"proof":"subscriber","#
                + #""produced":{"readings":0,"live":0,"#
                + #""window":0,"event":0,"lost":0}}"#)
        _ = station.scan([1], at: 0)
        let farewell = try #require(station.pump.farewell(at: moment(1_000, wall: 0)))
        #expect(
            String(decoding: farewell.payload, as: UTF8.self)
                == #"{"v":1,"online":false,"epoch":"e0","session":17,"reason":"stopped","#
                + #""ts":1767245601000,"version":"\#(Product.version)","config":"c0ffee","#
                + #""clock":"unsynced","durable":true,"proof":"subscriber","#
                + #""produced":{"readings":1,"live":1,"#
                + #""window":0,"event":0,"lost":0,"a":{"live":1}}}"#)
        let will = Pump.will(configuration([]), epoch: "e0", session: 17)
        #expect(
            String(decoding: will.payload, as: UTF8.self) == #"{"v":1,"online":false,"epoch":"e0","#
                + #""session":17,"reason":"connection-lost"}"#)
        #expect(will.topic == farewell.topic && will.retain && farewell.retain)
    }

    /// Topics of what may go now, each answered with its code or else taken.
    private func tell(
        _ pump: inout Pump, at time: Int64, _ codes: [String: UInt8] = [:]
    ) -> [String] {
        var all: [String] = []
        while let (message, token) = pump.delivery.next {
            let channel = String(message.topic.name.split(separator: "/").last ?? "")
            all.append(channel)
            pump.handedOver(at: instant(time))
            pump.answered(token, Verdict(codes[channel] ?? 0), at: instant(time))
        }
        return all
    }

    private func round(_ pump: inout Pump, _ quality: Quality, at time: Int64) {
        let value = Reading(time: instant(time), bits: 1, point: 0, quality: quality)
        let readings = [value, .end(ofRound: 0, of: 0, at: instant(time), skipped: 0)]
        pump.take(readings.span, at: moment(time))
    }

    @Test func `what the hub does not take of the present is told again, and not for ever`() {
        var pump = Station([device("a", [point("t")])]).pump
        pump.hubUp(session: 1, at: moment(0))
        #expect(tell(&pump, at: 0, ["state": 0x97, "meta": 0x97]) == ["state", "meta"])
        #expect(pump.delivery.next == nil && pump.nextDeadline <= instant(10_000))
        pump.advance(to: moment(9_999))
        #expect(tell(&pump, at: 9_999).isEmpty)
        pump.advance(to: moment(10_000))
        #expect(tell(&pump, at: 10_000, ["state": 0x97]) == ["state", "meta"])
        pump.advance(to: moment(20_000))
        #expect(tell(&pump, at: 20_000).filter { ["state", "meta"].contains($0) } == ["state"])
        pump.advance(to: moment(7_200_000))
        #expect(!tell(&pump, at: 7_200_000).contains("state"))
    }

    @Test(arguments: [(0x10, 0), (0x90, 0), (0x95, 0), (0x87, 3_600_000), (0x80, 3_600_000)])
    func `each refusal of the present waits for as long as it says`(code: UInt8, wait: Int64) {
        var pump = Station([]).pump
        pump.hubUp(session: 1, at: moment(0))
        #expect(tell(&pump, at: 0, ["state": code]) == ["state"])
        pump.advance(to: moment(max(1, wait) - 1))
        #expect(tell(&pump, at: wait).isEmpty)
        pump.advance(to: moment(wait))
        #expect(tell(&pump, at: wait) == (wait == 0 ? [] : ["state"]))
    }

    @Test func `a newer state is told instead of the one that was not taken`() {
        var pump = Station.up([device("a", [point("t")])]).pump
        round(&pump, .good, at: 1)
        #expect(tell(&pump, at: 1, ["status": 0x97]).contains("status"))
        round(&pump, .commTimeout, at: 2)
        #expect(tell(&pump, at: 2).contains("status"))
        round(&pump, .commTimeout, at: 9_000)
        #expect(!tell(&pump, at: 9_000).contains("status"), "it is no other than before")
        pump.advance(to: moment(10_002))
        #expect(!tell(&pump, at: 10_002).contains("status"))
    }

    @Test func `without a session there is no farewell`() {
        var station = Station.up([device("a", [point("t")])])
        station.pump.hubDown()
        #expect(station.pump.farewell(at: moment(0)) == nil)
    }
}
