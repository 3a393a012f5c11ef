// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The part of a definition that says what a point's value is made of beyond its own bits.
extension JSONWriter {
    mutating func relations(of point: Point) {
        if let function = point.function { string("function \(function)") }
        if point.isInverted { string("inverted") }
        if let form = point.powerFactor { string("power-factor \(form.rawValue)") }
        if let resets = point.resets { string("resets \(resets.rawValue)") }
        if let resolution = point.resolution {
            string("resolution")
            decimal(resolution)
        }
        if let warmUp = point.warmUp { string("warm-up \(warmUp.count)") }
        if !point.dependence.isEmpty { dependence(point.dependence) }
    }

    private mutating func dependence(_ dependence: Dependence) {
        beginArray()
        if let formula = dependence.formula { string(formula.key) } else { null() }
        for term in dependence.formula?.terms ?? [] { string(term) }
        if case .parts(let parts)? = dependence.formula {
            for part in parts { decimal(part.weight) }
        }
        for (word, name) in [
            ("scale-from", dependence.exponent), ("factor-from", dependence.factor),
        ] {
            if let name { string("\(word) \(name)") }
        }
        if let unit = dependence.unit {
            string("unit-from \(unit.point)")
            for factor in unit.factors { self.factor(factor) }
        }
        further(dependence)
        if let trust = dependence.trust { self.trust(trust) }
        if let condition = dependence.condition { self.condition(condition) }
        endArray()
    }

    private mutating func factor(_ factor: Dependence.Factor) {
        integer(factor.number)
        decimal(factor.factor)
        guard !factor.offset.isZero else { return }
        string("offset")
        decimal(factor.offset)
    }

    /// What is done with a number in the end.
    private mutating func further(_ dependence: Dependence) {
        if let curve = dependence.curve {
            string("curve")
            for knot in curve.knots {
                decimal(knot.from)
                decimal(knot.to)
            }
        }
        if let places = dependence.decimals { string("decimals \(places)") }
        if let refused = dependence.refused { string("refused \(refused.reason)") }
        if let silent = dependence.silent { string("silent \(silent.reason)") }
    }

    private mutating func trust(_ trust: Dependence.Trust) {
        string("quality-from \(trust.point)")
        for number in trust.good { integer(number) }
        for reason in trust.reasons { string("\(reason.number) \(reason.quality.reason)") }
    }

    private mutating func condition(_ condition: Dependence.Condition) {
        string("when \(condition.point)")
        switch condition.test {
        case .equals(let number):
            string("equals")
            integer(number)
        case .among(let numbers):
            string("equals")
            for number in numbers { integer(number) }
        case .atLeast(let number):
            string("at-least")
            integer(number)
        case .atMost(let number):
            string("at-most")
            integer(number)
        case .within(let numbers):
            string("at-least")
            integer(numbers.lowerBound)
            string("at-most")
            integer(numbers.upperBound)
        }
    }
}
