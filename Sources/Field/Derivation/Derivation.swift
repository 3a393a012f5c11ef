// SPDX-License-Identifier: Apache-2.0

/// What a device's points take from each other, worked out once; pure, for the agent and for the
/// vectors of profiles alike.
///
/// Made from `Device.points`: all indices here are places in that list. A device whose points
/// depend on nothing has no `steps`, and nothing needs to be done for it.
///
/// The agent's use, once a scan, when the scan's readings are in:
/// ```
/// for step in derivation.steps where <a need of it or itself came in this scan> {
///     let outcome = derivation.outcome(of: step, own: <what the line gave>) { <as told> }
/// }
/// ```
/// - `own` is the point's raw bits with the quality of the line (sentinels and unlisted numbers
///   are in that already); for a point with a formula, which is never read, it is not looked at.
/// - The closure answers, for an index of `step.needs`, the bits and quality *after* that point's
///   own step, if it has one, and after it was judged. `steps` stand in such an order.
/// - The outcome has 64 bits like a reading: judge is done, and `conversion(of:)`, not
///   `Conversion(point)`, turns these bits into a value, for printing, deadbands and windows. Its
///   quality is final. With `isPresent == false` this device has no such point: tell nothing.
///   While the point of a condition has no value, the outcome has that point's quality.
/// - The time of a value with a formula is that of the oldest of its needs; of any other point,
///   its own.
package struct Derivation: Sendable {
    /// One point that depends on others.
    package struct Step: Sendable {
        package let point: Int
        /// The points that it depends on, each once; never itself.
        package let needs: [Int]
        /// Whether it is made of others alone, and nothing is read for it.
        package let isMade: Bool
        let links: Links
        let own: Conversion
        let conversion: Conversion
        let form: Conversion.Form?
    }

    /// A dependence with indices for names.
    struct Links: Sendable {
        enum Operation: Sendable { case sum, difference, product, quotient, parts, firstOf }
        var operation: Operation?
        var terms: [Int] = []
        /// Of parts, each term's.
        var weights: [Decimal] = []
        var exponent: Int?
        var factor: Int?
        var unit: (point: Int, factors: [Dependence.Factor])?
        var trust: (point: Int, rule: Dependence.Trust)?
        var condition: (point: Int, test: Dependence.Condition.Test)?
        /// What is made of others is scaled afterwards.
        var scale = Decimal.one
        var offset = Decimal.zero
        var curve: Polyline?
        var decimals: Int?
        var refused: Quality?
        var silent: Quality?
    }

    /// A point's bits and how far they can be trusted.
    package struct Sample: Hashable, Sendable {
        package var bits: UInt64
        package var quality: Quality

        package init(bits: UInt64, quality: Quality) {
            self.bits = bits
            self.quality = quality
        }
    }

    package struct Outcome: Hashable, Sendable {
        package var bits: UInt64 = 0
        package var quality = Quality.good
        /// False where the device's firmware or model does not have the point.
        package var isPresent = true
    }

    /// The points that depend on others, each after those that it needs.
    package let steps: [Step]
    private let conversions: [Conversion]

    /// Points that name what is not there, or each other in a circle, get no step; the rules of
    /// profiles refuse them.
    package init(points: [Point]) {
        let graph = DependenceGraph(points)
        var conversions = points.map { Conversion($0) }
        var forms = points.map(Conversion.Form.init)
        var steps: [Step] = []
        for index in graph.order where !points[index].dependence.isEmpty {
            let links = graph.links(of: index)
            let form = links.form(own: forms[index], forms)
            let own = conversions[index]
            if let form {
                forms[index] = form
                conversions[index] = Conversion(points[index], form)
            }
            steps.append(
                Step(
                    point: index, needs: graph.needs[index], isMade: links.operation != nil,
                    links: links, own: own, conversion: conversions[index], form: form))
        }
        (self.steps, self.conversions) = (steps, conversions)
    }

    package var isEmpty: Bool { steps.isEmpty }

    /// The way from a point's bits, after its step if it has one, to its value.
    package func conversion(of point: Int) -> Conversion { conversions[point] }
}

extension Derivation.Links {
    /// What its value is coded as once it is worked out; nil where it is left as it was read.
    fileprivate func form(own: Conversion.Form, _ forms: [Conversion.Form]) -> Conversion.Form? {
        let isWorked = exponent != nil || factor != nil || unit != nil || curve != nil
        guard operation != nil || isWorked || decimals != nil else { return nil }
        if decimals != nil { return .decimal }
        let base = operation == nil ? own : terms.reduce(.decimal) { $0.coarser(forms[$1]) }
        return factor.map { base.coarser(forms[$0]) } ?? base
    }
}
