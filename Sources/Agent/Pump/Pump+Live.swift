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

    private mutating func addLive(_ number: Int, isFull: Bool, _ moment: Moment) {
        writeLive(number, isFull: isFull, moment)
        devices[number].sequence += 1
        produced.live += 1
        liveRoom = writer.bytes.count
        addRecord(number, to: devices[number].topics.live)
    }

    private func hasNews(_ point: Int, _ round: UInt8?, _ live: Publishing.Live) -> Bool {
        guard points[point].isFresh(from: round) else { return false }
        if live == .every { return true }
        let rule = Int(points[point].rule)
        return points[point].hasNews(rules[rule].conversion, deadband: rules[rule].deadband)
    }

    /// One record of the stream `live` with the points in `told`, into `writer`.
    private mutating func writeLive(_ number: Int, isFull: Bool, _ moment: Moment) {
        let newest = told.reduce(Instant(nanoseconds: 0)) { max($0, points[$1].time) }
        beginRecord(number, devices[number].sequence, room: liveRoom)
        writer.key(Keys.ts)
        writer.integer(moment.milliseconds(of: newest))
        writeValues()
        writeQualities(of: told[...])
        writeAges(newest)
        if isFull {
            writer.key(Keys.full)
            writer.bool(true)
        }
        writeClock(moment)
        writer.endObject()
    }

    /// Absent is "not reported"; null is "the read failed, or the value is none".
    private mutating func writeValues() {
        writer.key(Keys.values)
        writer.beginObject()
        for point in told {
            let rule = rules[Int(points[point].rule)]
            writer.key(rule.key)
            if points[point].quality.hasValue {
                rule.conversion.write(points[point].bits, to: &writer)
            } else {
                writer.null()
            }
            points[point].tell()
        }
        writer.endObject()
    }

    /// Milliseconds by which values are older than the record's time, from 10 ms on.
    private mutating func writeAges(_ newest: Instant) {
        func isOld(_ point: Int) -> Bool {
            newest - points[point].time > .milliseconds(10)
        }
        guard told.contains(where: isOld) else { return }
        writer.key(Keys.age)
        writer.beginObject()
        for point in told where isOld(point) {
            writer.key(rules[Int(points[point].rule)].key)
            writer.integer((newest - points[point].time).milliseconds)
        }
        writer.endObject()
    }

}
