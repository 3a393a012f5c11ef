// SPDX-License-Identifier: Apache-2.0
internal import Field
import Host
import Testing

@testable import Config

@Suite struct `The whole gateway file` {
    private func read(_ changes: [(String, String)] = []) -> Outcome<Configuration> {
        let site = Site()
        let text = changes.reduce(Sample.gateway) { text, change in
            #expect(text.contains(change.0))
            return text.replacing(change.0, with: change.1)
        }
        return Reader.configuration(
            at: site.folder.write("tram.yaml", text), profiles: [site.folder.path + "/profiles"],
            machineID: site.folder.path + "/machine-id")
    }

    @Test func `becomes a configuration, key by key`() throws {
        let outcome = Reader.configuration(at: "\(samples)/tram.yaml")
        let configuration = try #require(outcome.value)
        #expect(configuration.gateway.clock == .rtc)
        #expect(configuration.hub.format == .tram && configuration.hub.packing == .deflate)
        #expect(configuration.hub.budget == .megabytes(200))
        var storage = Storage()
        storage.size = .gigabytes(2)
        storage.commit = .milliseconds(500)
        #expect(configuration.storage == storage)
        #expect(storage.keep.live == .day * 3 && storage.keep.event == .day * 60)
        let line = try #require(configuration.lines.first)
        #expect(line.probing.first == .seconds(1) && line.probing.longest == .minute * 2)
        #expect(line.tax == 10 && line.isSpread == true && line.hasLowLatency)
        #expect(line.direction.rs485 == .off && line.direction.rts == .up)
        #expect(
            line.devices.first?.periods
                == Periods(fast: .seconds(1), normal: .seconds(10), slow: .minute * 10))
        #expect(configuration.lines[2].devices.isEmpty)
    }

    @Test func `has defaults for what it does not say`() throws {
        let configuration = try #require(read().value)
        #expect(configuration.gateway.clock == .auto && configuration.storage == Storage())
        #expect(configuration.hub.packing == .plain && configuration.hub.budget == nil)
        let line = try #require(configuration.lines.first)
        #expect(line.probing == Probing() && line.tax == 5 && line.isSpread == nil)
        #expect(!line.hasLowLatency && line.direction == LineDirection())
        #expect(line.devices[1].periods == Periods(poll: .seconds(10)))
    }

    @Test func `a port name that may change is told where the machine has another`() throws {
        let machine = Folder()
        machine.write("dev/serial/by-id/note", "")
        let port = try File.absolute(machine.write("dev/ttyUSB0", ""))
        let devices = port.dropLast("/ttyUSB0".count)
        let stable = "\(devices)/serial/by-id/usb-1"
        try File.link(stable, to: "../../ttyUSB0")
        let ports = SerialPorts(devices: String(devices))
        let site = Site()
        for (name, isTold) in [(port, true), (stable, false), ("/dev/nowhere", false)] {
            let text = Sample.gateway.replacing("/dev/ttyUSB0", with: name)
            let outcome = Reader.configuration(
                at: site.folder.write("tram.yaml", text),
                profiles: [site.folder.path + "/profiles"],
                machineID: site.folder.path + "/machine-id", ports: ports)
            #expect(outcome.value != nil)
            #expect(outcome.problems.map(\.code) == (isTold ? ["unstable-port"] : []))
            for problem in outcome.problems {
                #expect(problem.text.en.hasSuffix(stable) && problem.text.vi.hasSuffix(stable))
                #expect(problem.severity == .warning && problem.line == 15)
            }
        }
    }

    @Test func `warns of nothing that is as it should be`() {
        let outcome = Reader.configuration(at: "\(samples)/tram.yaml")
        #expect(outcome.problems.allSatisfy { $0.severity == .warning })
        let quiet = read([
            ("  id: gw-1", "  id: gw-1\n  clock: auto"),
            ("mode: 8N1", "mode: 8N1, rs485: off, rts: off"), ("gap: 5ms", "tax: 5%"),
        ])
        #expect(quiet.problems == [])
        let port = read([
            ("mode: 8N1", "mode: 8N1, rts: up"), ("gap: 5ms", "low-latency: true"),
        ])
        #expect(port.problems == [])
    }

    @Test(arguments: [
        ("{normal: 30s}", 30, 30, 300), ("{fast: 2s}", 2, 10, 100), ("{slow: 1h}", 10, 10, 3_600),
        ("{normal: 1s}", 1, 1, 60), ("{}", 10, 10, 100), ("0s", 0, 0, 60),
    ])
    func `spreads a device's periods over its groups`(
        _ poll: String, _ fast: Int64, _ normal: Int64, _ slow: Int64
    ) throws {
        let device = try #require(read([("poll: 5s", "poll: \(poll)")]).value?.devices.first)
        #expect(
            device.periods
                == Periods(fast: .seconds(fast), normal: .seconds(normal), slow: .seconds(slow)))
    }

    static let refused: [Broken] = [
        Broken("poll: 5s", "poll: {fast: ‸1m, normal: 10s}", "conflicting-keys", "longer than"),
        Broken("poll: 5s", "poll: {slow: ‸5s, normal: 10s}", "conflicting-keys", "shorter than"),
        Broken("poll: 5s", "poll: {normal: ‸2m}", "conflicting-keys", "window 1m"),
        Broken("poll: 5s", "poll: {‸demand: 1m}", "unknown-key"),
        Broken("poll: 5s", "poll: ‸[5s]", "wrong-type", "or a group of keys: fast"),
        Broken("gap: 5ms", "probe: {first: 2m, longest: ‸1m}", "conflicting-keys", "shorter"),
        Broken("gap: 5ms", "probe: {first: ‸2m}", "conflicting-keys", "1m"),
        Broken("gap: 5ms", "tax: ‸5", "bad-value", "5%"),
        Broken("gap: 5ms", "tax: ‸51%", "bad-value"),
        Broken(
            "tcp: {host: 10.20.0.5}\n", "tcp: {host: 10.20.0.5}\n    ‸low-latency: true\n",
            "conflicting-keys", "this bus has tcp"),
        Broken(
            "mode: 8E1}\n", "mode: 8E1}\n    ‸low-latency: true\n", "conflicting-keys",
            "this bus has rtu-over-tcp"),
        Broken("mode: 8N1", "rs485: kernel, rts: ‸up", "conflicting-keys"),
        Broken("mode: 8N1", "rs485: ‸true", "bad-value", "off, kernel"),
        Broken("username: gw", "budget: ‸200MB", "bad-value", "200MB/month"),
        Broken("username: gw", "budget: ‸0MB/month", "bad-value"),
        Broken("username: gw", "format: ‸json", "bad-value", "tram"),
        Broken("buses:\n", "spool: {size: ‸1MB}\nbuses:\n", "out-of-range", "16MB to 64GB"),
        Broken("buses:\n", "spool: {size: ‸2Gb}\nbuses:\n", "bad-value"),
        Broken("buses:\n", "spool: {path: ‸spool.db}\nbuses:\n", "bad-value", "absolute"),
        Broken("buses:\n", "spool: {keep: {‸lvie: 1d}}\nbuses:\n", "unknown-key", "live?"),
        Broken("  id: gw-1", "  clock: ‸gps\n  id: gw-1", "bad-value", "ntp"),
    ]

    @Test(arguments: refused)
    func `is refused with one problem in its place`(_ broken: Broken) throws {
        let site = Site()
        try broken.check(Sample.gateway) { text in
            let outcome = Reader.configuration(
                at: site.folder.write("tram.yaml", text),
                profiles: [site.folder.path + "/profiles"],
                machineID: site.folder.path + "/machine-id")
            #expect(outcome.value == nil)
            return outcome.problems.filter { $0.severity == .error }
        }
    }

    @Test(arguments: [("64MB", 64_000_000), ("2GB", 2_000_000_000), ("0MB", 0)])
    func `a size reads and shows itself`(_ text: String, _ bytes: Int64) {
        #expect(ByteCount(text) == ByteCount(bytes: bytes))
        #expect(ByteCount(text)?.text == text)
    }

    @Test(arguments: ["", "MB", "64", "64M", "64 MB", "-1MB", "1.5GB", "1234567MB", "64mb", "٣MB"])
    func `what is no size is refused`(_ text: String) {
        #expect(ByteCount(text) == nil)
    }
}
