// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension Pump {
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

    /// Tells what the open windows hold so far: the service stops.
    package mutating func cutWindows(at moment: Moment) { cutWindows(moment, isStepped: false) }

    mutating func cutWindows(_ moment: Moment, isStepped: Bool) {
        for number in windows.indices { cutWindow(number, moment, isStepped: isStepped) }
    }

    /// One device's.
    mutating func cutWindow(_ number: Int, _ moment: Moment, isStepped: Bool = false) {
        guard windows[number].length > .zero else { return }
        let end = min(moment.milliseconds(of: moment.now), windows[number].to)
        presume(number, until: moment.now)
        tellWindow(number, to: end, moment, isStepped: isStepped)
        windows[number].cut(at: moment.now, end)
    }

    mutating func openWindows(_ moment: Moment) {
        for number in windows.indices { windows[number].open(moment) }
        findNextEdge()
    }

    mutating func findNextEdge() {
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
        let clock = clock(of: moment.instant(of: to), moment)
        seal(
            StoredRecord(.window(sums), clock: clock == .synced && isStepped ? .stepped : clock),
            number, from: windows[number].from, to: to,
            readings: sums.reduce(0) { $0 + Int($1.count) },
            hasCounters: told.contains { rules[Int(points[$0].rule)].tally.isCounter })
    }
}
