// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Pump {
    /// A reading that is not simply a value: the device may still be warming up, or others say what
    /// its bits mean, and then it waits for the end of its round.
    mutating func takeWithCare(_ reading: Reading, _ point: Int, _ moment: Moment) {
        var reading = reading
        if reading.quality.hasValue, isWarmingUp(point, at: reading.time) {
            reading.quality = .faultNotReady
        }
        guard points[point].care == .dependent else { return take(reading, point, moment) }
        let device = devices[Int(points[point].device)]
        let index = Int(device.derived)
        let place = Int(derived[index].plan.places[point - device.points.lowerBound])
        derived[index].own[place].take(reading)
    }

    /// Whether the device was switched on too short a time ago for this point.
    private func isWarmingUp(_ point: Int, at time: Instant) -> Bool {
        guard let warmUp = rules[Int(points[point].rule)].warmUp else { return false }
        return vigils[Int(points[point].device)].isWarmingUp(warmUp, at: time)
    }

    /// What the line gave for a point in the round that has ended, nil if nothing.
    func arrived(_ point: Int, _ round: UInt8) -> Quality? {
        guard points[point].care == .dependent else {
            return points[point].isFresh(from: round) ? points[point].quality : nil
        }
        let device = devices[Int(points[point].device)]
        let track = derived[Int(device.derived)]
        let place = Int(track.plan.places[point - device.points.lowerBound])
        return track.own[place].isFresh && track.plan.homes[place] == round
            ? track.own[place].sample.quality : nil
    }

    /// Works out the points that depend on what a round has brought, each after those that it
    /// needs itself.
    mutating func derive(_ number: Int, _ mark: Reading, _ moment: Moment) {
        let index = Int(devices[number].derived)
        guard index >= 0 else { return }
        let plan = derived[index].plan
        for (place, step) in plan.steps.enumerated() {
            if comes(step, place, index, number, in: mark.round) {
                derive(step, place, number, mark, moment)
            }
        }
        for place in plan.homes.indices where plan.homes[place] == mark.round {
            derived[index].own[place].isFresh = false
        }
    }

    /// Whether a round has brought anything that a step depends on, and all the rest is known. What
    /// is read only when somebody asks is not waited for.
    private func comes(
        _ step: Derivation.Step, _ place: Int, _ index: Int, _ number: Int, in round: UInt8
    ) -> Bool {
        let own = derived[index].own[place]
        let first = devices[number].points.lowerBound
        guard step.isMade || own.isKnown,
            step.needs.allSatisfy({ points[first + $0].isKnown || points[first + $0].isUnasked })
        else { return false }
        return own.isFresh && derived[index].plan.homes[place] == round
            || step.needs.contains { need in
                let point = points[first + need]
                // What the device no longer has brings nothing, which is news to its sum.
                return point.isFresh(from: round) || point.care == .dependent && point.isUnasked
            }
    }

    private mutating func derive(
        _ step: Derivation.Step, _ place: Int, _ number: Int, _ mark: Reading, _ moment: Moment
    ) {
        let (first, index) = (devices[number].points.lowerBound, Int(devices[number].derived))
        let (plan, own) = (derived[index].plan, derived[index].own[place])
        let outcome = plan.derivation.outcome(of: step, own: own.sample) { need in
            Derivation.Sample(
                bits: points[first + need].bits, quality: points[first + need].quality)
        }
        let point = first + step.point
        guard outcome.isPresent else { return leave(point, number, at: mark.time, moment) }
        // How it moves, and in which window it counts, is looked at when its round has ended,
        // however old what it is made of.
        var result = Reading(
            time: mark.time, bits: outcome.bits, point: UInt32(point), quality: outcome.quality)
        if step.isMade, result.quality.hasValue, isWarmingUp(point, at: mark.time) {
            result.quality = .faultNotReady
        }
        points[point].take(result, asOf: plan.homes[place])
        // What was read in an earlier round has been looked at then.
        let isNew = step.isMade || own.isFresh && plan.homes[place] == mark.round
        if isNew, points[point].watch >= 0 { watch(point, moment) }
        if plan.homes[place] == mark.round { sum(result, point, moment) }
        points[point].time = step.isMade ? oldest(of: step.needs, first) ?? mark.time : own.time
    }

    /// The device does not have a point: nor does the point lack anything.
    private mutating func leave(
        _ point: Int, _ number: Int, at time: Instant, _ moment: Moment
    ) {
        points[point].leave()
        if points[point].isLacking { watchLack(point, number, nil, at: time, moment) }
    }

    /// A value's time is that of the oldest of those that it is made of, as far as they have been
    /// read.
    private func oldest(of needs: [Int], _ first: Int) -> Instant? {
        needs.filter { points[first + $0].isKnown }.map { points[first + $0].time }.min()
    }
}
