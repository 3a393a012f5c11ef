// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension Pump {
    /// A jump of the wall clock beyond this ends the windows that are open.
    static let longestStep = Nanoseconds.milliseconds(500)
    /// Points in one record of the stream `window`, so that with the longest names and numbers
    /// (under 320 bytes a point) it stays below 64 KiB.
    static let mostSums = 200

    /// Windows that are told in a row.
    static let mostWindows = 16

    /// Whether less goes out than is made, to the hub that is there or to the disk: lines that
    /// have no period wait.
    package var isBehind: Bool {
        (session != nil && delivery.isWellFilled) || store.isWellFilled
    }

    /// Tells the windows whose time has passed, grace included; of many some, and the others when
    /// it is called again, at once: records of all devices need not be in memory together.
    package mutating func closeWindows(at moment: Moment) {
        followClock(moment)
        guard moment.now >= nextEdge else { return }
        var count = 0
        for number in windows.indices {
            while windows[number].deadline <= moment.now {
                // The spool's thread takes some of them first, if it takes any.
                if count == Self.mostWindows || store.isWellFilled && !store.isRefused {
                    return findNextEdge()
                }
                closeWindow(number, moment)
                count += 1
            }
        }
        findNextEdge()
    }

    /// Opens the first windows; ends those that are open where the wall clock has jumped, because
    /// on either side of a jump a minute is not a minute.
    mutating func followClock(_ moment: Moment) {
        let offset = moment.offset
        guard let known = clock else {
            clock = moment
            resumeCounters(moment)
            openWindows(moment)
            beginVigils(moment.now)
            return
        }
        guard (offset - known.offset).magnitude > Self.longestStep.count.magnitude else {
            // The offset creeps as the clock is disciplined; windows follow at their edges.
            clock = moment
            return
        }
        cutWindows(Moment(now: moment.now, wall: known.wall(at: moment.now)), isStepped: true)
        clock = moment
        openWindows(moment)
    }

    /// Tells what the open windows hold so far: the service stops.
    package mutating func cutWindows(at moment: Moment) { cutWindows(moment, isStepped: false) }

    private mutating func cutWindows(_ moment: Moment, isStepped: Bool) {
        for number in windows.indices where windows[number].length > .zero {
            let end = min(moment.milliseconds(of: moment.now), windows[number].to)
            presume(number, until: moment.now)
            tellWindow(number, to: end, moment, isStepped: isStepped)
            windows[number].cut(at: moment.now, end)
        }
    }

    private mutating func openWindows(_ moment: Moment) {
        for number in windows.indices { windows[number].open(moment) }
        findNextEdge()
    }

    private mutating func findNextEdge() {
        nextEdge = windows.reduce(.never) { min($0, $1.deadline) }
    }

    /// A device's window has ended, and the next one begins.
    mutating func closeWindow(_ number: Int, _ moment: Moment) {
        presume(number, until: windows[number].edge)
        tellWindow(number, to: windows[number].to, moment, isStepped: false)
        windows[number].advance(moment)
    }

    private mutating func tellWindow(
        _ number: Int, to: Int64, _ moment: Moment, isStepped: Bool
    ) {
        let range = devices[number].points
        let all = range.filter { !tallies[$0].isEmpty }
        for start in stride(from: 0, to: all.count, by: Self.mostSums) {
            addWindow(number, all[start...].prefix(Self.mostSums), to: to, moment, isStepped)
        }
        for point in range { tallies[point].begin(rules[Int(points[point].rule)].tally) }
        storeCounters(number, moment)
    }

    private mutating func addWindow(
        _ number: Int, _ told: ArraySlice<Int>, to: Int64, _ moment: Moment, _ isStepped: Bool
    ) {
        let first = devices[number].points.lowerBound
        let sums = told.map { point in
            let rule = rules[Int(points[point].rule)]
            return tallies[point].sum(of: point - first, rule.tally, rule.conversion) {
                moment.milliseconds(of: $0)
            }
        }
        let clock = clock(of: moment.now, moment)
        seal(
            StoredRecord(.window(sums), clock: clock == .synced && isStepped ? .stepped : clock),
            number, from: windows[number].from, to: to,
            readings: sums.reduce(0) { $0 + Int($1.count) },
            hasCounters: told.contains { rules[Int(points[$0].rule)].tally.isCounter })
    }

    /// Counters count on from what an earlier process has read.
    private mutating func resumeCounters(_ moment: Moment) {
        for counters in formerCounters {
            guard let number = numbers[counters.device] else { continue }
            let readings = Dictionary(
                counters.readings.map { ($0.point, $0) }, uniquingKeysWith: { $1 })
            for point in devices[number].points {
                let rule = rules[Int(points[point].rule)]
                guard rule.tally.isCounter, let reading = readings[rule.name] else { continue }
                tallies[point].resume(reading.bits, at: moment.instant(of: reading.at))
            }
        }
        formerCounters = []
    }

    /// The next window counts on from these, also in the next process.
    private mutating func storeCounters(_ number: Int, _ moment: Moment) {
        var readings: [CounterReading] = []
        for point in devices[number].points {
            let rule = rules[Int(points[point].rule)]
            guard rule.tally.isCounter, let base = tallies[point].base else { continue }
            readings.append(
                CounterReading(
                    point: rule.name, bits: base.bits, at: moment.milliseconds(of: base.time)))
        }
        if !readings.isEmpty {
            store.add(
                DeviceCounters(
                    device: store.lines[line(number, .window)].key.device, readings: readings))
        }
    }
}
