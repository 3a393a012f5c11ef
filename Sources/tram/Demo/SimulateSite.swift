// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Simulator

/// The demonstration's devices in a process of their own: no part of the agent can reach them but
/// through their lines.
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
        var writer = JSONWriter()
        writer.beginObject()
        for device in DemoDevice.all {
            writer.key(device.id)
            switch device.wire {
            case .tcp: writer.integer(try site.addTCP(devices: [device.simulated]))
            case .serial: writer.string(try site.addPseudoTerminal(devices: [device.simulated]))
            }
        }
        writer.endObject()
        try site.start()
        Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        waitForStop()
        site.stop()
    }

    private func waitForStop() {
        do throws(SystemFault) {
            let signals = try Signals()
            var polls = PollSet()
            polls.add(signals.descriptor, .readable)
            repeat { try polls.wait(until: .never) } while try signals.next() != .stop
        } catch {
            Environment.write("tram simulate-site: \(error)\n", toError: true)
        }
    }
}
