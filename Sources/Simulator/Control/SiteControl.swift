// SPDX-License-Identifier: Apache-2.0

/// The devices and lines of a running site by the ids that people gave them, and what can be done
/// to them.
package struct SiteControl: Sendable {
    /// A device, and the line that it hangs on.
    package struct NamedDevice: Sendable {
        package let id: String
        package let line: String
        package let device: SimulatedDevice

        package init(id: String, line: String, device: SimulatedDevice) {
            (self.id, self.line, self.device) = (id, line, device)
        }

        /// Whether it answers at all, and the fault that it has.
        package var isPlugged: Bool { device.with { !$0.behaviour.silent } }
        package var injection: Injection? { device.with { $0.behaviour.injection } }
    }

    package struct NamedLine: Sendable {
        package let id: String
        package let line: SimulatedLine

        package init(id: String, line: SimulatedLine) { (self.id, self.line) = (id, line) }
    }

    package let devices: [NamedDevice]
    package let lines: [NamedLine]
    private let site: Site

    /// The site must run before a line is broken.
    package init(_ site: Site, lines: [NamedLine], devices: [NamedDevice]) {
        (self.site, self.lines, self.devices) = (site, lines, devices)
    }

    /// Takes the device's plug out, or puts it in again.
    package func plug(_ device: NamedDevice, _ isIn: Bool) {
        device.device.with { $0.behaviour.silent = !isIn }
    }

    /// Gives a device a fault.
    package func inject(_ injection: Injection, into device: NamedDevice) {
        device.device.with { $0.behaviour.injection = injection }
    }

    /// Takes the fault from a device, and puts its plug in.
    package func heal(_ device: NamedDevice) {
        device.device.with {
            $0.behaviour.injection = nil
            $0.behaviour.silent = false
        }
    }

    /// Takes a line away: the port, and with it all connections.
    package func cut(_ line: NamedLine) throws(SimulatorFault) { try site.close(line.line) }

    /// Brings it back under the same address.
    package func mend(_ line: NamedLine) throws(SimulatorFault) { try site.open(line.line) }
}
