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

    @Test func `without a session there is no farewell`() {
        var station = Station.up([device("a", [point("t")])])
        station.pump.hubDown()
        #expect(station.pump.farewell(at: moment(0)) == nil)
    }
}
