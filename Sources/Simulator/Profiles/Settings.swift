// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is fixed in a simulated device: the numbers of points that decide over other points.
struct Settings: Sendable {
    /// By point name.
    private(set) var constants: [String: Double] = [:]
    /// Points that say whether others can be believed, and what is good.
    private(set) var good: [String: [Int64]] = [:]
    /// Points that this device has not, because its firmware or model is another.
    private(set) var missing: Set<String> = []
    private var factors: [String: [Dependence.Factor]] = [:]

    init(_ points: [Point]) {
        for point in points { note(point.dependence, of: point, points) }
        for point in points {
            guard let condition = point.dependence.condition else { continue }
            if !holds(condition) { missing.insert(point.name) }
        }
    }

    private mutating func note(_ dependence: Dependence, of point: Point, _ all: [Point]) {
        if let name = dependence.exponent {
            let exponent = Self.exponent(of: point)
            constants[name] = min(constants[name] ?? exponent, exponent)
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

    /// Such that an ordinary value of the unit fits into 16 bits with the digits that it deserves.
    private static func exponent(of point: Point) -> Double {
        if point.kind == .counter { return point.bytesOnWire > 2 ? -2 : 0 }
        return switch point.unit {
        case "W", "VA", "var": 0
        case "A", "Hz": -2
        case "1": -3
        default: -1
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
            product *= Double("1e\(Int(exponent))") ?? 1
        }
        if let name = point.dependence.factor, let factor = constants[name] { product *= factor }
        if let unit = point.dependence.unit, let first = unit.factors.first {
            product *= PointWriter.number(first.factor)
        }
        return product == 0 ? 1 : product
    }
}

extension Point {
    /// How much room its number has.
    fileprivate var bytesOnWire: Int {
        switch encoding {
        case .uint64, .int64, .float64: 8
        case .uint32, .int32, .float32: 4
        default: 2
        }
    }
}
