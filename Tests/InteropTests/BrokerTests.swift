// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// The broker of the rig, against mosquitto's own clients.
@Suite struct BrokerTests {
    @Test func `a message reaches nobody without the right password`() throws {
        let broker = try Broker(.users(["gw": "secret"]))
        #expect(try broker.publish("x", to: "a/b", login: ("gw", "secret")) == .exit(0))
        #expect(try broker.publish("x", to: "a/b", login: ("gw", "Secret")) != .exit(0))
        #expect(try broker.publish("x", to: "a/b") != .exit(0))
    }

    @Test func `a killed broker comes back on its port`() throws {
        let broker = try Broker()
        for _ in 0..<3 {
            #expect(try broker.publish("x", to: "a/b") == .exit(0))
            try broker.kill()
            #expect(try broker.publish("x", to: "a/b") != .exit(0))
            try broker.start()
        }
        try broker.stop()
        #expect(broker.log.contains("terminating"))
    }

    @Test func `a user is held to the rules`() throws {
        let broker = try Broker(.rules("user gw\ntopic write danang/#", users: ["gw": "s"]))
        #expect(try broker.publish("x", to: "danang/b", login: ("gw", "s")) == .exit(0))
        try broker.publish("x", to: "hue/b", login: ("gw", "s"))
        #expect(broker.log.contains("Denied PUBLISH"))
    }
}
