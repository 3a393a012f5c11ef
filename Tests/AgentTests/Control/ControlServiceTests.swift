// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Glibc
import Host
import Rig
import Simulator
import Testing
import Waiting

/// The running service, asked at its socket.
@Suite struct ControlServiceTests {
    private let directory = try? Directory()
    private var path: String { "\(directory?.path ?? "")/control" }

    private func ask(_ line: String, at path: String) throws -> JSON {
        let deadline = Clock.now() + .seconds(10)
        var client = try LineClient.open(path)
        do throws(SystemFault) {
            try client.ask(Array(line.utf8), until: deadline)
        } catch {
            // Who is refused at the door may be told so before the line has come.
            guard error.isClosed else { throw error }
        }
        return try JSON(parsing: try client.answer(until: deadline))
    }

    /// Asks until it is so. At first the service may not listen yet, and it may not have seen yet
    /// that others have gone.
    private func status(
        at path: String, until isSo: (JSON) -> Bool
    ) throws -> JSON {
        let deadline = Clock.now() + .seconds(20)
        while true {
            try #require(Clock.now() < deadline)
            do {
                let json = try ask(#"{"v":1,"ask":"status"}"#, at: path)
                if let status = json["status"], isSo(status) { return status }
                let isRefused = json["ok"]?.bool == false
                #expect(!isRefused || json["code"]?.string == "too-many-clients")
            } catch let fault as SystemFault where fault.isMissing || fault.isRefused {}
            sched_yield()
        }
    }

    /// One line with a device that answers, and one whose device is silent.
    private func site(_ site: Site) throws -> Configuration {
        var whole = configuration([])
        whole.lines = try (0..<2).map { index in
            let one = SimulatedDevice(unit: 1, model: Thermometer())
            one.with { $0.behaviour.silent = index == 1 }
            let port = try site.addTCP(devices: [one])
            var limited = point("t")
            var limits = AlarmLimits()
            limits.high = decimal("-50")
            limited.alarm = limits
            var device = device("t-\(index)", [limited], live: .every)
            device.poll = .milliseconds(50)
            device.timeout = .milliseconds(200)
            device.retries = 0
            return Field.Line(
                id: "l\(index)", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
        }
        try site.start()
        return whole
    }

    @Test(.waits(atMostMinutes: 1))
    func `status tells of clock, hub, spool, buses, devices and alarms`() throws {
        let broker = try Broker()
        let site = try Site(seed: 1)
        let service = try Service(try self.site(site), hub: broker.port, control: path)
        let json = try status(at: path) { json in
            let states = json["devices"]?.array?.map { $0["state"]?.string ?? "" }
            return states == ["online", "offline"] && json["hub"]?["up"]?.bool == true
                && json["alarms"]?.array?.isEmpty == false
        }
        #expect(json["gateway"]?["id"]?.string == "gw-1")
        #expect(json["clock"]?["trusted"]?.bool == true)
        #expect(json["hub"]?["session"]?.integer == 1)
        #expect(json["spool"]?["durable"]?.bool == false, "it is in memory")
        let buses = try #require(json["buses"]?.array)
        #expect(buses.map { $0["id"]?.string } == ["l0", "l1"])
        #expect(buses[0]["open"]?.bool == true && buses[0]["answers"]?.integer ?? 0 > 0)
        #expect(buses[1]["timeouts"]?.integer ?? 0 > 0 && buses[1]["answers"]?.integer == 0)
        let devices = try #require(json["devices"]?.array)
        #expect(devices[0]["good"]?.integer == 1 && devices[0]["age"]?.integer ?? .max < 5_000)
        #expect(devices[1]["code"]?.string == "comm/timeout" && devices[1]["age"] == nil)
        let alarm = try #require(json["alarms"]?.array?.first)
        #expect(alarm["device"]?.string == "t-0" && alarm["code"]?.string == "limit/high")
        try broker.kill()
        let lost = try status(at: path) { $0["hub"]?["up"]?.bool == false }
        #expect(lost["hub"]?["fault"]?["code"] != nil && lost["hub"]?["retry"] != nil)
        #expect(service.stop() < .seconds(3))
        #expect(!File.exists(path), "the socket goes with the service")
    }

    @Test(.waits(atMostMinutes: 2))
    func `a thousand hostile connections change nothing`() throws {
        let broker = try Broker()
        let site = try Site(seed: 2)
        let service = try Service(try self.site(site), hub: broker.port, control: path)
        let before = try status(at: path) { $0["gateway"]?["readings"]?.integer ?? 0 > 0 }
        var random = SplitMix(seed: 3)
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 70_000)
        for round in 0..<1_000 {
            // Half of a line, a line too long, garbage, and nothing; then gone.
            let client = try LineClient.open(path)
            let garbage = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            do throws(SystemFault) {
                let deadline = Clock.now() + .seconds(5)
                switch round % 4 {
                case 0: try client.ask(garbage, until: deadline)
                case 1: try client.ask(long, until: deadline)
                case 2: try client.ask(Array(#"{"v":1,"ask":"nothing"}"#.utf8), until: deadline)
                default: break
                }
            } catch {
                #expect(error.isClosed, "\(error)")
            }
        }
        let after = try status(at: path) { json in
            json["gateway"]?["readings"]?.integer ?? 0
                > before["gateway"]?["readings"]?.integer ?? .max
        }
        #expect(after["buses"]?.array?.first?["timeouts"]?.integer == 0)
        #expect(service.stop() < .seconds(3))
    }

    /// By members behind the version; nil: it is answered.
    private static let questions: [(String, String?)] = [
        (#""ask":"capture","bus":"l0","from":9223372036854775807"#, nil),
        (#""ask":"capture","bus":"l0","from":-1"#, "bad-capture"),
        (#""ask":"values","from":9223372036854775807"#, nil),
        (#""ask":"values","from":1e300"#, "bad-values"),
        (#""ask":"values","devices":[]"#, "bad-values"),
        (#""ask":"values","devices":["t-0",1]"#, "bad-values"),
        (#""ask":"values","devices":["t-9"]"#, "unknown-device"),
        (
            #""ask":"values","devices":["t-0""# + String(repeating: #","t-0""#, count: 5_000) + "]",
            nil
        ),
        (read(#""timeout":9223372036854775807"#), "bad-read"),
        (read(#""timeout":200,"baud":9223372036854775807,"mode":"8N1""#), "bad-probe"),
        (read(#""timeout":200,"baud":9600,"mode":"8N1""#), "not-serial"),
        (#""ask":"identify","bus":"l0","unit":1,"function":43,"object":256"#, "bad-identify"),
        (#""ask":"write","device":"t-0","point":"t","value":1"#, "bad-write"),
        (write(String(repeating: "1", count: 60_000)), "bad-write"),
        (write("1"), "read-only"),
        (#""ask":"maintenance","device":"t-0","for":9223372036854775807"#, "bad-maintenance"),
        (maintenance(#"a\u001b[2J"#), "bad-maintenance"),
        (maintenance(#"a\u009b2J"#), "bad-maintenance"),
        (maintenance(#"a\u2028user 0 ends it"#), "bad-maintenance"),
        (maintenance(String(repeating: "x", count: 201)), "bad-maintenance"),
        (#""ask":"status","more":"# + String(repeating: "[", count: 30_000), "not-json"),
        (#""ask":"status","more":["# + String(repeating: "1,", count: 20_000) + "1]", "not-json"),
        (#""ask":"status","ask":"reload""#, "not-json"),
        (#""ask":"reload""#, "unknown-ask"),
    ]

    private static func read(_ more: String) -> String {
        #""ask":"read","bus":"l0","unit":1,"table":"holding","address":0,"count":1,"# + more
    }

    private static func write(_ value: String) -> String {
        #""ask":"write","device":"t-0","point":"t","value":"\#(value)""#
    }

    private static func maintenance(_ note: String) -> String {
        #""ask":"maintenance","device":"t-0","for":60000,"note":"\#(note)""#
    }

    @Test(.waits(atMostMinutes: 2))
    func `questions that nobody means are refused, and who vanishes is forgotten`() throws {
        let broker = try Broker()
        let site = try Site(seed: 5)
        let service = try Service(try self.site(site), hub: broker.port, control: path)
        _ = try status(at: path) { $0["gateway"]?["readings"]?.integer ?? 0 > 0 }
        for (members, code) in Self.questions {
            let json = try ask(#"{"v":1,\#(members)}"#, at: path)
            #expect(json["code"]?.string == code, "\(members.prefix(90)): \(json)")
            #expect(json["ok"]?.bool == (code == nil))
        }
        // Reads of a silent unit, by clients who do not wait for what comes of it.
        let silent = #"{"v":1,"ask":"read","bus":"l1","unit":1,"table":"holding","address":0,"#
        for _ in 0..<64 {
            let client = try LineClient.open(path)
            do throws(SystemFault) {
                let line = Array((silent + #""count":1,"timeout":50}"#).utf8)
                try client.ask(line, until: Clock.now() + .seconds(5))
            } catch {
                #expect(error.isClosed, "\(error)")
            }
        }
        let before = try status(at: path) { _ in true }
        _ = try status(at: path) { json in
            json["gateway"]?["readings"]?.integer ?? 0
                > before["gateway"]?["readings"]?.integer ?? .max
        }
        #expect(before["buses"]?.array?.first?["timeouts"]?.integer == 0)
        #expect(service.stop() < .seconds(3))
    }

    @Test(.waits(atMostMinutes: 1))
    func `a service without a place for its socket measures all the same`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/#"])
        let site = try Site(seed: 4)
        let service = try Service(
            try self.site(site), hub: broker.port, control: "/nowhere/else/control")
        _ = try heard.collect(within: .seconds(20)) { json($0.text, "seq")?.integer == 3 }
        #expect(service.said.all.contains { $0.hasPrefix("control: /nowhere/else/control cannot") })
        #expect(service.stop() < .seconds(3))
    }
}
