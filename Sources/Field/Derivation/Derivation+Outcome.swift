// SPDX-License-Identifier: Apache-2.0

extension Derivation {
    /// What a point comes to, judged. See `Derivation` for what goes in.
    package func outcome(
        of step: Step, own: Sample, _ sample: (Int) -> Sample
    ) -> Outcome {
        let inputs = Inputs(
            derivation: self, needs: step.needs, samples: step.needs.map(sample))
        if let condition = step.links.condition {
            let known = inputs.judged(condition.point)
            guard let value = known.value else { return Outcome(quality: known.quality) }
            guard condition.test.holds(value) else {
                return Outcome(quality: .faultNotFitted, isPresent: false)
            }
        }
        var own = own
        own.quality = step.links.meaning(of: own.quality)
        var outcome = Outcome(bits: own.bits, quality: own.quality)
        if let form = step.form { outcome = Self.coded(Self.value(step, own, inputs), form) }
        guard outcome.quality.hasValue else { return outcome }
        let judged = step.conversion.judge(ofBits: outcome.bits)
        outcome.quality = outcome.quality.worse(judged)
        if let trust = step.links.trust {
            outcome.quality = outcome.quality.worse(inputs.trust(trust.point, trust.rule))
        }
        return outcome
    }

    /// What all points of a device come to, from what the line gave for each; one with a formula
    /// has any sample.
    package func outcomes(of read: [Sample]) -> [Outcome] {
        var outcomes = read.indices.map { index in
            let judged = conversion(of: index).judge(ofBits: read[index].bits)
            let quality = read[index].quality
            return Outcome(bits: read[index].bits, quality: quality == .good ? judged : quality)
        }
        for step in steps {
            outcomes[step.point] = outcome(of: step, own: read[step.point]) {
                Sample(bits: outcomes[$0].bits, quality: outcomes[$0].quality)
            }
        }
        return outcomes
    }

    private static func coded(_ judged: JudgedValue, _ form: Conversion.Form) -> Outcome {
        guard let value = judged.value else { return Outcome(quality: judged.quality) }
        guard let bits = form.bits(of: value) else { return Outcome(quality: .faultNotANumber) }
        return Outcome(bits: bits, quality: judged.quality)
    }

    /// The value of a formula, or its own, with the power of ten, the factor and the unit that
    /// others say, led along its curve and rounded.
    private static func value(_ step: Step, _ own: Sample, _ inputs: Inputs) -> JudgedValue {
        let links = step.links
        var value =
            links.operation.map { made(by: $0, links, inputs) }
            ?? JudgedValue(step.own.value(ofBits: own.bits), own.quality)
        if let exponent = links.exponent {
            value = value.with(inputs.judged(exponent)) { $0.shifted(by: $1) }
        }
        if let factor = links.factor {
            value = value.with(inputs.judged(factor)) { $0.times($1) }
        }
        if let unit = links.unit { value = inputs.converted(value, unit.point, unit.factors) }
        if let curve = links.curve { value = value.along(curve) }
        if let places = links.decimals { value = value.map { $0.rounded(to: places) } }
        return value
    }

    private static func made(
        by operation: Links.Operation, _ links: Links, _ inputs: Inputs
    ) -> JudgedValue {
        var terms = links.terms.map { inputs.judged($0) }
        if operation == .parts {
            for (index, weight) in zip(terms.indices, links.weights) {
                terms[index] = terms[index].map { $0.times(.decimal(weight)) }
            }
        }
        guard let first = terms.first else { return JudgedValue(nil, .faultNotANumber) }
        let value =
            operation == .firstOf
            ? terms.first { $0.value != nil } ?? first
            : terms.dropFirst().reduce(first) { $0.with($1, operation.function) }
        return value.scaled(by: links.scale, plus: links.offset)
    }
}

extension Derivation.Links {
    /// What it means that a read came to this.
    fileprivate func meaning(of quality: Quality) -> Quality {
        switch quality {
        case .commIllegalFunction, .commIllegalAddress, .commIllegalValue: refused ?? quality
        case .commTimeout: silent ?? quality
        default: quality
        }
    }
}

extension Derivation.Links.Operation {
    fileprivate var function: (Value, Value) -> Value? {
        switch self {
        case .sum, .parts, .firstOf: { $0.plus($1) }
        case .difference: { $0.minus($1) }
        case .product: { $0.times($1) }
        case .quotient: { $0.divided(by: $1) }
        }
    }
}

/// What a step sees of the points that it needs.
private struct Inputs {
    let derivation: Derivation
    let needs: [Int]
    let samples: [Derivation.Sample]

    func judged(_ point: Int) -> JudgedValue {
        guard let place = needs.firstIndex(of: point) else {
            return JudgedValue(nil, .faultNotANumber)
        }
        let value = derivation.conversion(of: point).value(ofBits: samples[place].bits)
        return JudgedValue(value, samples[place].quality)
    }

    /// A value in the unit that a setting's number stands for, brought to the point's own.
    func converted(
        _ value: JudgedValue, _ point: Int, _ factors: [Dependence.Factor]
    ) -> JudgedValue {
        let setting = judged(point)
        guard let number = setting.value else { return value.with(setting) { one, _ in one } }
        guard let known = factors.first(where: { number.equals($0.number) }) else {
            return value.with(JudgedValue(nil, .faultInvalid)) { one, _ in one }
        }
        return value.scaled(by: known.factor, plus: known.offset)
    }

    /// How far a point says that another can be trusted.
    func trust(_ point: Int, _ rule: Dependence.Trust) -> Quality {
        let judged = judged(point)
        guard let value = judged.value else { return judged.quality }
        if rule.good.contains(where: { value.equals($0) }) { return .good }
        return rule.reasons.first { value.equals($0.number) }?.quality ?? .faultReported
    }
}

/// A value if there is one, and how far it can be trusted.
private struct JudgedValue {
    let value: Value?
    let quality: Quality

    /// What has no value is at best no number, and a fault has no value.
    init(_ value: Value?, _ quality: Quality) {
        self.value = quality.hasValue ? value : nil
        self.quality = value == nil && quality.hasValue ? .faultNotANumber : quality
    }

    /// Of both, with the worse quality.
    func with(_ other: Self, _ operation: (Value, Value) -> Value?) -> Self {
        let quality = quality.worse(other.quality)
        guard let value, let second = other.value else { return Self(nil, quality) }
        return Self(operation(value, second), quality)
    }

    func map(_ operation: (Value) -> Value?) -> Self { Self(value.flatMap(operation), quality) }

    /// value × factor + offset, left as it is by 1 and 0.
    func scaled(by factor: Decimal, plus offset: Decimal) -> Self {
        let scaled = factor.isOne ? self : map { $0.times(.decimal(factor)) }
        return offset.isZero ? scaled : scaled.map { $0.plus(.decimal(offset)) }
    }

    func along(_ curve: Polyline) -> Self {
        guard let value else { return self }
        let end = curve.value(of: value)
        return Self(end.value, quality.worse(end.quality))
    }
}

extension Quality {
    /// The one of both that leaves less to trust.
    package func worse(_ other: Self) -> Self { rawValue >= other.rawValue ? self : other }
}

extension Dependence.Condition.Test {
    fileprivate func holds(_ value: Value) -> Bool {
        switch self {
        case .equals(let number): value.equals(number)
        case .among(let numbers): numbers.contains { value.equals($0) }
        case .atLeast(let number): value.double >= Double(number)
        case .atMost(let number): value.double <= Double(number)
        case .within(let numbers):
            value.double >= Double(numbers.lowerBound) && value.double <= Double(numbers.upperBound)
        }
    }
}
