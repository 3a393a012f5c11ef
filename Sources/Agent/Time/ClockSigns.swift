// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// What a machine tells, without privileges, of how true its clock is.
package struct ClockSigns: Hashable, Sendable {
    /// systemd-timesyncd has set the clock since the machine was started.
    package var isMarked = false
    /// The most by which the kernel holds its clock to be wrong; nil where it does not say.
    package var error: Nanoseconds?
    /// A program that sets the clock over the network is at work, whatever it has come to.
    package var hasClient = false
    /// What clocks with a battery say.
    package var hardware: [WallTime] = []

    package init() {}
}

extension ClockSigns {
    /// Those of the machine that we run on.
    package static func ofMachine() -> Self {
        var signs = Self()
        signs.isMarked = File.exists("/run/systemd/timesync/synchronized")
        signs.error = Clock.error
        signs.hasClient = clients.contains(where: File.exists)
        signs.hardware = Clock.hardware
        return signs
    }

    /// What clients leave while they run: systemd-timesyncd, chrony, ntpd and ntpsec, OpenNTPD.
    private static let clients = [
        "/run/systemd/timesync", "/run/chrony", "/run/ntpd.pid", "/run/ntpd.sock",
    ]
}
