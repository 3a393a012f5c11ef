// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// The subscriber of the rig, against mosquitto_pub.
@Suite struct SubscriberTests {
    @Test func `every message arrives once, in order, byte for byte`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let long = String(repeating: "x", count: 60_000)
        let texts = ["", "{\"v\":1}", "trạm\tđo", "two\nlines", long]
        for text in texts { try broker.publish(text, to: "danang/a b") }
        try broker.publish("not for us", to: "hue/a")
        try broker.publish("end", to: "danang/end")
        let all = try heard.collect(within: .seconds(10)) { $0.topic == "danang/end" }
        #expect(all.map(\.text) == texts + ["end"])
        #expect(all.allSatisfy { $0.qos == 1 && !$0.retain })
        #expect(all.first?.topic == "danang/a b")
    }

    @Test func `a retained message is told from a new one`() throws {
        let broker = try Broker()
        try broker.publish("old", to: "a", retain: true)
        let heard = try Subscriber(broker, ["a"])
        try broker.publish("new", to: "a", qos: 0)
        let all = try heard.collect(within: .seconds(10)) { $0.text == "new" }
        #expect(all.map(\.retain) == [true, false])
        #expect(all.map(\.qos) == [1, 0])
    }

    @Test func `nothing comes while the broker is frozen`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["a"])
        broker.freeze(true)
        let place = ["-h", "127.0.0.1", "-p", "\(broker.port)"]
        let sender = try Program("/usr/bin/mosquitto_pub", place + ["-t", "a", "-m", "x"])
        #expect(try heard.next(within: .milliseconds(200)) == nil)
        broker.freeze(false)
        #expect(try heard.next(within: .seconds(10))?.text == "x")
        #expect(try sender.finish(within: .seconds(10)).ending == .exit(0))
    }

    @Test func `it subscribes anew when its broker returns`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["a"])
        try broker.kill()
        try broker.start()
        #expect(try heard.subscribed(times: 2, within: .seconds(20)))
        try broker.publish("x", to: "a")
        #expect(try heard.next(within: .seconds(10))?.text == "x")
    }

    @Test func `a refused subscriber is a fault with a reason`() throws {
        let broker = try Broker(.users(["gw": "s"]))
        #expect(throws: RigFault.self) {
            _ = try Subscriber(broker, ["a"], login: ("gw", "wrong"))
        }
    }
}
