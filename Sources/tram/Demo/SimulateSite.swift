// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Simulator

/// The demonstration's devices in a process of their own: no part of the agent can reach them but
/// through their lines. What it reads on its standard input are faults: `unplug DEVICE`,
/// `plug DEVICE`, `break LINE`, `mend LINE`; each is answered with a line.
struct SimulateSite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate-site", abstract: "Serve the demonstration's devices.",
        shouldDisplay: false)

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
        let site = try Site(seed: seed)
        var catalogue = Catalogue(directories: Library.directories())
        var devices: [String: SimulatedDevice] = [:]
        var writer = JSONWriter()
        writer.beginObject()
        for line in DemoPlan.lines {
            for device in line.devices {
                devices[device.id] = Self.simulated(device, &catalogue)
            }
            let served = line.devices.compactMap { devices[$0.id] }
            writer.key(line.id)
            switch line.wire {
            case .tcp: writer.integer(try site.addTCP(devices: served))
            case .rtuOverTCP: writer.integer(try site.addRTUOverTCP(devices: served))
            case .serial: writer.string(try site.addPseudoTerminal(devices: served))
            }
        }
        writer.endObject()
        try site.start()
        Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        obey(devices)
        site.stop()
    }

    /// The device of a profile; nil if the library has none of this name, and then the agent's
    /// own check says so.
    private static func simulated(
        _ device: DemoDevice, _ catalogue: inout Catalogue
    ) -> SimulatedDevice? {
        catalogue.profile(device.profile)?.value.map {
            SimulatedDevice(unit: device.unit, model: DemoModel($0))
        }
    }

    private func obey(_ devices: [String: SimulatedDevice]) {
        do throws(SystemFault) {
            let signals = try Signals()
            var input = InputLines(descriptor: 0)
            var polls = PollSet()
            polls.add(signals.descriptor, .readable)
            polls.add(0, .readable)
            while true {
                try polls.wait(until: .never)
                if polls[0] != [], try signals.next() == .stop { return }
                guard polls[1] != [] else { continue }
                guard let lines = try input.read() else { return }
                for line in lines { Environment.write(answer(line, devices) + "\n") }
            }
        } catch {
            Environment.write("tram simulate-site: \(error)\n", toError: true)
        }
    }

    private func answer(_ line: String, _ devices: [String: SimulatedDevice]) -> String {
        let words = line.split(separator: " ")
        guard words.count == 2 else { return "error: \(line)" }
        let isOut = words[0] == "unplug" || words[0] == "break"
        let ids =
            DemoPlan.lines.first { $0.id == words[1] }?.devices.map(\.id) ?? [String(words[1])]
        let meant = ids.compactMap { devices[$0] }
        for device in meant { device.with { $0.behaviour.silent = isOut } }
        return meant.isEmpty ? "error: \(line)" : "ok"
    }
}
