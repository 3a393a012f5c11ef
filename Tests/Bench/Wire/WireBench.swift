// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a line gets out of its time, and what sick units cost the others.
struct WireBench {
    /// What can be measured alone.
    enum Part: String, CaseIterable {
        case use, faults, dead, hundred, endpoints, flat
    }

    /// Runs of what is measured by its median.
    let rounds: Int
    /// Of each of them.
    let seconds: Int
    /// nil for all.
    let only: Part?

    /// Whether everything that is required was reached.
    func run() throws -> Bool {
        Sheet.line("load before: \(Sheet.load)")
        Sheet.line(Sheet.row("", "median", "spread", "required"))
        let parts = only.map { [$0] } ?? Part.allCases
        let results = try parts.map { part in
            switch part {
            case .use: try use()
            case .faults: try faults()
            case .dead: try dead()
            case .hundred: try hundred()
            case .endpoints: try endpoints()
            case .flat: try flat()
            }
        }
        Sheet.line("load after: \(Sheet.load)")
        return results.allSatisfy { $0 }
    }

    /// One row; whether it is good.
    func row(
        _ name: String, _ value: String, spread: String = "-", _ required: String, _ isGood: Bool
    ) -> Bool {
        Sheet.line(Sheet.row(name, value, spread, required + (isGood ? "" : " MISSED")))
        return isGood
    }

    func thousandths(_ value: Double) -> String {
        let count = Int((value.magnitude * 1_000).rounded())
        let rest = "\(count % 1_000)"
        return (value < 0 ? "-" : "") + "\(count / 1_000)."
            + String(repeating: "0", count: 3 - rest.count) + rest
    }

    func spread(_ values: [Double]) -> String {
        "\(thousandths(values.min() ?? 0))–\(thousandths(values.max() ?? 0))"
    }
}

extension [Double] {
    /// What so many of a hundred are not above.
    func percentile(_ share: Int) -> Double {
        let sorted = sorted()
        return sorted.isEmpty ? 0 : sorted[Swift.min(count - 1, count * share / 100)]
    }
}
