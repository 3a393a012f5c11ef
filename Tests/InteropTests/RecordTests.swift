// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// The contract of records and retained topics, seen by a foreign subscriber.
    @Suite struct RecordTests {
        static let profile = Station.profile(["name: word, table: holding, address: 0, as: uint16"])

        /// A broker, a slave of one register, and a running agent.
        final class Whole {
            let broker: Broker
            let slave: ForeignSlave
            let station: Station
            let heard: Subscriber
            let agent: Program

            init() throws {
                broker = try Broker()
                slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
                station = try Station(
                    port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                    profile: RecordTests.profile)
                heard = try Subscriber(broker, ["danang/#"])
                agent = try station.start()
            }
        }

        @Test func `a window of a second holds what was read in it`() throws {
            let broker = try Broker()
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                profile: RecordTests.profile, live: "off", window: "1s")
            let heard = try Subscriber(broker, [Self.device + "/window"])
            let agent = try station.start()
            let all = try heard.collect(within: .seconds(20)) { Record($0)?.number ?? 0 >= 4 }
            #expect(all.count >= 4, "\(agent.rest)")
            for (index, message) in all.enumerated().dropFirst() {
                let (from, to) = (message.json?["from"]?.integer, message.json?["to"]?.integer)
                #expect(message.json?["seq"]?.integer == Int64(index + 1))
                #expect(from.map { $0 % 1_000 } == 0 && to == from.map { $0 + 1_000 })
                let word = message.json?["values"]?["word"]
                let (count, due) = (word?["n"]?.integer ?? 0, word?["due"]?.integer ?? 0)
                #expect((3...7).contains(due) && (count == due || count == due - 1))
                for key in ["min", "max", "mean", "last"] { #expect(word?[key]?.integer == 7) }
            }
        }

        static let state = "danang/haichau/sys/bts-1/gw-1/-/state"
        static let device = "danang/haichau/env/bts-1/gw-1/aq-1"

        @Test func `records say who, when and under which definition`() throws {
            let whole = try Whole()
            var number: Int64 = 0
            var meta: String?
            let all = try whole.heard.collect(within: .seconds(20)) {
                Record($0)?.number ?? 0 >= 8
            }
            for message in all {
                #expect(message.qos == 1 && !message.retain)
                if message.topic == Self.device + "/meta" { meta = message.json?["meta"]?.string }
                guard let record = Record(message) else { continue }
                // What was read before the session's birth comes as history.
                number = number == 0 ? record.number : number + 1
                #expect(record.number == number)
                #expect(record.message.topic == Self.device + "/live")
                #expect(record.content["v"]?.integer == 1)
                #expect(record.content["epoch"]?.string?.isHex(16) == true)
                #expect(record.content["meta"]?.string == meta && meta?.isHex(8) == true)
                let age = Clock.wall().milliseconds - (record.content["ts"]?.integer ?? 0)
                #expect((0...30_000).contains(age))
                // The first of a start is complete; a session that begins after it wants another.
                let isFull = record.content["full"]?.bool
                #expect(number == 1 ? isFull == true : number == 2 || isFull == nil)
                #expect(record.text("word") == "7" && record.content["q"] == nil)
            }
            #expect(number == 8)
        }

        @Test func `what describes the present is retained for late consumers`() throws {
            let whole = try Whole()
            let first = try #require(try whole.heard.record())
            let late = try Subscriber(whole.broker, ["danang/#"])
            var retained: [String: JSON] = [:]
            _ = try late.collect(within: .seconds(10)) { message in
                if message.retain { retained[message.topic] = message.json }
                return retained.count == 3
            }
            let state = try #require(retained[Self.state])
            #expect(state["online"]?.bool == true && state["session"]?.integer == 1)
            #expect(state["epoch"] == first.content["epoch"])
            #expect(retained[Self.device + "/meta"]?["meta"] == first.content["meta"])
            let status = try #require(retained[Self.device + "/status"])
            #expect(
                status["state"]?.string == "online" && status["gateway-session"] == .number("1"))
        }

        @Test func `a killed agent is told of by its will`() throws {
            let whole = try Whole()
            let birth = try #require(try whole.heard.message(Self.state)?.json)
            #expect(try whole.heard.record() != nil)
            whole.agent.stop(force: true)
            let will = try whole.heard.message(Self.state) { $0["online"]?.bool == false }
            let words = try #require(will?.json)
            #expect(words["reason"]?.string == "connection-lost")
            #expect(words["epoch"] == birth["epoch"] && words["session"] == birth["session"])
        }

        @Test func `SIGTERM ends it soon, and the hub is told`() throws {
            let whole = try Whole()
            #expect(try whole.heard.record() != nil)
            let asked = Clock.now()
            whole.agent.stop()
            #expect(try whole.agent.ended(within: .seconds(5)) == .exit(0))
            print("SIGTERM to end: \((Clock.now() - asked).milliseconds) ms")
            let farewell = try whole.heard.message(Self.state) { $0["online"]?.bool == false }
            #expect(farewell?.json?["reason"]?.string == "stopped")
        }
    }
}

extension String {
    fileprivate func isHex(_ digits: Int) -> Bool {
        utf8.count == digits && allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
