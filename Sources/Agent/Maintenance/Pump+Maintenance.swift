// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

/// Somebody works on a device: what it measures meanwhile is marked, and none of its alarms is
/// told. What is so at the end is told then: a door that is open; a limit that is passed once
/// values that count are beyond it.
extension Pump {
    /// On a device of which that is known; nil: nobody does.
    func maintenance(of number: Int) -> Maintenance? {
        vigils[number].gate.isMuted ? maintenance[name(of: number)] : nil
    }

    private func name(of number: Int) -> String {
        store.lines[line(number, .live)].key.device
    }

    /// From now on it is under maintenance, for another time or by somebody else than before.
    mutating func begin(_ new: Maintenance, _ number: Int, _ moment: Moment) {
        var new = new
        new.began = maintenance(of: number)?.began ?? new.began
        maintenance.set(new, of: name(of: number))
        mark(number, true)
        tellStatus(number, moment)
    }

    /// Before its time.
    mutating func endMaintenance(of number: Int, _ moment: Moment) {
        maintenance.set(nil, of: name(of: number))
        mark(number, false)
        tellStatus(number, moment)
    }

    /// Where its time has come.
    mutating func endMaintenance(_ moment: Moment) {
        for device in maintenance.takeOut(until: moment.now) {
            guard let number = numbers[device] else { continue }
            mark(number, false)
            tellStatus(number, moment)
        }
    }

    /// What an earlier process has left.
    mutating func resumeMaintenance(_ moment: Moment) {
        maintenance.resume(numbers.keys, moment, boot: boot)
        keepMaintenance()
        for number in devices.indices where maintenance(of: number) != nil {
            tellStatus(number, moment)
        }
    }

    /// Devices may have other places than before, and some may be gone.
    mutating func keepMaintenance() {
        for device in maintenance.entries.keys.sorted() {
            if let number = numbers[device] {
                if !vigils[number].gate.isMuted { mark(number, true) }
            } else {
                maintenance.set(nil, of: device)
            }
        }
    }

    private mutating func mark(_ number: Int, _ on: Bool) {
        vigils[number].gate.isMuted = on
        for point in devices[number].points {
            points[point].mark(on)
            if !on { beginAnew(point) }
        }
    }
}
