// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is remembered of one device whose points depend on each other, beside their values.
struct DerivedTrack: Sendable {
    /// What the line gave for a point that is told as something else.
    struct Own: Sendable {
        var sample = Derivation.Sample(bits: 0, quality: .stale)
        var time = Instant(nanoseconds: 0)
        /// Whether the round under way has brought it.
        var isFresh = false
        /// Whether any has.
        var isKnown = false

        mutating func take(_ reading: Reading) {
            sample = Derivation.Sample(bits: reading.bits, quality: reading.quality)
            time = reading.time
            (isFresh, isKnown) = (true, true)
        }
    }

    let plan: DerivedPlan
    /// Of each step.
    var own: [Own]

    init(_ plan: DerivedPlan) {
        self.plan = plan
        own = plan.steps.map { _ in Own() }
    }
}

/// How points are made from each other, worked out once.
///
/// A class, because all devices of a profile share it.
final class DerivedPlan: Sendable {
    let derivation: Derivation
    /// Of each step, the round that brings its samples.
    let homes: [UInt8]
    /// Of each point its step, negative for none.
    let places: [Int16]

    /// Nil for points of which none depends on another.
    init?(_ points: [Point], _ rounds: PollRounds) {
        guard points.contains(where: { !$0.dependence.isEmpty }) else { return nil }
        derivation = Derivation(points: points)
        homes = derivation.steps.map { rounds.round[$0.point] ?? PointTrack.noRound }
        var places = [Int16](repeating: -1, count: points.count)
        for (place, step) in derivation.steps.enumerated() { places[step.point] = Int16(place) }
        self.places = places
    }

    var steps: [Derivation.Step] { derivation.steps }

    func isDependent(_ point: Int) -> Bool { places[point] >= 0 }
}
