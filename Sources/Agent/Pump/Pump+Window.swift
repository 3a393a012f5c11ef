// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// A jump of the wall clock beyond this ends the windows that are open.
    static let longestStep = Nanoseconds.milliseconds(500)
    /// Points in one record of the stream `window`, so that with the longest names and numbers
    /// (under 320 bytes a point) it stays below 64 KiB.
    static let mostSums = 200

    /// Whether a hub that is there takes less than we make: nothing more is made until it has
    /// acknowledged some.
    package var isBehind: Bool { session != nil && delivery.isWellFilled }

    /// Tells the windows whose time has passed, grace included.
    package mutating func closeWindows(at moment: Moment) {
        followClock(moment)
        guard moment.now >= nextEdge else { return }
        for number in windows.indices {
            while windows[number].deadline <= moment.now, !isBehind { closeWindow(number, moment) }
        }
        findNextEdge()
    }

    /// Opens the first windows; ends those that are open where the wall clock has jumped, because
    /// on either side of a jump a minute is not a minute.
    mutating func followClock(_ moment: Moment) {
        let offset = moment.offset
        guard let known = clock else {
            clock = moment
            openWindows(moment)
            beginVigils(moment.now)
            return
        }
        guard (offset - known.offset).magnitude > Self.longestStep.count.magnitude else {
            // The offset creeps as the clock is disciplined; windows follow at their edges.
            clock = moment
            return
        }
        cutWindows(Moment(now: moment.now, wall: known.wall(at: moment.now)), word: "stepped")
        clock = moment
        openWindows(moment)
    }

    /// Tells what the open windows hold so far: the service stops.
    package mutating func cutWindows(at moment: Moment) { cutWindows(moment, word: nil) }

    private mutating func cutWindows(_ moment: Moment, word: String?) {
        for number in windows.indices where windows[number].length > .zero {
            let end = min(moment.milliseconds(of: moment.now), windows[number].to)
            presume(number, until: moment.now)
            tellWindow(number, to: end, moment, word: word)
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
        tellWindow(number, to: windows[number].to, moment, word: nil)
        windows[number].advance(moment)
    }

    private mutating func tellWindow(_ number: Int, to: Int64, _ moment: Moment, word: String?) {
        let range = devices[number].points
        let all = range.filter { !tallies[$0].isEmpty }
        for start in stride(from: 0, to: all.count, by: Self.mostSums) {
            writeWindow(number, all[start...].prefix(Self.mostSums), to: to, moment, word)
            windows[number].sequence += 1
            produced.windows += 1
            windowRoom = writer.bytes.count
            addRecord(number, to: devices[number].topics.window)
        }
        for point in range { tallies[point].begin(rules[Int(points[point].rule)].tally) }
    }

    private mutating func writeWindow(
        _ number: Int, _ points: ArraySlice<Int>, to: Int64, _ moment: Moment, _ word: String?
    ) {
        beginRecord(number, windows[number].sequence, room: windowRoom)
        writer.key(Keys.from)
        writer.integer(windows[number].from)
        writer.key(Keys.to)
        writer.integer(to)
        writer.key(Keys.values)
        writer.beginObject()
        for point in points { writeTally(point, moment) }
        writer.endObject()
        writeQualities(of: points, inWindow: true)
        if moment.isTrusted, let word {
            writer.key(Keys.clock)
            writer.string(word)
        }
        writeClock(moment)
        writer.endObject()
    }

    private mutating func writeTally(_ point: Int, _ moment: Moment) {
        let rule = rules[Int(points[point].rule)]
        writer.key(rule.key)
        writer.tally(tallies[point], rule.tally, rule.conversion) { moment.milliseconds(of: $0) }
    }
}
