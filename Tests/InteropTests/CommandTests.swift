// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// mosquitto_pub as the hub that asks, mosquitto_sub as the one that listens.
    @Suite struct CommandTests {
        private static let own = "danang/haichau/sys/bts-1/gw-1/-"
        private static let device = "danang/haichau/env/bts-1/gw-1/aq-1"

        /// An agent with one device, and what its hub heard, audited.
        private struct Site {
            let broker: Broker
            let slave: ForeignSlave
            let station: Station
            let heard: Subscriber
            var auditor = Auditor(start: .beginning)
            var rows: [Int64: Int] = [:]
            var epoch = ""

            init() throws {
                broker = try Broker()
                slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
                station = try Station(
                    port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                    profile: RecordTests.profile)
                heard = try Subscriber(broker, ["danang/#"])
            }

            /// Takes what comes until something is as wanted; nil when nothing was in time.
            mutating func take(until isLast: (Subscriber.Message) -> Bool) throws -> JSON? {
                let all = try heard.collect(within: .seconds(30), until: isLast)
                for message in all {
                    auditor.take(
                        topic: message.topic, payload: message.payload,
                        isRetained: message.retain)
                    if let record = Record(message) {
                        epoch = record.content["epoch"]?.string ?? ""
                    }
                    guard message.topic == CommandTests.device + "/hist" else { continue }
                    for row in message.json?["rows"]?.array ?? [] {
                        rows[row.array?.first?.integer ?? -1, default: 0] += 1
                    }
                }
                return all.last.flatMap { isLast($0) ? $0.json : nil }
            }

            mutating func live(_ number: Int64) throws -> Bool {
                try take { Record($0)?.number ?? 0 >= number } != nil
            }

            mutating func ask(
                _ id: String, _ ranges: String, seconds: Int64 = 60, retain: Bool = false
            ) throws -> JSON? {
                let expires = Clock.wall().milliseconds + seconds * 1_000
                let payload = """
                    {"v":1,"id":"\(id)","cmd":"replay","args":{"device":"aq-1","stream":"live",\
                    "ranges":\(ranges)},"expires":\(expires)}
                    """
                try broker.publish(payload, to: "\(CommandTests.own)/cmd/\(id)", retain: retain)
                return try take { $0.topic == "\(CommandTests.own)/ack/\(id)" }
            }
        }

        @Test func `what mosquitto_pub asks for comes again, once for each command`() throws {
            var site = try Site()
            let agent = try site.station.start()
            #expect(try site.live(8), "\(agent.rest)")
            let before = site.rows
            let done = try site.ask("c-1", "[[2,4],[6,6]]")
            #expect(done?["code"]?.string == "done" && done?["ok"]?.bool == true, "\(agent.rest)")
            #expect(done?["result"]?["rows"]?.integer == 4)
            // The first may come as history meanwhile: it was made before the session.
            var came = site.rows.filter { $0.key > 1 }
            for (number, count) in before { came[number]? -= count }
            #expect(came.filter { $0.value > 0 } == [2: 1, 3: 1, 4: 1, 6: 1], "\(before)")
            #expect(try site.ask("c-1", "[[2,4]]")?["code"]?.string == "seen")
            #expect(try site.ask("c-2", "[[2,4]]", seconds: -5)?["code"]?.string == "expired")
            let retained = try site.ask("c-3", "[[2,4]]", retain: true)
            // The broker passes it on as new to who listens already, and as kept to who comes.
            #expect(retained?["code"]?.string == "done")
            agent.stop(force: true)
            #expect(try agent.ended(within: .seconds(5)) != nil)
            let again = try site.station.start()
            // `interrupted` may come before: the agent died shortly after its answer.
            let kept = try site.take {
                $0.topic == "\(Self.own)/ack/c-3" && $0.json?["code"]?.string == "retained"
            }
            #expect(kept != nil, "\(again.rest)")
            #expect(try site.ask("c-1", "[[2,4]]")?["code"]?.string == "seen")
            let beyond = try site.ask("c-4", "[[1,2],[100000,100001]]")
            #expect(beyond?["result"]?["rows"]?.integer == 2)
            #expect(beyond?["result"]?["left"]?.array?.count == 1)
            // What was acknowledged shortly before the kill may have come again by itself.
            #expect(site.rows[2] ?? 0 >= 3 && site.rows[1] ?? 0 >= 1)
            let report = site.auditor.report()
            #expect(report.isGood, "\(report.problems)")
            let line = try again.line(containing: "command c-4 (replay): done", within: .seconds(9))
            #expect(line != nil)
        }

        @Test func `a hub that tells what it has stored is believed as far as it was acknowledged`()
            throws
        {
            var site = try Site()
            let agent = try site.station.start()
            #expect(try site.live(3), "\(agent.rest)")
            let topic = "\(Self.own)/custody/aq-1"
            for epoch in ["other", site.epoch] {
                let events = "\"event\":1,\"window\":1"
                let payload = "{\"v\":1,\"epoch\":\"\(epoch)\",\"live\":9000000,\(events)}"
                try site.broker.publish(payload, to: topic, retain: true)
            }
            let state = try site.take { message in
                message.topic == "\(Self.own)/state"
                    && message.json?["proof"]?.string == "custody"
            }
            #expect(state?["session"]?.integer == 1, "\(agent.rest)")
            agent.stop()
            #expect(try agent.ended(within: .seconds(5)) == .exit(0))
            let again = try site.station.start()
            let next = try site.take { message in
                message.topic == "\(Self.own)/state" && message.json?["session"]?.integer == 2
                    && message.json?["proof"]?.string == "custody"
            }
            #expect(next != nil, "\(again.rest)")
        }

        @Test func `a hub that refuses the subscription costs no record`() throws {
            let rules = """
                user gw
                topic write danang/#
                user hub
                topic readwrite danang/#
                """
            let broker = try Broker(.rules(rules, users: ["gw": "a", "hub": "b"]))
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                profile: RecordTests.profile, hub: ["username: gw", "password-file: secret"])
            try station.directory.write("a\n", to: "secret")
            let heard = try Subscriber(broker, ["danang/#"], login: ("hub", "b"))
            let agent = try station.start()
            #expect(try heard.record { $0.number > 2 } != nil, "\(agent.rest)")
        }
    }
}
