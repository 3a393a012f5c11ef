// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// What a consumer learns of a device that does not always answer.
    @Suite struct CompletenessTests {
        private func station(_ broker: Broker, _ slave: RogueSlave) throws -> Station {
            try Station(
                port: broker.port,
                buses: """
                      - id: line
                        \(Station.link(.tcp, slave.endpoint))
                        devices:
                          - {id: aq-1, profile: bench, unit-id: 1, domain: env, poll: 1s, \
                    timeout: 400ms, retries: 0}

                    """,
                profile: Station.profile(["name: word, table: holding, address: 7, as: uint16"]),
                live: "off", window: "12s")
        }

        @Test func `a device that misses every third poll is two thirds complete`() throws {
            let broker = try Broker()
            let slave = try RogueSlave(.tcp, [.silent], .every(3))
            let heard = try Subscriber(broker, ["danang/#"])
            let station = try station(broker, slave)
            let agent = try station.start()
            let all = try heard.collect(within: .seconds(60)) {
                $0.topic.hasSuffix("/window") && $0.json?["seq"]?.integer == 3
            }
            let windows = all.filter { $0.topic.hasSuffix("/window") }
            try #require(windows.count == 3, "\(agent.rest)")
            for window in windows.dropFirst() {
                let word = window.json?["values"]?["word"]
                print("completeness: \(window.text)")
                // Polls are a second apart, and the edges are not theirs.
                let (count, due) = (word?["n"]?.integer ?? 0, word?["due"]?.integer ?? 0)
                #expect((11...13).contains(due) && (7...9).contains(count))
                #expect(word?["mean"]?.integer == Int64(RogueSlave.holding(7, unit: 1)))
            }
            // No two polls in a row fail: nothing to be told at once.
            #expect(!all.contains { $0.topic.hasSuffix("/event") })
        }

        @Test func `a device that goes silent and comes back is one event each`() throws {
            let broker = try Broker()
            let slave = try RogueSlave(.tcp)
            let heard = try Subscriber(broker, ["danang/#"])
            let station = try station(broker, slave)
            let agent = try station.start()
            _ = try heard.message("/aq-1/status") { $0["state"]?.string == "online" }
            try slave.behave([.silent])
            let raised = try heard.message("/aq-1/event")?.json
            #expect(raised?["type"]?.string == "device" && raised?["point"] == nil, "\(agent.rest)")
            #expect(raised?["state"]?.string == "raised" && raised?["seq"]?.integer == 1)
            #expect(raised?["code"]?.string == "comm/timeout")
            try slave.behave([])
            let cleared = try heard.message("/aq-1/event")?.json
            #expect(cleared?["state"]?.string == "cleared" && cleared?["seq"]?.integer == 2)
            let begins = [raised, cleared].compactMap { $0?["since"]?.integer }
            // The wall clock may have crept a millisecond in between.
            try #require(begins.count == 2)
            #expect(abs(begins[0] - begins[1]) <= 5)
        }
    }
}
