// SPDX-License-Identifier: Apache-2.0

/// What a record's content says, beside its number.
extension Auditor {
    /// Points of a device that are told in one record: more come in parts, none of them full.
    private static let largestFull = 300
    /// Live records of a session of which one must be full …
    static let recordsUntilFull = 8
    /// … once every point had the time to be read: three of the longest period, and this in ms.
    private static let fullGrace = Int64(60_000)

    /// A gateway that the hub has told us is gone sends nothing before its next birth.
    mutating func judgePresence(_ what: String, _ device: Int, _ stream: Stream) {
        guard gateways[devices[device].gateway].isOnline == false else { return }
        problems.note(.afterWill, place(device, stream), what)
    }

    /// It names a definition that came before it, and no points but that one's.
    mutating func judgeDefinition(
        _ entry: Entry, _ device: Int, _ stream: Stream, isDirect: Bool
    ) {
        guard let definition = devices[device].definitions.last(where: { $0.id == entry.meta })
        else {
            // An older definition may have been told before we listened.
            if isDirect || start == .beginning { noteUnknown(entry, device, stream) }
            return
        }
        guard let points = definition.points,
            let stranger = entry.points.first(where: { !points.contains($0) })
        else { return }
        problems.note(.pointUnknown, place(device, stream), "#\(entry.number) \(stranger)")
    }

    /// A hub may bring what it retains a little after what is new: only who was there from the
    /// beginning knows at once.
    private mutating func noteUnknown(_ entry: Entry, _ device: Int, _ stream: Stream) {
        let first = "#\(entry.number) \(entry.meta)"
        guard start == .joined,
            devices[device].unknown[entry.meta] != nil
                || devices[device].unknown.count < Self.mostUnknown
        else { return problems.note(.metaUnknown, place(device, stream), first) }
        var unknown =
            devices[device].unknown[entry.meta]
            ?? DeviceBook.Unknown(first: first, stream: stream)
        unknown.count += 1
        devices[device].unknown[entry.meta] = unknown
    }

    mutating func takeMeta(
        _ content: JSON, of device: Int, _ isRetained: Bool
    ) throws(Flaw) {
        guard let meta = content.name("meta"), let points = content["points"]?.members else {
            throw .meta
        }
        if let early = devices[device].unknown.removeValue(forKey: meta), !isRetained {
            problems.note(.metaUnknown, place(device, early.stream), early.first, early.count)
        }
        devices[device].definitions.removeAll { definition in
            guard definition.id == meta else { return false }
            pointCount -= definition.points?.count ?? 0
            return true
        }
        var definition = DeviceBook.Definition(id: meta)
        if pointCount + points.count <= limits.points {
            definition.points = Set(points.map(\.key))
            pointCount += points.count
        } else {
            problems.note(.tooMany, place(device), "\(meta) points")
        }
        let polls = points.compactMap { $0.value["poll"]?.integer }
        definition.longestPoll = min(max(polls.max() ?? 0, 0), 86_400_000)
        devices[device].definitions.append(definition)
        guard devices[device].definitions.count > limits.definitions else { return }
        pointCount -= devices[device].definitions.removeFirst().points?.count ?? 0
    }

    /// No two windows of a point cover the same time, unless its clock was set. Those that got
    /// their times later are not compared: a clock that was drawn nearer in between made their
    /// ends lie apart or over each other.
    mutating func judgeWindow(_ entry: Entry, _ device: Int) {
        guard entry.isOnTime else {
            if entry.clock == "stepped" { devices[device].isStepped = true }
            return
        }
        let span = UInt64(entry.times.lowerBound)...UInt64(entry.times.upperBound) - 1
        var twice: String?
        for point in entry.points where makesRoom(point, device) {
            let covered = devices[device].points[point]?.covered ?? SequenceRanges()
            if covered.last ?? 0 >= span.lowerBound, covered.ranges.contains(where: span.overlaps) {
                twice = twice ?? point
            }
            devices[device].points[point, default: .init()].cover(span, most: limits.stretches)
        }
        guard let twice else { return }
        problems.note(.windowOverlap, place(device, .window), "#\(entry.number) \(twice)")
    }

    /// A full record has every point that was told before, and each session has one.
    mutating func judgeFull(_ entry: Entry, _ device: Int) {
        let gateway = gateways[devices[device].gateway]
        if devices[device].birth != gateway.births {
            devices[device].birth = gateway.births
            devices[device].liveCount = 0
            devices[device].isFullTold = false
            for point in devices[device].points.keys {
                devices[device].points[point]?.toldUnder = nil
            }
        }
        // Measured before the session began: a scan that ended in it may be its complete record.
        if let birth = gateway.birth, entry.times.upperBound < birth {
            if entry.isFull { devices[device].isFullTold = true }
            return
        }
        if entry.isFull { judgeComplete(entry, device) }
        for point in entry.points where makesRoom(point, device) {
            devices[device].points[point, default: .init()].toldUnder = entry.meta
        }
        guard let birth = gateway.birth, !devices[device].isFullTold,
            let definition = devices[device].definitions.last(where: { $0.id == entry.meta }),
            let points = definition.points, points.count <= Self.largestFull
        else { return }
        devices[device].liveCount += 1
        guard devices[device].liveCount >= Self.recordsUntilFull,
            entry.times.upperBound > birth + 3 * definition.longestPoll + Self.fullGrace
        else { return }
        problems.note(.fullMissing, place(device, .live), "#\(entry.number)")
        devices[device].isFullTold = true  // noted once
    }

    private mutating func judgeComplete(_ entry: Entry, _ device: Int) {
        devices[device].isFullTold = true
        let told = Set(entry.points)
        let lacking = devices[device].points.filter {
            $0.value.toldUnder == entry.meta && !told.contains($0.key)
        }
        guard let point = lacking.keys.min() else { return }
        problems.note(.fullIncomplete, place(device, .live), "#\(entry.number) \(point)")
    }

    /// Whether there is a place for what is known of a point.
    private mutating func makesRoom(_ point: String, _ device: Int) -> Bool {
        if devices[device].points[point] != nil { return true }
        guard pointCount < limits.points, point.utf8.count <= Self.longestName else {
            problems.note(.tooMany, place(device), "points")
            return false
        }
        pointCount += 1
        devices[device].points[point] = .init()
        return true
    }
}

extension DeviceBook.PointBook {
    fileprivate mutating func cover(_ span: ClosedRange<UInt64>, most: Int) {
        covered.insert(span)
        if covered.ranges.count > most { covered.remove(covered.ranges[0]) }
    }
}
