// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// A record of what there is to tell of a device at a round's end, or, for nil, of all that has
    /// come.
    mutating func tellLive(_ number: Int, _ round: UInt8?, _ moment: Moment) {
        let track = devices[number]
        defer {
            for point in track.points where points[point].isFresh(from: round) {
                points[point].isFresh = false
            }
        }
        guard track.live != .off else { return }
        let isDue = track.needsFull || track.isHeartbeatDue(moment.now)
        told.removeAll(keepingCapacity: true)
        for point in track.points
        where isDue ? points[point].isKnown : hasNews(point, round, track.live) {
            if !points[point].isPersonal { told.append(point) }
        }
        guard !told.isEmpty else { return }
        // Without a point that no reading has come for yet, it is not complete: the next may be.
        let isComplete = isDue && track.points.allSatisfy { points[$0].isToldOrNever }
        if isComplete {
            devices[number].needsFull = false
            devices[number].lastFull = moment.now
        }
        if told.count <= Self.mostPoints {
            addLive(number, isFull: isComplete, moment)
        } else {
            addParts(number, moment)
        }
    }

    /// Points in one record, so that with the longest names, numbers and qualities (under 210
    /// bytes a point) it stays below 64 KiB.
    static let mostPoints = 300

    /// What does not fit in one record, in several; none of them alone is complete.
    private mutating func addParts(_ number: Int, _ moment: Moment) {
        let all = told
        for start in stride(from: 0, to: all.count, by: Self.mostPoints) {
            told.removeAll(keepingCapacity: true)
            told.append(contentsOf: all[start...].prefix(Self.mostPoints))
            addLive(number, isFull: false, moment)
        }
    }

    /// One record of the stream `live` with the points in `told`.
    private mutating func addLive(_ number: Int, isFull: Bool, _ moment: Moment) {
        let newest = told.reduce(Instant(nanoseconds: 0)) { max($0, points[$1].time) }
        let first = devices[number].points.lowerBound
        let values = told.map { value($0, first, newest) }
        let time = moment.milliseconds(of: newest)
        for point in told { points[point].tell() }
        seal(
            StoredRecord(
                .live(LiveContent(values: values, isFull: isFull)),
                clock: clock(of: newest, moment)),
            number, from: time, to: time, readings: told.count)
    }

    /// Absent is "not reported"; null is "the read failed, or the value is none".
    private func value(_ point: Int, _ first: Int, _ newest: Instant) -> LiveValue {
        let track = points[point]
        let value =
            track.quality.hasValue
            ? rules[Int(track.rule)].conversion.value(ofBits: track.bits) : nil
        let age = newest - track.time
        return LiveValue(
            point: point - first, quality: track.quality, value: value,
            age: age > Self.toldAge ? UInt64(age.milliseconds) : 0)
    }

    /// A value that is older than the record by no more is not said to be.
    private static let toldAge = Nanoseconds.milliseconds(10)

    private func hasNews(_ point: Int, _ round: UInt8?, _ live: Publishing.Live) -> Bool {
        guard points[point].isFresh(from: round) else { return false }
        if live == .every { return true }
        let rule = Int(points[point].rule)
        return points[point].hasNews(rules[rule].conversion, deadband: rules[rule].deadband)
    }
}
