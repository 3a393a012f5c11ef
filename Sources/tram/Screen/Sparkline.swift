// SPDX-License-Identifier: Apache-2.0

/// The last values of a point as a row of bars, the oldest on the left.
enum Sparkline {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    /// Where the console has no block characters.
    private static let marks: [Character] = ["_", ".", "-", "~", "=", "+", "*", "#"]

    /// One column a value, the newest of them that fit, between the lowest and the highest of what
    /// is shown; all in the middle where nothing changes. nil: no value, a blank.
    static func line(_ values: some Collection<Double?>, columns: Int, isPlain: Bool) -> String {
        let shown = values.suffix(max(0, columns))
        let steps = isPlain ? marks : blocks
        let numbers = shown.compactMap { $0.flatMap { $0.isFinite ? $0 : nil } }
        guard let low = numbers.min(), let high = numbers.max() else {
            return String(repeating: " ", count: shown.count)
        }
        return String(
            shown.map { value in
                guard let value, value.isFinite else { return " " }
                // Halves first: the difference of two large numbers may be no number.
                let range = high / 2 - low / 2
                guard range > 0 else { return steps[steps.count / 2 - 1] }
                let share = (value / 2 - low / 2) / range
                return steps[min(steps.count - 1, Int(share * Double(steps.count)))]
            })
    }
}
