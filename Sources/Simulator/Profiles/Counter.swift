// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A number that only grows, until it begins again with zero.
struct Counter: Sendable {
    /// At which it begins again.
    let modulus: Double?
    /// What it counts in; 0 where it is a float.
    let step: Double
    /// All that was ever counted.
    private(set) var total = 0.0

    /// Without a modulus of its own a counter rolls over at the end of its range or of its bits.
    init(_ point: Point, _ bounds: ClosedRange<Double>, step: Double) {
        self.step = step
        if let modulus = point.modulus {
            self.modulus = PointWriter.number(modulus)
        } else if bounds.upperBound < 1e15 {
            modulus = bounds.upperBound + step
        } else {
            modulus = nil
        }
    }

    mutating func begin(at total: Double) { self.total = max(0, total) }

    mutating func add(_ amount: Double) { total += max(0, amount) }

    /// What it has counted beyond whole steps.
    var rest: Double { step > 0 ? total - (total / step + 1e-9).rounded(.down) * step : 0 }

    /// As the instrument shows it: whole steps, and always below the modulus.
    var shown: Double {
        guard step > 0 else { return modulus.map { DaNang.wrap(total, $0) } ?? total }
        let steps = (total / step + 1e-9).rounded(.down)
        guard let modulus else { return steps * step }
        return DaNang.wrap(steps, max(1, (modulus / step).rounded())) * step
    }
}
