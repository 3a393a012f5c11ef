// SPDX-License-Identifier: Apache-2.0
internal import Bus
package import Field
package import Host
package import Hub
package import Logging
package import Spool

/// The service: lines, pump and hub, wired together and run until told to stop.
package struct Agent: Sendable {
    package struct Settings: Sendable {
        package var configuration: Configuration
        package var connection: Connection
        package var spool: SpoolSettings
        /// How soon a spool in memory looks whether the disk can be written again.
        package var spoolRetry = SpoolKeeper.probePause
        /// What the machine tells of its clock.
        package var signs: @Sendable () -> ClockSigns = { .ofMachine() }

        /// `binding`: a digest of what makes this machine itself.
        package init(configuration: Configuration, connection: Connection, binding: [UInt8]) {
            self.configuration = configuration
            self.connection = connection
            spool = SpoolSettings(configuration, binding: binding)
        }
    }

    let settings: Settings
    let log: Logger

    package init(_ settings: Settings, log: Logger) {
        self.settings = settings
        self.log = log
    }

    /// Why it would not start with a configuration, found without starting anything.
    package static func faults(of configuration: Configuration) -> [AgentFault] {
        let opening = SpoolOpening(how: .fresh, epoch: "", isDurable: false)
        return Pump(configuration, opening, seed: 0).longMetas.map { .meta($0) }
    }

    /// Runs until a signal says stop. Made for the main thread: it only waits.
    package func run(_ signals: borrowing Signals) throws(AgentFault) {
        let orders: PumpOrders
        do throws(SystemFault) {
            orders = try PumpOrders()
            let thread = try start(orders)
            try wait(signals, orders)
            orders.stop()
            thread.join()
        } catch {
            throw .system(error)
        }
        if let fault = orders.fault { throw fault }
    }

    /// Starts the pump's thread, and it starts everything else; `orders` ends it.
    package func start(_ orders: PumpOrders) throws(SystemFault) -> Thread {
        try Thread.start("tram-pump", stack: PumpThread.stackBytes) { [self] in
            orders.end(with: PumpThread.run(self, orders))
        }
    }

    private func wait(
        _ signals: borrowing Signals, _ orders: PumpOrders
    ) throws(SystemFault) {
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        polls.add(orders.ended.descriptor, .readable)
        Process.forgetStack()
        while true {
            try polls.wait(until: .never)
            if polls[1] != [] { return }
            while let signal = try signals.next() {
                switch signal {
                case .stop: return log.info("stopping")
                case .reload: log.notice("a changed configuration takes effect at the next start")
                case .child: break
                }
            }
        }
    }

    /// The configuration's lines with the numbers that readings carry.
    static func numbered(_ configuration: Configuration) -> [NumberedLine] {
        var device: UInt32 = 0
        var point: UInt32 = 0
        return configuration.lines.map { line in
            let devices = line.devices.map { one in
                defer {
                    device += 1
                    point += UInt32(one.points.count)
                }
                return NumberedDevice(one, number: device, firstPoint: point)
            }
            return NumberedLine(line, devices: devices)
        }
    }
}
