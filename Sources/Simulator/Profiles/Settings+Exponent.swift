// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc

extension Settings {
    /// The power of ten with which a point shows its ordinary values in its bits, with the digits
    /// that they deserve. Two or more points may share one: the largest serves all.
    static func exponent(of point: Point) -> Double {
        let unit = point.dependence.unit?.factors.first.map { PointWriter.number($0.factor) } ?? 1
        let scale = abs(PointWriter.number(point.scale) * unit)
        let writer = PointWriter(point)
        let most = writer.bounds.upperBound / abs(writer.scale)
        let (largest, resolution) = magnitude(of: point)
        let fitting = log10(largest / most / scale).rounded(.up)
        return max(fitting, log10(resolution / scale).rounded())
    }

    /// What a point of an ordinary station does not exceed, and the least that is worth showing.
    private static func magnitude(of point: Point) -> (largest: Double, resolution: Double) {
        if point.kind == .counter { return (1e6, 0.01) }
        return switch point.unit {
        case "W", "VA", "var": (20_000, 1)
        case "V": (1_000, 0.1)
        case "A": (100, 0.01)
        case "Hz": (70, 0.01)
        case "1": (1, 0.001)
        case "m": (10, 0.001)
        default: (2_000, 0.1)
        }
    }

    /// The nearest number that a point can show.
    static func held(_ number: Double, by point: Point?) -> Double {
        guard let point else { return number }
        let ends = PointWriter(point).bounds
        let span = point.span.map { (PointWriter.number($0.low), PointWriter.number($0.high)) }
        let low = max(ends.lowerBound, span?.0 ?? -.infinity)
        return max(low, min(ends.upperBound, span?.1 ?? .infinity, number))
    }
}
