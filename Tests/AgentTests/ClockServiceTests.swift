// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Rig
import Simulator
import Synchronization
import Testing
import Waiting

/// The service on a machine whose clock is not trusted at first.
@Suite struct ClockServiceTests {
    private func thermometer(_ site: Site) throws -> (SimulatedDevice, Configuration) {
        let simulated = SimulatedDevice(unit: 1, model: Thermometer())
        let port = try site.addTCP(devices: [simulated])
        var device = device("t-0", [point("t")], live: .every)
        device.poll = .milliseconds(50)
        device.timeout = .milliseconds(200)
        var whole = configuration([])
        whole.gateway.clock = .ntp
        whole.lines = [
            Field.Line(
                id: "l0", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
        ]
        try site.start()
        return (simulated, whole)
    }

    /// The rows of histories of live values: number, time and other words.
    private func rows(_ messages: [Subscriber.Message]) -> [(Int64, Int64, JSON?)] {
        messages.filter { $0.topic.hasSuffix("/hist") }.flatMap { message in
            (json(message.text, "rows")?.array ?? []).compactMap { row in
                guard let cells = row.array, let number = cells[0].integer,
                    let time = cells[1].integer
                else { return nil }
                return (number, time, cells.last)
            }
        }
    }

    private func isNear(_ time: Int64) -> Bool {
        (time - Clock.wall().milliseconds).magnitude < 120_000
    }

    @Test(.waits(atMostMinutes: 1), arguments: [true, false])
    func `records get their times as soon as the clock is set`(isDurable: Bool) throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let site = try Site(seed: 1)
        let (_, configuration) = try thermometer(site)
        let directory = try TemporaryDirectory("clock")
        let isSet = Shared(false)
        let service = try Service(
            configuration, hub: broker.port, spool: isDurable ? directory.path + "/s.db" : nil,
            signs: { isSet.value ? Service.synchronised : ClockSigns() })
        let early = try heard.collect(within: .seconds(20)) {
            json($0.text, "seq")?.integer == 10
        }
        let live = early.filter { $0.topic.hasSuffix("/live") }
        // What was sealed before the session is history.
        #expect(live.count > 5)
        #expect(live.allSatisfy { json($0.text, "clock")?.string == "unsynced" })
        #expect(json(early.first?.text, "clock")?.string == "unsynced", "the gateway's state")
        isSet.value = true
        var waiting: Set<Int64> = Set(1...10)
        let late = try heard.collect(within: .seconds(20)) { message in
            for (number, time, words) in rows([message]) {
                #expect(words?["restamped"]?.bool == true && isNear(time))
                waiting.remove(number)
            }
            return waiting.isEmpty
        }
        #expect(waiting.isEmpty, "\(service.said.all)")
        let states = late.filter { $0.topic.hasSuffix("/-/state") }
        #expect(states.map { json($0.text, "clock")?.string } == ["synced"])
        let newest = late.last { $0.topic.hasSuffix("/live") }
        #expect(newest.map { json($0.text, "clock") == nil } ?? true)
        #expect(service.said.all.contains("clock: trusted"))
        _ = service.stop()
    }

    @Test(.waits(atMostMinutes: 1))
    func `what a process left without a time gets it from the next one`() throws {
        let broker = try Broker()
        try broker.kill()
        let site = try Site(seed: 2)
        let (simulated, configuration) = try thermometer(site)
        let directory = try TemporaryDirectory("clock")
        let path = directory.path + "/s.db"
        let first = try Service(
            configuration, hub: broker.port, spool: path, signs: { ClockSigns() })
        while simulated.with({ $0.replies }) < 20 { sched() }
        _ = first.stop()
        try broker.start()
        let heard = try Subscriber(broker, ["danang/#"])
        let second = try Service(configuration, hub: broker.port, spool: path)
        var numbers: Set<Int64> = []
        let late = try heard.collect(within: .seconds(20)) { message in
            // Later ones are the second process's.
            for (number, time, words) in rows([message]) where number <= 15 {
                #expect(words?["restamped"]?.bool == true && isNear(time))
                numbers.insert(number)
            }
            return numbers.isSuperset(of: 1...15)
        }
        #expect(numbers.isSuperset(of: 1...15), "\(second.said.all)")
        #expect(late.allSatisfy { json($0.text, "clock")?.string != "unsynced" })
        _ = second.stop()
    }
}

/// A word between the test and the service's thread.
private final class Shared: Sendable {
    private let word: Atomic<Bool>

    init(_ word: Bool) { self.word = Atomic(word) }

    var value: Bool {
        get { word.load(ordering: .acquiring) }
        set { word.store(newValue, ordering: .releasing) }
    }
}
