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
        /// The socket at which programs of this machine ask; nil: none.
        package var control: String?
        /// Who is told how the service does; nil: nobody wants to know.
        package var manager: ServiceManager?
        /// Reads the gateway's file anew, given what holds until then; nil: it never changes.
        package var reload: (@Sendable (Self) -> Reloaded)?
        /// Who may ask there.
        var rights: @Sendable () -> ControlRights = { .ofMachine() }
        /// What the machine tells of its clock.
        package var signs: @Sendable () -> ClockSigns = { .ofMachine() }

        /// What devices refuse lies beside the spool.
        var bookFile: StateFile { StateFile("learned.json", spool: configuration.storage.path) }
        var maintenanceFile: StateFile {
            StateFile("maintenance.json", spool: configuration.storage.path)
        }
        var quarantineFile: StateFile {
            StateFile("quarantine.json", spool: configuration.storage.path)
        }

        /// `binding`: a digest of what makes this machine itself.
        package init(configuration: Configuration, connection: Connection, binding: [UInt8]) {
            self.configuration = configuration
            self.connection = connection
            spool = SpoolSettings(configuration, binding: binding)
        }

        /// The same service with another configuration.
        package func with(_ configuration: Configuration, _ connection: Connection) -> Self {
            var other = self
            (other.configuration, other.connection) = (configuration, connection)
            other.spool = SpoolSettings(configuration, binding: spool.binding)
            return other
        }
    }

    /// Where `tram run` is asked.
    package static let usualControl = "/run/tram/control"

    var settings: Settings
    let log: Logger
    let started = Clock.now()

    package init(_ settings: Settings, log: Logger) {
        self.settings = settings
        self.log = log
    }

    /// Why it would not start with a configuration, found without starting anything.
    package static func faults(of configuration: Configuration) -> [AgentFault] {
        let opening = SpoolOpening(how: .fresh, epoch: "", isDurable: false)
        return Pump(configuration, opening, seed: 0).longMetas.map { .meta($0) }
    }

    /// Runs until a signal says stop. Made for the main thread.
    package func run(_ signals: borrowing Signals) throws(AgentFault) {
        if let path = settings.control, LocalSocket.isServed(path) { throw .runsAlready(path) }
        let orders: PumpOrders
        do throws(SystemFault) {
            orders = try PumpOrders()
            let thread = try start(orders)
            try attend(orders, signals.descriptor) { () throws(SystemFault) in
                try signals.next()
            }
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

    /// Until the pump has ended: serves the socket at which programs ask, and reads the gateway's
    /// file anew when it is told to. `next`: the next signal that waits at the descriptor.
    package func attend(
        _ orders: PumpOrders, _ signals: CInt = -1,
        _ next: () throws(SystemFault) -> Signals.Signal? = { nil }
    ) throws(SystemFault) {
        var service = ControlService.open(self, orders.desk)
        var supervisor = Supervisor(settings.manager, orders, log, at: Clock.now())
        defer { supervisor.stopping(at: Clock.now()) }
        Process.forgetStack()
        while true {
            let ready = try service.turn(
                beside: [
                    signals, orders.reload.descriptor, orders.ended.descriptor,
                    orders.news.descriptor,
                ], until: supervisor.deadline)
            if ready[2] { return }
            if ready[3] { orders.news.clear() }
            supervisor.turn(at: Clock.now())
            var isToReload = ready[1]
            if isToReload { orders.reload.clear() }
            while ready[0], let signal = try next() {
                switch signal {
                case .stop:
                    log.info("stopping")
                    supervisor.stopping(at: Clock.now())
                    orders.stop()
                case .reload: isToReload = true
                case .child: break
                }
            }
            guard isToReload, let reload = settings.reload else { continue }
            supervisor.reloading(at: Clock.now())
            take(reload, orders)
        }
    }

    private func take(
        _ reload: @Sendable (Settings) -> Reloaded, _ orders: PumpOrders
    ) {
        let number = orders.reloadsAsked
        orders.leave(reload(settings), upTo: number)
        Process.forgetStack()
        Process.returnHeap()
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
