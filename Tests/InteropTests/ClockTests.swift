// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// A machine whose clock nothing has set yet, as far as the agent is told to look.
    @Suite struct ClockTests {
        /// Where something has, `ntp` is content.
        private static let isSet =
            File.exists("/run/systemd/timesync/synchronized")
            || (Clock.error.map { $0 < .seconds(16) } ?? false)

        @Test(.enabled(if: !isSet))
        func `a killed process's records get their times from the next one`() throws {
            let broker = try Broker()
            let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [7]]]])
            let station = try Station(
                port: broker.port, buses: Station.bus("aq-1", .tcp, slave.endpoint),
                profile: RecordTests.profile)
            try station.setClock("ntp")
            let heard = try Subscriber(broker, ["danang/#"])
            let first = try station.start()
            // The last second's may not be on the disk.
            let early = try heard.collect(within: .seconds(30)) { Record($0)?.number == 15 }
            let records = early.compactMap(Record.init)
            #expect(records.last?.number == 15, "\(first.rest)")
            #expect(records.allSatisfy { $0.content["clock"]?.string == "unsynced" })
            first.stop(force: true)
            #expect(try first.ended(within: .seconds(5)) != nil)
            try station.setClock("trusted")
            let second = try station.start()
            var waiting: Set<Int64> = Set(1...5)
            _ = try heard.collect(within: .seconds(30)) { message in
                guard message.topic.hasSuffix("/hist") else { return false }
                for row in message.json?["rows"]?.array ?? [] {
                    guard let cells = row.array, let number = cells[0].integer, number <= 15
                    else { continue }
                    let isRestamped = cells.last?["restamped"]?.bool == true
                    #expect(isRestamped, "#\(number)")
                    waiting.remove(number)
                }
                return waiting.isEmpty
            }
            #expect(waiting.isEmpty, "\(second.rest)")
        }
    }
}
