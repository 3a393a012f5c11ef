// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Simulator

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve simulated devices made from profiles, with a menu of faults.",
        usage: """
            tram simulate <profile> ... [--tcp | --serial | --rtu-over-tcp]
                   [--port <port>] [--baud <baud>] [--mode <mode>] [--seed <seed>]
                   [--fault <kind[:unit]> ...] [--faults <file>]
                   [--profiles <profiles> ...] [--lang <lang>]
            """,
        discussion: """
            A profile is a name of the library or a file; =UNIT gives it a unit id, the others \
            count from 1. Values follow the hour in Da Nang and hang together; the same seed \
            makes the same day. Prints how the devices are reached and what to write into \
            tram.yaml, then takes commands, one a line, from a terminal or a pipe:

              unplug DEVICE, plug DEVICE          no power, power again
              break LINE, mend LINE               the port goes away, and comes back
              fault DEVICE KIND [SHARE 0..1]      misbehaves: late, crc, noise, …
              well DEVICE                         behaves again
              list, help, quit

              $ tram simulate eastron-sdm120 xy-md02=5 --serial

            A serial line keeps its baud rate and its name while it is broken and mended.
            """)

    @Argument(help: "A profile's name or file, with =UNIT if you like.")
    var profiles: [String]

    @Flag(help: "How the devices are reached. Without it: Modbus TCP.")
    var wire = SimulatedWire.tcp

    @Option(help: "The TCP port. Without it: any that is free.")
    var port: UInt16 = 0

    @Option(help: "The speed of the line. Without it: the first device's, on RTU over TCP none.")
    var baud: Int?

    @Option(help: "Parity and stop bits: 8N1, 8E1, … Without it: the first device's.")
    var mode: String?

    @Option(help: "Makes the values and the faults: the same from the same seed.")
    var seed: UInt64 = 1

    @Option(
        name: .customLong("fault"),
        help: "A fault that all devices have from the start, or one unit: late:3; may be repeated.")
    var faultRequests: [String] = []

    @Option(
        name: .customLong("faults"), help: "A file of commands that are obeyed at the start.")
    var faultFile: String?

    @Option(
        name: .customLong("profiles"),
        help: "A directory of device profiles, looked into before all others; may be repeated.")
    var directories: [String] = []

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        if let baud, !(300...1_000_000).contains(baud) {
            throw ValidationError("--baud: 300 to 1000000")
        }
        if let mode, SerialMode(mode) == nil {
            throw ValidationError("--mode: 8N1, 8E1, 8O1, 8N2, 8E2 or 8O2")
        }
        for request in faultRequests where FaultRequest(request) == nil {
            throw ValidationError("--fault \(request): \(FaultMenu.kinds)")
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        do throws(SimulateFault) {
            let roster = try Roster(profiles, directories + Library.directories(), screen)
            try serve(roster, screen)
        } catch {
            screen.complain("tram simulate: \(error.text(screen.language))")
            throw ExitCode.problem
        }
    }

    private func serve(_ roster: Roster, _ screen: Screen) throws(SimulateFault) {
        let signals = try SimulateFault.translating { () throws(SystemFault) in try Signals() }
        let directory = try SimulateFault.translating { () throws(SystemFault) in
            try TemporaryDirectory("tram-simulate")
        }
        let speed = speed(of: roster)
        let setup: SimulateSetup
        do throws(SimulatorFault) {
            setup = try SimulateSetup(
                roster, wire, speed, port: port, link: "\(directory.path)/\(SimulateSetup.lineID)",
                seed: seed)
            try setup.site.start()
        } catch {
            throw .simulator(error)
        }
        for line in setup.introduction(screen.language) { screen.line(line) }
        let menu = FaultMenu(setup.control)
        try prepare(menu, screen)
        var console = FaultConsole(menu, screen)
        try SimulateFault.translating { () throws(SystemFault) in try console.run(signals) }
        setup.site.stop()
    }

    /// What the command line says, else the first device's factory setting.
    private func speed(of roster: Roster) -> SerialSpeed? {
        let link = roster.entries.first?.profile.link
        guard wire == .serial || wire == .rtuOverTCP && baud != nil else { return nil }
        return SerialSpeed(
            baud: baud ?? link?.baud.first ?? 9_600,
            mode: mode.flatMap { SerialMode($0) } ?? link?.modes.first ?? .standard)
    }

    /// Faults that are there from the start.
    private func prepare(_ menu: FaultMenu, _ screen: Screen) throws(SimulateFault) {
        for request in faultRequests.compactMap(FaultRequest.init) {
            for device in menu.control.devices {
                guard request.unit == nil || request.unit == device.device.unit else { continue }
                menu.control.inject(Injection(request.fault), into: device)
            }
        }
        guard let faultFile else { return }
        let contents = try SimulateFault.translating { () throws(SystemFault) in
            try File.read(faultFile, atMost: FaultConsole.longestFile)
        }
        guard case .bytes(let bytes) = contents else { throw .faultFile(faultFile) }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        for line in lines where !line.hasPrefix("#") {
            if case .refused(let text) = menu.obey(String(line)) {
                screen.complain("\(faultFile): \(text(screen.language))")
                throw .faultFile(faultFile)
            }
        }
    }
}

/// How simulated devices are reached.
enum SimulatedWire: String, EnumerableFlag {
    case tcp, serial
    case rtuOverTCP = "rtu-over-tcp"

    static func name(for value: Self) -> NameSpecification { .customLong(value.rawValue) }
}

/// A fault of the command line, `late` or `late:3`.
struct FaultRequest {
    let fault: InjectedFault
    let unit: UInt8?

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, let fault = InjectedFault(rawValue: String(first)),
            parts.count <= 2
        else { return nil }
        self.fault = fault
        unit = parts.count == 2 ? UInt8(parts[1]) : nil
        if parts.count == 2, unit == nil { return nil }
    }
}
