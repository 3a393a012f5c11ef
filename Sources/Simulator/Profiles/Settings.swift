// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is fixed in a simulated device: the numbers of points that decide over other points.
struct Settings: Sendable {
    /// Of ten, up or down: a mark may pin a larger number, with which nothing can be shown.
    private static let largestExponent = 36.0

    /// By point name.
    private(set) var constants: [String: Double] = [:]
    /// Points that say whether others can be believed, and what is good.
    private(set) var good: [String: [Int64]] = [:]
    /// Points that this device has not, because its firmware or model is another.
    private(set) var missing: Set<String> = []

    /// `favoured`: a point that this device has, whatever other points that leaves out.
    init(_ points: [Point], favouring favoured: String? = nil) {
        let first = points.filter { $0.name == favoured }
        for point in first + points { note(point.dependence, of: point, points) }
        for point in points {
            guard let condition = point.dependence.condition else { continue }
            if !holds(condition) { missing.insert(point.name) }
        }
    }

    /// Points that lie where a mark of the device stands show it.
    mutating func pin(_ points: [Point], _ marks: [SimulatedMark]) {
        for mark in marks {
            for point in points
            where !point.encoding.isText && point.readTable == mark.place.readTable
                && point.addresses == mark.place.addresses && point.field == mark.place.field
            {
                if let value = mark.value(of: point) { constants[point.name] = value }
            }
        }
    }

    private mutating func note(_ dependence: Dependence, of point: Point, _ all: [Point]) {
        if let name = dependence.exponent {
            let own = Self.exponent(of: point)
            let exponent = Self.held(own, by: all.first { $0.name == name })
            constants[name] = max(constants[name] ?? exponent, exponent)
        }
        if let name = dependence.factor { constants[name] = constants[name] ?? 10 }
        if let unit = dependence.unit, let first = unit.factors.first {
            constants[unit.point] = Double(first.number)
        }
        if let trust = dependence.trust { good[trust.point] = trust.good }
        guard let condition = dependence.condition else { return }
        switch condition.test {
        case .equals(let number):
            constants[condition.point] = constants[condition.point] ?? Double(number)
        case .among(let numbers):
            constants[condition.point] =
                constants[condition.point] ?? numbers.first.map(Double.init)
        case .atLeast(let number):
            constants[condition.point] = max(constants[condition.point] ?? 0, Double(number))
        case .atMost(let number):
            constants[condition.point] = min(
                constants[condition.point] ?? Double(number), Double(number))
        case .within(let numbers):
            constants[condition.point] =
                constants[condition.point] ?? Double(numbers.lowerBound)
        }
    }

    private func holds(_ condition: Dependence.Condition) -> Bool {
        guard let number = constants[condition.point] else { return true }
        return switch condition.test {
        case .equals(let wanted): number == Double(wanted)
        case .among(let wanted): wanted.contains { number == Double($0) }
        case .atLeast(let least): number >= Double(least)
        case .atMost(let most): number <= Double(most)
        case .within(let wanted):
            number >= Double(wanted.lowerBound) && number <= Double(wanted.upperBound)
        }
    }

    /// What is added to the register's own number once it is multiplied.
    func shift(of point: Point) -> Double {
        point.dependence.unit?.factors.first.map { PointWriter.number($0.offset) } ?? 0
    }

    /// What the register's own number is multiplied with.
    func multiplier(of point: Point) -> Double {
        var product = 1.0
        if let name = point.dependence.exponent, let exponent = constants[name] {
            let held = max(-Self.largestExponent, min(Self.largestExponent, exponent))
            product *= Double("1e\(Int(held))") ?? 1
        }
        if let name = point.dependence.factor, let factor = constants[name] { product *= factor }
        if let unit = point.dependence.unit, let first = unit.factors.first {
            product *= PointWriter.number(first.factor)
        }
        return product == 0 || !product.isFinite ? 1 : product
    }
}
