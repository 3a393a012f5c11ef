// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Simulator

extension WireBench {
    /// A hundred units behind one connection, read each second, of which one never answers.
    func hundred() throws -> Bool {
        let units = Array(UInt8(1)...100)
        let site = try Site(seed: 1)
        let served = units.map { SimulatedDevice.block(unit: $0, count: 10) }
        served[49].with { $0.behaviour.silent = true }
        let port = try site.addTCP(devices: served)
        try site.start()
        let devices = units.map {
            RoundWatch.device($0, registers: 10, poll: .seconds(1))
        }
        let line = Line(id: "line", link: .tcp(host: "127.0.0.1", port: port), devices: devices)
        let watch = try RoundWatch([line], registers: 10)
        // The first rounds tell who is there.
        try watch.watch(for: .seconds(10))
        watch.forget()
        let time = Int64(max(60, seconds))
        try watch.watch(for: .seconds(time))
        watch.stop()
        site.stop()
        let living = watch.times.indices.filter { $0 != 49 }.map { watch.times[$0] }
        let pauses = living.map { zip($0, $0.dropFirst()).map { Double(($1 - $0).count) / 1e9 } }
        let longest = pauses.map { $0.max() ?? Double(time) }.max() ?? 0
        let fewest = Double(living.map(\.count).min() ?? 0) / Double(time)
        let isWhole = row(
            "rate of 99 beside 1 dead, TCP", thousandths(fewest), "0.980", fewest >= 0.98)
        return row("… longest pause, s", thousandths(longest), "1.050", longest <= 1.05) && isWhole
    }

    /// Fifty endpoints read five times a second, one of them dead in two ways: how late the other
    /// 49 are, beside the same with all alive, ten times in turn.
    func endpoints() throws -> Bool {
        let site = try DeviceProcess.start(50)
        let ports = site.ports.compactMap(UInt16.init)
        var late: [Double] = []
        var (silent, gone): ([Double], [Double]) = ([], [])
        for _ in 0..<10 {
            let alive = try lateness(ports)
            late.append(alive)
            silent.append(try lateness(ports, .listen(isFull: false)) - alive)
            gone.append(try lateness(ports, .listen(isFull: true)) - alive)
        }
        _ = row(
            "p99 lateness of 50 endpoints, ms", thousandths(late.median),
            spread: spread(late), "-", true)
        let isCalm = row(
            "… more beside a silent one, ms", thousandths(silent.median), spread: spread(silent),
            "1.000",
            silent.median <= 1)
        return row(
            "… more beside one that is gone, ms", thousandths(gone.median), spread: spread(gone),
            "1.000",
            gone.median <= 1) && isCalm
    }

    /// The p99 of how late 49 endpoints' values come, in milliseconds. `dead`: what stands in
    /// for the 50th; nil for none.
    private func lateness(_ ports: [UInt16], _ dead: DeafEndpoint? = nil) throws -> Double {
        let period = Nanoseconds.milliseconds(200)
        let lines = try ports.enumerated().map { index, port in
            // In the middle, so that others come before it and after it.
            let port = index == 24 ? try dead?.port ?? port : port
            return Line(
                id: "e\(index)", link: .tcp(host: "127.0.0.1", port: port),
                devices: [RoundWatch.device(1, registers: 10, poll: period)])
        }
        let watch = try RoundWatch(lines, registers: 10)
        try watch.watch(for: .seconds(1))
        watch.forget()
        try watch.watch(for: .seconds(4))
        watch.stop()
        withExtendedLifetime(dead) {}
        let living = watch.times.indices.filter { $0 != 24 }
        guard living.allSatisfy({ watch.times[$0].count >= 15 }) else {
            throw Failure(text: "an endpoint that lives was not read")
        }
        return living.flatMap { Self.lateness(watch.times[$0], period) }.percentile(99)
    }

    /// How much later than in its best round each value came, in milliseconds.
    private static func lateness(_ times: [Instant], _ period: Nanoseconds) -> [Double] {
        guard let first = times.first else { return [] }
        let offsets = times.map { time in
            let since = (time - first).count
            let rounds = (since + period.count / 2) / period.count
            return since - rounds * period.count
        }
        let best = offsets.min() ?? 0
        return offsets.map { Double($0 - best) / 1e6 }
    }

    /// One endpoint read as fast as it goes, beside libmodbus in a bare loop, in turn: round trips
    /// a second, with a server that is libmodbus, too.
    func flat() throws -> Bool {
        let server = try ModbusProcess.start()
        var (ours, theirs, ratios): ([Double], [Double], [Double]) = ([], [], [])
        for pair in 0..<41 {
            if pair % 2 == 1 { ours.append(try tripsOfBus(server.port)) }
            theirs.append(try ModbusLoop.trips(server.port, for: Self.flatTime))
            if pair % 2 == 0 { ours.append(try tripsOfBus(server.port)) }
            ratios.append(ours[pair] / theirs[pair])
        }
        _ = row(
            "TCP round trips/s, libmodbus", "\(Int(theirs.median))", spread: whole(theirs), "-",
            true)
        _ = row("… Tram", "\(Int(ours.median))", spread: whole(ours), "-", true)
        return row(
            "… ratio", thousandths(ratios.median), spread: spread(ratios), "0.950",
            ratios.median >= 0.95)
    }

    /// Short, and many of them: a machine that others share changes its speed within seconds.
    private static let flatTime = Nanoseconds.milliseconds(500)

    private func whole(_ values: [Double]) -> String {
        "\(Int(values.min() ?? 0))–\(Int(values.max() ?? 0))"
    }

    private func tripsOfBus(_ port: UInt16) throws -> Double {
        let device = RoundWatch.device(1, registers: Devices.registers, poll: .zero)
        let line = Line(id: "line", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
        let watch = try RoundWatch([line], registers: Devices.registers)
        defer { watch.stop() }
        try watch.watch(for: .milliseconds(100))
        let (before, start) = (watch.answers, Clock.now())
        try watch.watch(for: Self.flatTime)
        return Double(watch.answers - before) * 1e9 / Double((Clock.now() - start).count)
    }
}
