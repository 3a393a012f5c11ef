// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Host
import Rig
import Simulator
import Testing

@testable import tram

/// The site that the help's transcripts tell of: a meter and a thermometer on one serial adapter, a
/// hub, and the service. Its folder stands for /etc/tram, /dev and /var/lib/tram.
final class HelpSite {
    let language: Language
    private let directory: Directory
    private let broker: Broker
    private let site: Site
    private let devices: [SimulatedDevice]
    private var service: Program?
    private var encrypted: Broker?
    private var certificates: Certificates?

    init(_ language: Language) throws {
        self.language = language
        (directory, site) = (try Directory(), try Site(seed: 1, time: { 1_782_032_400 }))
        broker = try Broker(.users(["gw-hc-0457": "correct-horse"]))
        devices = try [(5, "eastron-sdm120"), (7, "xy-md02")].map { unit, id in
            let profile = try #require(IdentifyBench.library.first { $0.id == id })
            let model = ProfileModel(profile, unit: UInt8(unit))
            return SimulatedDevice(unit: UInt8(unit), model: model, seed: 1)
        }
        let port = try site.addPseudoTerminal(devices: devices)
        try site.start()
        try directory.write("correct-horse\n", to: "hub.password")
        try directory.write("tram: the log of a quiet day\n", to: "log")
        try directory.write(
            """
            gateway: {id: gw-hc-0457, area: haichau, site: bts-0457, clock: trusted}
            hubs:
              - urls: ["mqtt://127.0.0.1:\(broker.port)"]
                root: danang
                username: gw-hc-0457
                password-file: hub.password
            spool: {path: \(directory.path)/spool.db, size: 512MB}

            """, to: "tram.yaml")
        _ = try shell("ln -s '\(port)' ttyUSB0")
        let service = try Tram.start(
            ["run"] + ["--config", directory.file("tram.yaml")] + control)
        self.service = service
        _ = try #require(try service.line(containing: "session 1 is up", within: .seconds(30)))
    }

    deinit {
        stop()
        site.stop()
    }

    func stop() {
        service?.stop()
        _ = try? service?.ended(within: .seconds(20))
        service = nil
    }

    // MARK: What happens there

    private var control: [String] { ["--control", directory.file("control")] }
    private var files: [String] { ["--config", directory.file("tram.yaml")] }

    /// A line as somebody types it there.
    @discardableResult func shell(
        _ line: String
    ) throws -> (ending: Child.Ending, output: [String]) {
        let script = "program=$0; tram() { \"$program\" \"$@\"; }; cd '\(directory.path)'; \(line)"
        return try Tram.finish(
            [], ["TRAM_LANG": language.rawValue, "LANG": "C.UTF-8"],
            through: ["/bin/sh", "-c", script], within: .seconds(120))
    }

    /// `tram` with this site's files.
    func tram(_ line: String, files hasFiles: Bool = true) throws {
        let more = (hasFiles ? files : []) + control
        let (ending, output) = try shell("tram \(line) \(more.joined(separator: " "))")
        #expect(ending == .exit(0), "\(output)")
    }

    /// Until the service says so of this device, or of every one.
    func wait(_ state: String, of device: String? = nil) throws {
        let deadline = Clock.now() + .seconds(60)
        while Clock.now() < deadline {
            let words = ["status", "--output", "json"] + control
            let json = try JSON(parsing: Array(try Tram.finish(words).output.joined().utf8))
            let states = (json["devices"]?.array ?? [])
                .filter { device == nil || $0.text("id") == device }.map { $0.text("state") }
            if !states.isEmpty, states.allSatisfy({ $0 == state }) { return }
        }
        Issue.record("the devices are not \(state)")
    }

    /// Each device is read every second from here on, and windows are short.
    func hurry() throws {
        try shell(
            "sed -i 's/poll: 10s/poll: 1s/' conf.d/*; "
                + "echo 'publish: {live: every, window: 10s}' >>tram.yaml")
        let (ending, output) = try shell("tram reload \(control.joined(separator: " "))")
        #expect(ending == .exit(0), "\(output)")
    }

    /// The thermometer says nothing.
    func breakDown() throws {
        devices[1].with { $0.behaviour.silent = true }
        try wait("offline", of: "air-7")
    }

    /// The hub has a certificate for another name than the file has.
    func encryptHub() throws {
        stop()
        let certificates = try Certificates(for: "DNS:localhost", subject: "/CN=hub/O=Da Nang")
        let port = try freePort()
        let broker = try Broker(extra: certificates.listener(port))
        (encrypted, self.certificates) = (broker, certificates)
        try directory.write(
            """
            gateway: {id: gw-hc-0457, area: haichau, site: bts-0457, clock: trusted}
            hubs:
              - urls: ["mqtts://127.0.0.1:\(port)"]
                root: danang
                ca: \(certificates.path("ca.pem"))

            """, to: "tram.yaml")
    }

    // MARK: What the help says of it

    /// Runs the commands that the help of `command` shows, all of them or those with `mark` in
    /// them, and compares word by word what they say. `files`, `control`: what has these options.
    func check(
        _ command: String, _ endings: [Int32], files hasFiles: Bool = true,
        control hasControl: Bool = true, only mark: String = "", changed: [String: String] = [:]
    ) throws {
        let help = try shell("tram \(command) --help").output
        let examples = Self.examples(help).filter { $0.line.contains(mark) }
        #expect(examples.count == endings.count, "\(command): \(examples)")
        let more = (hasFiles ? files : []) + (hasControl ? control : [])
        for (example, expected) in zip(examples, endings) {
            var line = example.line.replacing("sudo systemctl stop tram && ", with: "")
                .replacing("sudo ", with: "")
                .replacing("/dev/ttyUSB0", with: directory.file("ttyUSB0"))
            for (old, new) in changed { line = line.replacing(old, with: new) }
            let (ending, output) = try shell("\(line) \(more.joined(separator: " "))")
            #expect(ending == .exit(expected), "\(line): \(output)")
            let said = output.map(told)
            let (shown, answer) = (Self.words(example.shown), Self.words(said))
            #expect(
                Self.follows(shown, answer),
                "\(line): the help has other words than\n\(said.joined(separator: "\n"))"
            )
        }
    }

    /// As it would be said on a gateway.
    private func told(_ line: String) -> String {
        line.replacing(directory.file("ttyUSB0"), with: "/dev/ttyUSB0")
            .replacing(directory.file("spool.db"), with: "/var/lib/tram/spool.db")
            .replacing(directory.path, with: "/etc/tram").replacing("CN=ca;", with: "CN=City CA;")
    }

    private static func examples(_ help: [String]) -> [(line: String, shown: [String])] {
        var examples: [(line: String, shown: [String])] = []
        var isOpen = false
        for line in help {
            if line.hasPrefix("$ ") {
                examples.append((String(line.dropFirst(2)), []))
                isOpen = true
            } else if let last = examples.indices.last, examples[last].line.hasSuffix("\\") {
                examples[last].line = examples[last].line.dropLast() + line
            } else if isOpen, let last = examples.indices.last {
                isOpen = !line.isEmpty
                examples[last].shown.append(line)
            }
        }
        return examples
    }

    private static let masks: [Mask] = [
        .times, .ports, .took, .ages, .bytes, .counts, .epochs, .hashes, .stamps, .versions, .users,
    ]

    /// In one line, without what follows from the hour and the machine.
    private static func words(_ lines: [String]) -> [Substring] {
        let line = (Mask.clock.masked(lines) as [String])
            .flatMap { $0.split(separator: " ") }.joined(separator: " ")
            .replacing(#/\b[0-9]+ (s|min|giây|phút)\b/#, with: "# s")
            .replacing(#/\([0-9]+ (days|ngày)/#) { "(# \($0.output.1)" }
            .replacing(#/(\.[a-z]+) [0-9]+ [0-9]+\b/#) { "\($0.output.1) #" }
        return masks.reduce(line) { $1.masked($0) }.split(separator: " ")
    }

    /// Whether it is the same, where … stands for any words.
    private static func follows(_ shown: [Substring], _ answer: [Substring]) -> Bool {
        let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
        var rest = answer[...]
        for (number, part) in parts.enumerated() {
            let isLast = number == parts.count - 1
            if number == 0 {
                guard rest.starts(with: part) else { return false }
                rest = rest.dropFirst(part.count)
            } else if isLast {
                rest = rest.suffix(part.count)
                guard rest.elementsEqual(part) else { return false }
            } else {
                guard let place = rest.firstRange(of: part) else { return false }
                rest = rest[place.upperBound...]
            }
        }
        return parts.count > 1 || rest.isEmpty
    }
}
