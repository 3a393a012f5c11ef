// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host

/// Other lines, while the bus runs. What stays as it is keeps its link, its rounds and an exchange
/// under way: its thread ends and another one goes on with it a moment later.
///
/// `rest` for the lines that change, and when they are `atRest`: `pause`, `drain` until nothing
/// comes, `takeRest`, `resume`.
extension Bus {
    /// Has these lines begin nothing new. `wakeUp` is signalled when they await no answer.
    package func rest(_ lines: Set<String>) {
        for group in groups {
            let own = group.ids.indices.filter { lines.contains(group.ids[$0]) }
            if !own.isEmpty { group.orders.rest(own) }
        }
    }

    package var isAtRest: Bool {
        groups.allSatisfy { $0.orders.rest == .none || $0.orders.isAtRest }
    }

    /// Takes all lines from their threads. They are nobody's until `resume`.
    package func pause() {
        for group in groups { group.orders.end(.endAtOnce, keeping: true) }
        join()
        left = groups.map { group in
            let left = group.orders.takeLeft() ?? LineGroup.Left(drivers: [], rest: .init())
            return LeftGroup(group: group, drivers: left.drivers, rest: left.rest)
        }
    }

    /// Marks that found no room in their ring, in order for each line, and how many readings of
    /// each device, by its number, did not.
    package func takeRest() -> (marks: [Reading], lost: [UInt32: Int]) {
        let rests = left.map(\.rest)
        for index in left.indices { left[index].rest = .init() }
        let lost = rests.reduce(into: [:]) { $0.merge($1.lost, uniquingKeysWith: +) }
        return (rests.flatMap(\.marks), lost)
    }

    /// Goes on with these lines. `before`: those that were paused.
    package func resume(
        _ lines: [NumberedLine], before: [NumberedLine]
    ) throws(SystemFault) {
        let known = Dictionary(before.map { ($0.line.id, $0) }, uniquingKeysWith: { $1 })
        var drivers = takeDrivers()
        let now = Clock.now()
        let entries = NumberedLine.phased(lines).map { line in
            LineGroup.Entry(
                line: line,
                driver: known[line.line.id].flatMap { old in
                    drivers.removeValue(forKey: line.line.id)?.after(old, line, at: now)
                })
        }
        // Ports of lines that are no more are closed before others are opened.
        dismiss(drivers.values)
        drivers = [:]
        let groups = left.map(\.group)
        (left, self.groups, lanes) = ([], [], [])
        try start(entries, after: groups)
    }

    private func takeDrivers() -> [String: LineDriver] {
        var drivers: [String: LineDriver] = [:]
        for index in left.indices {
            for driver in left[index].drivers { drivers[driver.id] = driver }
            left[index].drivers = []
        }
        return drivers
    }

    /// Who has asked them something is answered.
    private func dismiss(_ drivers: some Collection<LineDriver>) {
        for var driver in drivers {
            driver.machine.abandonGuests()
            _ = results.send(from: &driver.machine.guestResults)
        }
    }
}

/// A group between two threads.
struct LeftGroup {
    let group: Bus.Group
    var drivers: [LineDriver]
    var rest: RingOutput.Rest
}

extension LineDriver {
    /// The same line as it is from now on; nil where it has to begin anew.
    fileprivate consuming func after(
        _ old: NumberedLine, _ new: NumberedLine, at now: Instant
    ) -> LineDriver? {
        var driver = self
        driver.hold(until: new.heldUntil, at: now)
        if old.line == new.line, let first = old.devices.first, let newFirst = new.devices.first {
            driver.machine.renumber(
                devices: Int(newFirst.number) - Int(first.number),
                points: Int(newFirst.firstPoint) - Int(first.firstPoint))
            return driver
        }
        guard old.line.hasSettings(of: new.line), !driver.machine.isBusy else { return nil }
        let known = Dictionary(
            old.devices.map { ($0.device.id, $0) }, uniquingKeysWith: { $1 })
        let staying = new.devices.compactMap { device in
            known[device.device.id].flatMap { $0.device == device.device ? (device, $0) : nil }
        }
        driver.change(to: new, staying, at: now)
        return driver
    }
}
