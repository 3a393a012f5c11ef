// SPDX-License-Identifier: Apache-2.0

extension Auditor {
    /// A record of a stream's own channel.
    mutating func takeRecord(
        _ content: JSON, _ stream: Stream, _ device: Int, _ time: WallTime?
    ) throws(Flaw) {
        guard let name = content.name("epoch") else { throw .epoch }
        let entry = try Entry(content, stream)
        let gateway = devices[device].gateway
        let epoch = try epochIndex(gateway, name)
        let index = try seriesIndex(device, stream, epoch)
        // Without any state nothing is known of epochs, unless we were there from the beginning.
        if epoch != gateways[gateway].current,
            gateways[gateway].current != nil || start == .beginning
        {
            problems.note(.epochStray, place(device, stream), "#\(entry.number) \(name)")
        }
        let isNew = !series[index].held.contains(entry.number)
        if isNew { follow(entry.number, index) }
        book(entry, index, time, isDirect: true)
        guard stream == .live, isNew else { return }
        judgeFull(entry, device)
        if let time, entry.isOnTime {
            let late = time.milliseconds.subtractingReportingOverflow(entry.times.upperBound)
            if !late.overflow { devices[device].latency.add(late.partialValue) }
        }
    }

    /// On its own channel a stream's numbers ascend, but for records that come again.
    private mutating func follow(_ number: UInt64, _ index: Int) {
        let highest = series[index].highest
        if number < highest {
            problems.note(
                .numberBack, place(series[index].device, series[index].stream),
                "#\(highest), #\(number)")
        }
        series[index].highest = max(highest, number)
        series[index].lowest = min(series[index].lowest ?? number, number)
    }

    /// The rows of a history; each that is no row, as what it breaks.
    mutating func takeHistory(
        _ content: JSON, of device: Int, _ time: WallTime?
    ) throws(Flaw) -> [(Flaw, Stream)] {
        guard let name = content.name("epoch") else { throw .epoch }
        let history = try History(content)
        guard let rows = content["rows"]?.array else { throw .history }
        let epoch = try epochIndex(devices[device].gateway, name)
        let index = try seriesIndex(device, history.stream, epoch)
        var flaws: [(Flaw, Stream)] = []
        for row in rows {
            do throws(Flaw) {
                guard let cells = row.array else { throw .row }
                book(try Entry(row: cells, of: history), index, time, isDirect: false)
            } catch {
                flaws.append((error, history.stream))
            }
        }
        return flaws
    }

    /// Enters a record's number, and looks at what it says.
    private mutating func book(
        _ entry: Entry, _ index: Int, _ time: WallTime?, isDirect: Bool
    ) {
        let (device, stream) = (series[index].device, series[index].stream)
        judgePresence("#\(entry.number)", device, stream)
        judgeDefinition(entry, device, stream, isDirect: isDirect)
        if let time, entry.clock == nil,
            entry.times.upperBound - Self.largestLead > time.milliseconds
        {
            problems.note(
                .timeAhead, place(device, stream), "#\(entry.number) \(entry.times.upperBound)")
        }
        if entry.print.standing == .restamped, isDirect || entry.clock == "unsynced" {
            note(.restampStray, entry, index)
        }
        let before = series[index].held.ranges.count
        let isNew = !series[index].held.contains(entry.number)
        series[index].held.insert(entry.number)
        rangeCount += series[index].held.ranges.count - before
        if isNew { bound(index) }
        let counts = compare(entry, index, isNew: isNew)
        if stream == .window, counts { judgeWindow(entry, device) }
    }

    /// Whether its content counts: it is the first of its number, or the true one.
    private mutating func compare(_ entry: Entry, _ index: Int, isNew: Bool) -> Bool {
        let key = PrintKey(series: index, number: entry.number)
        if isNew {
            prints.set(key, entry.print)
            return true
        }
        series[index].again += 1
        guard let known = prints[key] else {
            series[index].uncompared += 1
            return false
        }
        let isRestamped = entry.print.standing == .restamped
        if isRestamped != (known.standing == .restamped) {
            judgeRestamp(known, entry, index)
            // A record with its true time wins over what it was before.
            if isRestamped { prints.set(key, entry.print) }
            series[index].restamped += isRestamped ? 1 : 0
            return isRestamped
        }
        if entry.print.contradicts(known) { note(.contentDiffers, entry, index) }
        return false
    }

    /// The same record without its true time and with it, in whatever order.
    private mutating func judgeRestamp(_ known: Print, _ entry: Entry, _ index: Int) {
        if known.standing == .plain || entry.print.standing == .plain {
            note(.restampStray, entry, index)
        } else if entry.print.differs(from: known) {
            note(.contentDiffers, entry, index)
        }
    }

    private mutating func note(_ kind: AuditProblem.Kind, _ entry: Entry, _ index: Int) {
        problems.note(
            kind, place(series[index].device, series[index].stream), "#\(entry.number)")
    }

    /// Keeps a series' ranges few. What lies between those that become one and is neither held nor
    /// declared stays counted as missing, also if it comes later.
    mutating func bound(_ index: Int) {
        let most = rangeCount > limits.allRanges ? limits.fewRanges : limits.ranges
        let lent = Self.closed(&series[index].held, to: most, &rangeCount)
        series[index].lent += lent.count
        let holes = lent.subtracting(series[index].declared)
        let others =
            Self.closed(&series[index].declared, to: most, &rangeCount)
            .subtracting(series[index].held)
        guard let first = holes.first ?? others.first else { return }
        problems.note(
            .tooMany, place(series[index].device, series[index].stream), "#\(first)…")
        guard let base = base(of: index) else { return }
        for hole in holes.ranges + others.ranges where hole.upperBound >= base {
            series[index].unresolved += hole.upperBound - max(base, hole.lowerBound) + 1
        }
    }

    /// The holes between the lowest ranges, which become one.
    private static func closed(
        _ set: inout SequenceRanges, to most: Int, _ count: inout Int
    ) -> SequenceRanges {
        let excess = set.ranges.count - max(1, most)
        guard excess > 0 else { return SequenceRanges() }
        let span = set.ranges[0].lowerBound...set.ranges[excess].upperBound
        let holes = SequenceRanges([span]).subtracting(set)
        set.insert(span)
        count -= excess
        return holes
    }

    /// The first number that must have come; nil where nothing is known of that.
    func base(of index: Int) -> UInt64? {
        let gateway = gateways[devices[series[index].device].gateway]
        return gateway.epochs[series[index].epoch].isWatched ? 1 : series[index].joined
    }
}
