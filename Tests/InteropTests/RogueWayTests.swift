// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing

extension HeavyTests {
    /// A slave that misbehaves at one end and the hub at the other: a missing value is acceptable,
    /// a value under a wrong name never is.
    @Suite struct RogueWayTests {
        /// Two runs that are too far apart for one request, of one function and length: on RTU
        /// nothing but time tells their answers apart.
        static let addresses = [10, 11, 12, 500, 501, 502]
        static let polls = 10

        static let profile = Station.profile(
            addresses.map { "name: r\($0), table: holding, address: \($0), as: uint16" })

        @Test(arguments: Wire.allCases)
        func `no value appears under a wrong name`(wire: Wire) throws {
            let broker = try Broker()
            let heard = try Subscriber(broker, ["danang/+/env/#"])
            let slaves = try RogueSlave.Fault.all(on: wire).enumerated().map { index, fault in
                // The bound within which a late answer is harmless is three timeouts.
                let slave = try RogueSlave(wire, [fault], .every(3), delay: .milliseconds(250))
                return (id: "f\(index)", fault: fault, slave: slave)
            }
            let buses = slaves.map { Station.bus($0.id, wire, $0.slave.endpoint, timeout: "150ms") }
            let station = try Station(
                port: broker.port, buses: buses.joined(), profile: Self.profile)
            let agent = try station.start()
            var tallies: [String: Tally] = [:]
            _ = try heard.collect(within: .seconds(30)) { message in
                if let record = Record(message) {
                    tallies[record.device, default: Tally()] += record
                }
                let done = tallies.values.filter { $0.records >= Self.polls && $0.good > 0 }
                return done.count == slaves.count
            }
            for slave in slaves {
                let tally = try #require(tallies[slave.id], "\(slave.fault): \(agent.rest)")
                #expect(tally.wrong == [], "\(wire) \(slave.fault)")
                #expect(tally.records >= Self.polls, "\(wire) \(slave.fault): \(tally)")
                #expect(tally.good > 0, "\(wire) \(slave.fault): \(tally)")
                let events = try slave.slave.events()
                #expect(events.contains { $0.fault == slave.fault.label }, "\(slave.fault)")
            }
            #expect(agent.isRunning)
        }

        /// What a device's records hold.
        struct Tally {
            var records = 0
            var good = 0
            var missing: [String: Int] = [:]
            /// Values that belong elsewhere, and nulls without a reason.
            var wrong: [String] = []

            static func += (tally: inout Tally, record: Record) {
                tally.records += 1
                for address in RogueWayTests.addresses {
                    let point = "r\(address)"
                    guard let text = record.text(point) else { continue }
                    if text == "\(RogueSlave.holding(address, unit: 1))" {
                        tally.good += 1
                    } else if text == "null", let quality = record.quality(point) {
                        tally.missing[quality, default: 0] += 1
                    } else {
                        tally.wrong.append("\(point) \(text) in \(record.message.text)")
                    }
                }
            }
        }
    }
}
