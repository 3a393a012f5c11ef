// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Simulator

/// The demonstration's devices in a process of their own: no part of the agent can reach them but
/// through their lines. Its first line of output says where those are; its standard input takes
/// the commands of `tram simulate`, each answered with a line.
struct SimulateSite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate-site", abstract: "Serve the demonstration's devices.",
        shouldDisplay: false)

    /// Where the serial lines' names are made; they go and come with the lines.
    @Argument(help: "A directory for the serial lines' names.")
    var directory: String

    @Option(help: "Makes the values: the same from the same seed.")
    var seed: UInt64 = 1

    func run() throws {
        do throws(SimulatorFault) {
            try serve()
        } catch {
            Environment.write("tram simulate-site: \(error)\n", toError: true)
            throw ExitCode.problem
        }
    }

    private func serve() throws(SimulatorFault) {
        let signals = try SimulatorFault.translating { () throws(SystemFault) in try Signals() }
        let site = try Site(seed: seed)
        var catalogue = Catalogue(directories: Library.directories())
        var lines: [SiteControl.NamedLine] = []
        var devices: [SiteControl.NamedDevice] = []
        for line in DemoPlan.lines {
            // A profile that is missing or broken is named by the agent's own check.
            let named = line.devices.compactMap { device in
                catalogue.profile(device.profile)?.value.map { profile in
                    SiteControl.NamedDevice(
                        id: device.id, line: line.id,
                        device: SimulatedDevice(
                            unit: device.unit, model: ProfileModel(profile, unit: device.unit)))
                }
            }
            devices += named
            lines.append(
                SiteControl.NamedLine(id: line.id, line: try simulated(line, named.map(\.device))))
        }
        for line in lines { try site.add(line.line) }
        try site.start()
        Environment.write(places(lines) + "\n")
        obey(FaultMenu(SiteControl(site, lines: lines, devices: devices)), signals)
        site.stop()
    }

    /// Characters travel at 9,600 baud where there is a wire for them.
    private func simulated(
        _ line: DemoLine, _ devices: [SimulatedDevice]
    ) throws(SimulatorFault) -> SimulatedLine {
        let pace = Pace(baud: 9_600, bitsPerCharacter: 10)
        return switch line.wire {
        case .tcp: try SimulatedLine(.tcp, devices: devices)
        case .rtuOverTCP: try SimulatedLine(.rtuOverTCP, devices: devices, pace: pace)
        case .serial:
            try SimulatedLine(
                .serial, devices: devices, link: "\(directory)/\(line.id)", pace: pace)
        }
    }

    private func places(_ lines: [SiteControl.NamedLine]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for line in lines {
            writer.key(line.id)
            if line.line.wire == .serial {
                writer.string(line.line.path)
            } else {
                writer.integer(line.line.port)
            }
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func obey(_ menu: FaultMenu, _ signals: borrowing Signals) {
        do throws(SystemFault) {
            var console = FaultConsole(menu, Screen(.english), isInteractive: false)
            try console.run(signals)
        } catch {
            Environment.write("tram simulate-site: \(error)\n", toError: true)
        }
    }
}
