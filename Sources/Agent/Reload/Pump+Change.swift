// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub
internal import Spool

/// Another configuration of the same gateway and hub, while the pump works.
extension Pump {
    /// Devices that the hub cannot be told of.
    package func longMetas(of configuration: Configuration) -> [LongMeta] {
        DeviceTable(configuration, topics) { _ in 0 }.longMetas
    }

    /// Devices that may be new get places among the streams, and numbers before they need them. The
    /// spool knows where they will be before the hub retains anything there: after a crash nobody
    /// else could have it cleared.
    package mutating func expect(_ devices: [Device]) {
        coming = [:]
        for device in devices where numbers[device.id] == nil {
            let known = Self.retained(device.id, topics.of(device).prefix)
            coming[device.id] = known
            store.expect(known)
        }
        store.add(devices)
    }

    package func isReady(for devices: [Device]) -> Bool {
        store.hasNumbers(devices) && store.hasExpected
    }

    /// From now on the devices are these, and readings carry the numbers that they have here.
    /// `expect` was called for them. What stays as it is goes on where it is: its window, its
    /// events, and what the hub knows of it. All others begin anew.
    package mutating func change(
        to new: Configuration, from old: Configuration, at moment: Moment
    ) {
        followClock(moment)
        let staying = Staying(new, old)
        let before = devices.map { ($0.topics, $0.line) }
        let gone = devices.indices.filter { !staying.isOld($0) }
        keepMetas(of: gone, old)
        for number in gone { cutWindow(number, moment) }
        leaveToSpool(gone, old)
        let counters = counters(of: gone, old)
        replaceTables(new, staying)
        (configurationHash, coming) = (new.hash, [:])
        begin(staying, counters, new, moment)
        keepMaintenance()
        let first = departed.count
        depart(old, before)
        tellChange(staying, from: first, moment)
    }

    /// Their records that wait come behind a description of what the devices were.
    private mutating func leaveToSpool(_ numbers: [Int], _ old: Configuration) {
        let all = old.devices
        let names = Set(numbers.map { all[$0].id })
        let lines = Set(numbers.map { Int(devices[$0].line) })
        let count = Stream.allCases.count
        delivery.withdraw { key in
            lines.contains { $0..<$0 + count ~= key.line }
        }
        withdrawHistory(of: { names.contains($0.device) })
        if !numbers.isEmpty { history.revisit() }
    }

    private mutating func keepMetas(of numbers: [Int], _ old: Configuration) {
        guard !numbers.isEmpty else { return }
        let names = old.devices.map(\.id)
        for number in numbers {
            let meta = devices[number].meta
            formerMetas[FormerMeta(device: names[number], meta: meta.id)] = meta
        }
        forgetting += 1
        store.ask(.forget(numbers.map { names[$0] }))
    }

    /// The spool's thread has heard of a change: what it tells from now on is whole.
    mutating func forgotten() {
        forgetting -= 1
        if forgetting == 0 { formerMetas = [:] }
    }

    /// A device's meta with its content where the spool's thread has left that out, though the
    /// device is something else by now.
    func whole(_ meta: StoredMeta, of device: String) -> StoredMeta {
        guard meta.points.isEmpty,
            let known = formerMetas[FormerMeta(device: device, meta: meta.name)],
            numbers[device].map({ devices[$0].meta.id }) != meta.name
        else { return meta }
        return StoredMeta(name: meta.name, points: known.names, payload: known.payload)
    }

    /// Tables of the new devices, with what is known of those that stay.
    private mutating func replaceTables(_ new: Configuration, _ staying: Staying) {
        let before = self
        let places = store.places
        let table = DeviceTable(new, topics) { places[$0.id] ?? 0 }
        (devices, points, rules) = (table.devices, table.points, table.rules)
        (derived, texts, watched) = (table.derived, table.texts, table.watched)
        numbers = Dictionary(
            uniqueKeysWithValues: new.devices.enumerated().map { ($1.id, $0) })
        windows = new.devices.map(WindowTrack.init)
        vigils = Self.vigils(new)
        tallies = [Tally](repeating: Tally(), count: points.count)
        (lacks, resumed) = ([:], [:])
        for (number, old) in staying.pairs { goOn(number, from: before, old) }
    }

    private mutating func goOn(_ number: Int, from before: Pump, _ old: Int) {
        devices[number].goOn(from: before.devices[old])
        (windows[number], vigils[number]) = (before.windows[old], before.vigils[old])
        texts[number] = before.texts[old]
        if devices[number].derived >= 0, before.devices[old].derived >= 0 {
            derived[Int(devices[number].derived)].own =
                before.derived[Int(before.devices[old].derived)].own
        }
        for (point, known) in zip(devices[number].points, before.devices[old].points) {
            points[point].goOn(from: before.points[known])
            tallies[point] = before.tallies[known]
            watched.goOn(
                points[point].watch, from: before.watched, before.points[known].watch,
                alarms: rules[Int(points[point].rule)].watch?.alarms.count ?? 0)
            lacks[Int32(point)] = before.lacks[Int32(known)]
            resumed[point] = before.resumed[known]
        }
    }

    /// What counters of devices that change or go were last read as, by device and point.
    private func counters(
        of numbers: [Int], _ old: Configuration
    ) -> [String: [String: (bits: UInt64, time: Instant)]] {
        let all = old.devices
        return numbers.reduce(into: [:]) { counters, number in
            for point in devices[number].points {
                let rule = rules[Int(points[point].rule)]
                guard rule.tally.isCounter, let base = tallies[point].base else { continue }
                counters[all[number].id, default: [:]][rule.name] = base
            }
        }
    }

    /// What is new begins: its window opens, and its counters count on.
    private mutating func begin(
        _ staying: Staying, _ counters: [String: [String: (bits: UInt64, time: Instant)]],
        _ new: Configuration, _ moment: Moment
    ) {
        let all = new.devices
        for number in devices.indices where !staying.isNew(number) {
            windows[number].open(moment)
            let known = counters[all[number].id] ?? [:]
            for point in devices[number].points {
                let rule = rules[Int(points[point].rule)]
                guard rule.tally.isCounter, let base = known[rule.name] else { continue }
                tallies[point].resume(base.bits, at: base.time)
            }
        }
        findNextEdge()
        beginVigils(moment.now)
    }

    /// Devices that are gone, or that have moved to other topics. Their records may still wait.
    private mutating func depart(_ old: Configuration, _ before: [(DeviceTopics, Int32)]) {
        for (device, (before, line)) in zip(old.devices, before) {
            let now = numbers[device.id].map { devices[$0].topics.prefix }
            guard now != before.prefix else { continue }
            if now == nil { (formerTopics[device.id], formerLines[device.id]) = (before, line) }
            // Nobody knows any more what it was.
            toldMetas = toldMetas.filter { !$0.hasPrefix("\(device.id)/") }
            departed.append(
                Departed(
                    device: Self.retained(device.id, before.prefix), topics: before))
        }
        let present = Set(devices.map(\.topics.prefix))
        // One that has come back is not cleared away any more.
        for index in departed.indices where present.contains(departed[index].topics.prefix) {
            departed[index].isForgotten = true
        }
        for name in numbers.keys { (formerTopics[name], formerLines[name]) = (nil, nil) }
    }

    /// The spool and the hub know what there is now.
    private mutating func tellChange(
        _ staying: Staying, from first: Int, _ moment: Moment
    ) {
        for (name, number) in numbers.sorted(by: { $0.value < $1.value })
        where !staying.isNew(number) && !departed.contains(where: { $0.isMove(of: name) }) {
            store.add(known(number, name))
        }
        guard let session else { return }
        delivery.replace(present: stateMessage(online: true, session, nil, moment))
        for number in devices.indices where !staying.isNew(number) {
            delivery.add(present: metaMessage(number))
        }
        tellDeparted(from: first, session, moment)
    }
}

/// What a device was.
struct FormerMeta: Hashable {
    var device: String
    /// Its meta's name.
    var meta: String
}

extension Departed {
    /// Whether it is where this device was, and the hub has not forgotten that.
    fileprivate func isMove(of name: String) -> Bool { device.name == name && !isForgotten }
}

/// Devices that are the same in two configurations.
private struct Staying {
    /// Their numbers, new and old.
    let pairs: [(new: Int, old: Int)]
    private let new: Set<Int>
    private let old: Set<Int>

    init(_ new: Configuration, _ old: Configuration) {
        let before = Dictionary(
            uniqueKeysWithValues: zip(old.devices, old.lines.flatMap(\.cycles)).enumerated()
                .map { ($1.0.id, (number: $0, device: $1.0, cycle: $1.1)) })
        pairs = zip(new.devices, new.lines.flatMap(\.cycles)).enumerated().compactMap {
            number, now in
            guard let known = before[now.0.id], known.device == now.0, known.cycle == now.1 else {
                return nil
            }
            return (number, known.number)
        }
        (self.new, self.old) = (Set(pairs.map(\.new)), Set(pairs.map(\.old)))
    }

    func isNew(_ number: Int) -> Bool { new.contains(number) }
    func isOld(_ number: Int) -> Bool { old.contains(number) }
}
