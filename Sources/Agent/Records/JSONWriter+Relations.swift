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
        switch dependence.formula {
        case .sum: string("sum")
        case .difference: string("difference")
        case .product: string("product")
        case nil: null()
        }
        for term in dependence.formula?.terms ?? [] { string(term) }
        for (word, name) in [
            ("scale-from", dependence.exponent), ("factor-from", dependence.factor),
        ] {
            if let name { string("\(word) \(name)") }
        }
        if let unit = dependence.unit {
            string("unit-from \(unit.point)")
            for factor in unit.factors {
                integer(factor.number)
                decimal(factor.factor)
            }
        }
        if let trust = dependence.trust {
            string("quality-from \(trust.point)")
            for number in trust.good { integer(number) }
        }
        if let condition = dependence.condition { self.condition(condition) }
        endArray()
    }

    private mutating func condition(_ condition: Dependence.Condition) {
        string("when \(condition.point)")
        switch condition.test {
        case .equals(let number):
            string("equals")
            integer(number)
        case .atLeast(let number):
            string("at-least")
            integer(number)
        }
    }
}
