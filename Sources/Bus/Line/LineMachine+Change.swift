// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A line whose devices are others from now on, while it runs.
extension LineMachine {
    /// Its devices are the same; all of their numbers, and their points', are greater by these.
    mutating func renumber(devices: Int, points: Int) {
        for scan in scans.indices where !isGuest(scan) {
            scans[scan].device = UInt32(Int(scans[scan].device) + devices)
            scans[scan].firstPoint = UInt32(Int(scans[scan].firstPoint) + points)
        }
        for text in texts.indices {
            texts[text].device = UInt32(Int(texts[text].device) + devices)
        }
        learned = learned.map {
            Learned(device: UInt32(Int($0.device) + devices), round: $0.round, map: $0.map)
        }
    }

    /// Goes on from what the line was, which awaits no answer: with its units, and with the rounds
    /// of those devices that stay. What somebody asked for meanwhile is told to be late.
    mutating func goOn(
        from old: consuming LineMachine, _ staying: [(new: NumberedDevice, old: NumberedDevice)]
    ) {
        (lastByte, brokenSince, hasWorked) = (old.lastByte, old.brokenSince, old.hasWorked)
        (timeoutsInARow, counters, phase) = (old.timeoutsInARow, old.counters, old.phase)
        for unit in units.indices {
            let known = old.units.first { [id = units[unit].id] in $0.id == id }
            if let known { units[unit] = known }
        }
        for (new, old:number) in staying { take(new, number, from: old) }
        old.guests.abandon()
        guestResults = old.guestResults
    }

    private mutating func take(
        _ new: NumberedDevice, _ before: NumberedDevice, from old: borrowing LineMachine
    ) {
        for scan in scans.indices where scans[scan].device == new.number && !isGuest(scan) {
            let isRound = rounds.contains(scan)
            let number = scans[scan].number
            let known = old.scans.indices.first { index in
                old.scans[index].device == before.number && !old.isGuest(index)
                    && old.scans[index].number == number && old.rounds.contains(index) == isRound
            }
            guard let known else { continue }
            if !isRound {
                openJobs += (old.scans[known].isActive ? 1 : 0) - (scans[scan].isActive ? 1 : 0)
                jobs[scan - rounds.upperBound] = old.jobs[known - old.rounds.upperBound]
            }
            scans[scan].goOn(from: old.scans[known])
        }
        for text in old.texts where text.device == before.number {
            texts.append(DeviceText(device: new.number, text: text.text, words: text.words))
        }
        for news in old.learned where news.device == before.number {
            learned.append(Learned(device: new.number, round: news.round, map: news.map))
        }
    }
}

extension Scan {
    /// The same round under another number, of a unit that may have another place.
    fileprivate mutating func goOn(from old: Scan) {
        let (device, firstPoint, unit) = (device, firstPoint, unit)
        self = old
        (self.device, self.firstPoint, self.unit) = (device, firstPoint, unit)
    }
}
