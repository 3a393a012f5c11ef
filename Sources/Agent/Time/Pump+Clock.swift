// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension Pump {
    /// A jump of the wall clock beyond this ends the windows that are open.
    static let longestStep = Nanoseconds.milliseconds(500)

    /// Opens the first windows; ends those that are open where the wall clock has jumped, because
    /// on either side of a jump a minute is not a minute; says whether the clock is trusted.
    mutating func followClock(_ moment: Moment) {
        guard let known = clock else {
            clock = moment
            resumeCounters(moment)
            openWindows(moment)
            beginVigils(moment.now)
            resumeMaintenance(moment)
            if moment.isTrusted { restamp(from: moment) }
            return
        }
        // The offset creeps as the clock is disciplined; windows follow at their edges.
        clock = moment
        let step = moment.offset - known.offset
        let isStep = step.magnitude > Self.longestStep.count.magnitude
        if isStep {
            cutWindows(known.at(moment.now), isStepped: true)
            rebaseCounters(moment)
            openWindows(moment)
        }
        if moment.isTrusted, !resumed.isEmpty { resumed = [:] }
        if moment.isTrusted != known.isTrusted { tellTrust(moment, isStep: isStep) }
        if isStep || moment.isTrusted != known.isTrusted { maintenance.follow(moment) }
    }

    /// The hub knows at once, and what it retains has its true times.
    private mutating func tellTrust(_ moment: Moment, isStep: Bool) {
        restamp(from: moment)
        guard let session else { return }
        delivery.replace(present: stateMessage(online: true, session, nil, moment))
        guard moment.isTrusted, isStep else { return }
        for number in devices.indices {
            if let status = statusMessage(number, session, moment) {
                delivery.replace(present: status)
            }
        }
    }

    // MARK: - Counters of earlier processes

    /// Counters count on from what an earlier process has read.
    private mutating func resumeCounters(_ moment: Moment) {
        for counters in formerCounters {
            guard let number = numbers[counters.device] else { continue }
            let readings = Dictionary(
                counters.readings.map { ($0.point, $0) }, uniquingKeysWith: { $1 })
            for point in devices[number].points {
                let rule = rules[Int(points[point].rule)]
                guard rule.tally.isCounter, let reading = readings[rule.name] else { continue }
                let time = instant(of: reading, moment)
                tallies[point].resume(reading.bits, at: time)
                if !moment.isTrusted, reading.at >= 0 {
                    resumed[point] = ResumedReading(at: reading.at, time: time)
                }
            }
        }
        formerCounters = []
    }

    /// One without a true time has that of its kernel's running. Were it another one's, it ended
    /// when this one began.
    private func instant(of reading: CounterReading, _ moment: Moment) -> Instant {
        guard reading.at < 0 else { return moment.instant(of: reading.at) }
        let time = Instant(nanoseconds: ~reading.at &* 1_000_000)
        return time <= moment.now ? time : Instant(nanoseconds: 0)
    }

    /// The next window counts on from these, also in the next process.
    mutating func storeCounters(_ number: Int, _ moment: Moment) {
        var readings: [CounterReading] = []
        for point in devices[number].points {
            let rule = rules[Int(points[point].rule)]
            guard rule.tally.isCounter, let base = tallies[point].base else { continue }
            readings.append(
                CounterReading(
                    point: rule.name, bits: base.bits, at: time(of: base.time, point, moment)))
        }
        if !readings.isEmpty {
            store.add(
                DeviceCounters(
                    device: store.lines[line(number, .window)].key.device, readings: readings))
        }
    }

    /// UTC in milliseconds; without a trusted clock that of the kernel's running, below 0.
    private func time(of base: Instant, _ point: Int, _ moment: Moment) -> Int64 {
        if let former = resumed[point], former.time == base { return former.at }
        return moment.isTrusted
            ? moment.milliseconds(of: base) : ~(base.nanoseconds / 1_000_000)
    }

    /// What was read in an earlier process has its true time in UTC, and it is its time on this
    /// kernel's clock that was wrong.
    private mutating func rebaseCounters(_ moment: Moment) {
        for (point, former) in resumed {
            let time = moment.instant(of: former.at)
            guard tallies[point].base?.time == former.time else { continue }
            tallies[point].rebase(at: time)
            resumed[point]?.time = time
        }
    }
}

/// A counter's reading of an earlier process that was trusted with its time.
struct ResumedReading: Sendable {
    /// UTC in milliseconds.
    let at: Int64
    /// The same by this kernel's clock, as far as that is known.
    var time: Instant
}
