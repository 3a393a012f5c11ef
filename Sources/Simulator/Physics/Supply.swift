// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What flows through an alternating supply at a moment: a street cabinet's base load, a morning
/// and a higher evening peak, something that switches on and off, and the grid's own noise.
struct Supply {
    /// One line against the neutral.
    struct Line {
        let voltage: Double
        let current: Double
        let factor: Double

        var apparent: Double { voltage * current }
        var active: Double { apparent * factor }
        var reactive: Double { apparent * (1 - factor * factor).squareRoot() }
    }

    /// Amperes that an ordinary cabinet's line does not reach.
    static let full = 15.0

    let lines: [Line]
    let frequency: Double

    init(_ plant: Plant, _ noise: Noise, _ seconds: Double) {
        let hour = DaNang.hour(seconds)
        let morning = DaNang.hump(hour, at: 7, width: 2)
        let evening = DaNang.hump(hour, at: 19.5, width: 3)
        lines = (0..<plant.lines).map { line in
            let own = noise.derived(100 + UInt64(line))
            let machine = own.smooth(2, seconds, period: 420) > 0.3 ? 3.0 : 0
            let size = plant.load * (1 + 0.15 * own.fixed(9))
            let current =
                size
                * max(
                    0.2,
                    1.4 + 2.5 * morning + 5 * evening + machine
                        + 0.4 * own.smooth(3, seconds, period: 60)
                        + 0.05 * own.smooth(4, seconds, period: 0.7))
            // The line drops with its load.
            let voltage =
                plant.mains
                * (1 - 0.002 * current / plant.load + 0.01 * own.smooth(0, seconds, period: 900)
                    + 0.0018 * own.smooth(1, seconds, period: 0.9))
            return Line(
                voltage: voltage, current: current,
                factor: 0.93 - (machine > 0 ? 0.08 : 0)
                    + 0.03 * own.smooth(5, seconds, period: 30))
        }
        frequency =
            50 + 0.035 * noise.smooth(6, seconds, period: 40)
            + 0.015 * noise.smooth(7, seconds, period: 0.8)
    }

    var active: Double { lines.reduce(0) { $0 + $1.active } }
    var reactive: Double { lines.reduce(0) { $0 + $1.reactive } }
    var apparent: Double { (active * active + reactive * reactive).squareRoot() }
    var current: Double { lines.reduce(0) { $0 + $1.current } }
    var voltage: Double { lines.reduce(0) { $0 + $1.voltage } / Double(lines.count) }

    /// What the lines' currents do not cancel of one another.
    var neutral: Double {
        guard lines.count == 3 else { return lines[0].current }
        let squares = lines.reduce(0) { $0 + $1.current * $1.current }
        let products = (0..<3).reduce(0) {
            $0 + lines[$1].current * lines[($1 + 1) % 3].current
        }
        return max(0, squares - products).squareRoot()
    }
}
