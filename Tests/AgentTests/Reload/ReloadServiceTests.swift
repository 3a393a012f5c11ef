// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Rig
import Simulator
import Testing
import Waiting

/// What the test's gateway file says.
private final class File: Sendable {
    private let content: Lock<Result<Configuration, Refused>>

    init(_ configuration: Configuration) { content = Lock(.success(configuration)) }

    func set(_ configuration: Configuration) { content.withLock { $0 = .success(configuration) } }
    func spoil() { content.withLock { $0 = .failure(Refused()) } }

    func read(_ settings: Agent.Settings) -> Reloaded {
        switch content.withLock({ $0 }) {
        case .success(let configuration):
            var new = settings
            new.configuration = configuration
            return .settings(new)
        case .failure: return .refused([Text(en: "line 3 is wrong", vi: "dòng 3 sai")])
        }
    }
}

private struct Refused: Error {}

/// A service whose gateway's file changes, and what its hub hears.
private struct Changing {
    let heard: Subscriber
    let control: String
    let service: Service
    /// What the file says.
    var whole = configuration([])
    private let broker: Broker
    private let directory: Directory
    private let file: File

    init(_ site: Site, _ lines: [Field.Line]) throws {
        broker = try Broker()
        heard = try Subscriber(broker, ["#"])
        try site.start()
        whole.lines = lines
        let file = File(whole)
        (directory, self.file) = (try Directory(), file)
        control = directory.file("control")
        service = try Service(
            whole, hub: broker.port, spool: directory.file("spool.db"), control: control,
            reload: { file.read($0) })
    }

    func save() { file.set(whole) }
    func spoil() { file.spoil() }
}

/// The configuration of the running service changes.
@Suite struct ReloadServiceTests {
    private func line(_ site: Site, _ index: Int) throws -> Field.Line {
        let simulated = SimulatedDevice(unit: 1, model: Thermometer())
        let port = try site.addTCP(devices: [simulated])
        var device = device("t-\(index)", [point("t")], live: .every)
        device.poll = .milliseconds(50)
        device.timeout = .milliseconds(500)
        device.publishing.window = .seconds(1)
        return Field.Line(
            id: "l\(index)", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
    }

    private func ask(_ path: String) throws -> JSON {
        var client = try asked(#"{"v":1,"ask":"reload"}"#, at: path)
        return try JSON(parsing: try client.answer(until: Clock.now() + .seconds(20)))
    }

    @Test(.waits(atMostMinutes: 1))
    func `devices come and go, and nobody else notices`() throws {
        let site = try Site(seed: 1)
        let lines = try (0..<3).map { try line(site, $0) }
        var plant = try Changing(site, [lines[0], lines[1]])
        let (heard, control, service) = (plant.heard, plant.control, plant.service)
        func until(
            _ device: String, _ count: Int, _ kind: String = "live"
        ) throws -> [Subscriber.Message] {
            var left = count
            return try heard.collect(within: .seconds(20)) { message in
                if message.topic.hasSuffix("/\(device)/\(kind)") { left -= 1 }
                return left == 0
            }
        }
        var messages = try until("t-0", 10)
        plant.whole.lines = [lines[2], lines[0]]
        plant.save()
        let answer = try ask(control)
        #expect(answer["ok"]?.bool == true)
        #expect(answer["devices"]?["added"]?.array?.map(\.string) == ["t-2"])
        #expect(answer["devices"]?["removed"]?.array?.map(\.string) == ["t-1"])
        #expect(answer["buses"]?["kept"]?.integer == 1)
        messages += try until("t-2", 10)
        plant.spoil()
        let refused = try ask(control)
        let words = refused["en"]?.string
        #expect(refused["ok"]?.bool == false)
        #expect(words == "line 3 is wrong\nthe service goes on with what it had")
        plant.save()
        let same = try ask(control)
        #expect(same["buses"]?["kept"]?.integer == 2 && same["buses"]?["added"] == nil)
        messages += try until("t-0", 3, "window")
        let status = try JSON(parsing: try statusAnswer(control))["status"]
        let kept = status?["buses"]?.array?.first { $0["id"]?.string == "l0" }
        let (requests, answers) = (kept?["requests"]?.integer, kept?["answers"]?.integer)
        #expect(
            requests == answers || requests == answers.map { $0 + 1 }, "one may be under way")
        #expect(kept?["timeouts"]?.integer == 0)
        _ = service.stop()
        messages += try heard.collect(within: .seconds(10)) {
            json($0.text, "reason")?.string == "stopped"
        }
        #expect(messages.contains { $0.topic.hasSuffix("/t-1/status") && $0.text.isEmpty })
        let sessions = messages.compactMap { json($0.text, "session")?.integer }
        #expect(Set(sessions) == [1])
        let windows = messages.filter { $0.topic.hasSuffix("/t-0/window") }
        #expect(windows.count >= 3)
        var auditor = Auditor()
        for message in messages {
            auditor.take(topic: message.topic, payload: Array(message.text.utf8))
        }
        #expect(auditor.report().isGood, "\(auditor.report().problems.map { $0.text(.english) })")
    }

    /// Waiting for the deadline of a reload, 15 s, each time would take too long.
    @Test(.waits(atMostMinutes: 1))
    func `a gateway without a line takes its first one at once`() throws {
        let site = try Site(seed: 5)
        let first = try line(site, 0)
        var plant = try Changing(site, [])
        for _ in 0..<12 {
            plant.whole.lines = [first]
            plant.save()
            #expect(try ask(plant.control)["buses"]?["added"]?.array?.count == 1)
            plant.whole.lines = []
            plant.save()
            #expect(try ask(plant.control)["buses"]?["removed"]?.array?.count == 1)
        }
        _ = plant.service.stop()
        #expect(plant.service.orders.fault == nil)
    }

    @Test(.waits(atMostMinutes: 1))
    func `another root begins everything anew, and loses nothing`() throws {
        let site = try Site(seed: 2)
        var plant = try Changing(site, [try line(site, 0)])
        let (heard, control, service) = (plant.heard, plant.control, plant.service)
        _ = try heard.collect(within: .seconds(20)) { json($0.text, "seq")?.integer == 5 }
        plant.whole.hub.root = "hue"
        plant.save()
        #expect(try ask(control)["everything"]?.bool == true)
        let more = try heard.collect(within: .seconds(20)) {
            $0.topic.hasPrefix("hue/") && $0.topic.hasSuffix("/live")
        }
        #expect(more.contains { json($0.text, "reason")?.string == "stopped" })
        #expect(service.stop() < .seconds(3))
        #expect(service.orders.fault == nil)
    }

    /// A connection on which this has been asked.
    private func asked(_ line: String, at path: String) throws -> LineClient {
        try awaitService(path)
        let client = try LineClient.open(path)
        try client.ask(Array(line.utf8), until: Clock.now() + .seconds(20))
        return client
    }

    /// It may not listen yet.
    private func awaitService(_ path: String) throws {
        let deadline = Clock.now() + .seconds(20)
        while true {
            do throws(SystemFault) {
                _ = try LineClient.open(path)
                return
            } catch {
                guard error.isMissing || error.isRefused, Clock.now() < deadline else {
                    throw error
                }
            }
        }
    }

    /// A line whose device is asked, and says nothing for so long.
    private func deafLine(_ site: Site, timeout: Nanoseconds) throws -> Field.Line {
        let deaf = SimulatedDevice(unit: 1, model: Thermometer())
        deaf.with { $0.behaviour.silent = true }
        let port = try site.addTCP(devices: [deaf])
        var device = device("deaf", [point("t")])
        device.poll = .milliseconds(50)
        device.timeout = timeout
        return Field.Line(id: "d", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
    }

    @Test(.waits(atMostMinutes: 1))
    func `whoever waits while everything begins anew is told so`() throws {
        let site = try Site(seed: 3)
        var plant = try Changing(site, [try deafLine(site, timeout: .seconds(60))])
        let control = plant.control
        let read =
            #"{"v":1,"ask":"read","bus":"d","unit":1,"table":"holding","address":0,"count":1}"#
        var first = try asked(read, at: control)
        var second = try asked(read, at: control)
        plant.whole.hub.root = "hue"
        plant.save()
        #expect(try ask(control)["everything"]?.bool == true)
        let deadline = Clock.now() + .seconds(20)
        let told = try first.answer(until: deadline)
        let toldToo = try second.answer(until: deadline)
        for line in [told, toldToo] {
            let answer = try JSON(parsing: line)
            #expect(answer["ok"]?.bool == false)
            let code = answer["code"]?.string
            #expect(code == "begun-anew" || code == "late", "\(answer)")
        }
        #expect(plant.service.orders.fault == nil)
    }

    @Test(.waits(atMostMinutes: 1))
    func `who asks while a change is under way is told of the file as it is by then`() throws {
        let site = try Site(seed: 4)
        let late = try line(site, 0)
        var deaf = try deafLine(site, timeout: .milliseconds(1_500))
        var plant = try Changing(site, [deaf])
        let control = plant.control
        // It rests only once its device is waited for no more.
        deaf.devices[0].poll = .milliseconds(60)
        plant.whole.lines = [deaf]
        plant.save()
        var first = try asked(#"{"v":1,"ask":"reload"}"#, at: control)
        _ = try statusAnswer(control)
        plant.whole.lines = [deaf, late]
        plant.save()
        #expect(try ask(control)["devices"]?["added"]?.array?.map(\.string) == ["t-0"])
        let deadline = Clock.now() + .seconds(20)
        let answer = try JSON(parsing: try first.answer(until: deadline))
        #expect(answer["devices"]?["changed"]?.array?.map(\.string) == ["deaf"])
        #expect(plant.service.orders.fault == nil)
    }

    /// Comes after the pump has taken what was asked before.
    private func statusAnswer(_ path: String) throws -> [UInt8] {
        var client = try asked(#"{"v":1,"ask":"status"}"#, at: path)
        return try client.answer(until: Clock.now() + .seconds(20))
    }
}
