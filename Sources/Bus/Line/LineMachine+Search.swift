// SPDX-License-Identifier: Apache-2.0
package import Field

/// What a device has taught about its map, for whoever keeps it.
package struct Learned: Hashable, Sendable {
    /// The device's number in the agent's table.
    package let device: UInt32
    /// Which of its rounds.
    package let round: UInt8
    package let map: LearnedMap

    package init(device: UInt32, round: UInt8, map: LearnedMap) {
        (self.device, self.round, self.map) = (device, round, map)
    }
}

/// A refused read is no reason to give up what it brought: the points that the device has are
/// found, and the others are told as refused without being asked for each time.
extension LineMachine {
    /// The read was refused as a whole. Whether the round goes on with its halves, or has ended.
    mutating func search(_ scan: Int, _ read: Int, _ quality: Quality, _ now: Instant) -> Bool {
        let isKnown = units[scans[scan].unit].hasData
        guard isKnown || !scans[scan].isHopeless else { return false }
        if scans[scan].divide(read) { return true }
        scans[scan].refuse(read, quality)
        guard !isKnown, scans[scan].refusals >= Scan.mostRefusals else { return false }
        abandon(scan, quality, now, reached: true)
        return true
    }

    /// The round is over.
    mutating func conclude(_ scan: Int, _ now: Instant, reached: Bool) {
        guard scans[scan].isSearching else { return }
        let isKnown = units[scans[scan].unit].hasData
        // Where everything is refused it is the unit that is at fault, not the map.
        let isNews = scans[scan].conclude(
            isWhole: reached && isKnown, isHopeless: reached && !isKnown, now)
        guard isNews else { return }
        let (device, round) = (scans[scan].device, scans[scan].number)
        learned.removeAll { $0.device == device && $0.round == round }
        learned.append(Learned(device: device, round: round, map: scans[scan].map))
    }

    /// The unit is back, and may be another one: what it has refused is asked for again.
    mutating func forgetRefusals(of unit: Int, _ now: Instant) {
        for scan in rounds where scans[scan].unit == unit { scans[scan].expectMore(now) }
    }
}
