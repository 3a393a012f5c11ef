// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A simulated site: one thread that serves the devices of many endpoints.
///
/// A class, because its thread ends with it.
package final class Site: Sendable {
    /// Endpoints of one site.
    package static let endpointLimit = 1_024

    private let noise: Noise
    private let time: @Sendable () -> Double
    private let orders: Mailbox<ServeLoop.Order>
    private let thread = Lock<Thread?>(nil)
    private let lines = Lock(0)

    /// `time`: what the devices measure at, seconds since 1970 in UTC. Devices without a seed of
    /// their own get one that depends on the site's and on the order in which they are added.
    package init(
        seed: UInt64, time: @escaping @Sendable () -> Double = Site.wallSeconds
    ) throws(SimulatorFault) {
        noise = Noise(seed: seed)
        self.time = time
        let wakeUp = try SimulatorFault.translating { () throws(SystemFault) in try WakeUp() }
        orders = Mailbox(count: Self.endpointLimit + 1, wakeUp: wakeUp)
    }

    deinit { stop() }

    /// The machine's clock.
    package static let wallSeconds: @Sendable () -> Double = {
        Double(Clock.wall().nanoseconds) / 1e9
    }

    /// Serves devices by Modbus TCP. The port it got, also when 0 asked for any.
    package func addTCP(
        devices: [SimulatedDevice], address: String = "127.0.0.1", port: UInt16 = 0
    ) throws(SimulatorFault) -> UInt16 {
        let line = try SimulatedLine(.tcp, devices: devices, host: address, port: port)
        try add(line)
        return line.port
    }

    /// Serves devices by RTU frames over TCP, as behind a serial converter.
    package func addRTUOverTCP(
        devices: [SimulatedDevice], address: String = "127.0.0.1", port: UInt16 = 0
    ) throws(SimulatorFault) -> UInt16 {
        let line = try SimulatedLine(.rtuOverTCP, devices: devices, host: address, port: port)
        try add(line)
        return line.port
    }

    /// Serves devices on a serial line. The path that a client opens.
    package func addPseudoTerminal(devices: [SimulatedDevice]) throws(SimulatorFault) -> String {
        let line = try SimulatedLine(.serial, devices: devices)
        try add(line)
        return line.path
    }

    /// Begins to serve. Once in a site's life; endpoints may be added before and after.
    package func start() throws(SimulatorFault) {
        let (orders, time) = (orders, time)
        try thread.withLock { thread throws(SimulatorFault) in
            precondition(thread == nil, "a site starts once")
            thread = try SimulatorFault.translating { () throws(SystemFault) in
                try Thread.start("simulator") {
                    var loop = ServeLoop(orders: orders, time: time)
                    loop.run()
                }
            }
        }
    }

    /// Closes all endpoints and connections; returns when the thread has ended.
    package func stop() {
        guard let running = thread.withLock({ $0.take() }) else { return }
        _ = orders.send(.stop)
        running.join()
    }

    /// Opens a line and serves its devices.
    package func add(_ line: SimulatedLine) throws(SimulatorFault) {
        let number = lines.withLock { count -> Int? in
            guard count < Self.endpointLimit else { return nil }
            count += 1
            return count
        }
        guard let number else { throw .tooManyEndpoints }
        let own = noise.derived(UInt64(number))
        for (index, device) in line.devices.enumerated() {
            device.with { $0.noise = $0.noise ?? own.derived(UInt64(index)) }
        }
        guard orders.send(.serve(try line.open())) else { throw .tooManyEndpoints }
    }

    /// Takes a line away: connections end and nobody can connect; when this returns it is so.
    /// Only while the site runs.
    package func close(_ line: SimulatedLine) throws(SimulatorFault) {
        try order { .close(line, $0) }
    }

    /// Brings a line back under its address. Only while the site runs.
    package func open(_ line: SimulatedLine) throws(SimulatorFault) {
        try order { .open(line, $0) }
    }

    private func order(_ make: (ServeLoop.Ticket) -> ServeLoop.Order) throws(SimulatorFault) {
        precondition(thread.withLock { $0 != nil }, "the site does not run")
        let ticket = try SimulatorFault.translating { () throws(SystemFault) in
            try ServeLoop.Ticket()
        }
        guard orders.send(make(ticket)) else { throw .tooManyEndpoints }
        try ticket.wait()
    }
}
