// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Lengths of time, and what is told of them.
struct Latencies {
    private var lengths: [Int64] = []

    init(_ lengths: some Sequence<Nanoseconds> = []) { self.lengths = lengths.map(\.count) }

    var count: Int { lengths.count }
    var worst: Nanoseconds { Nanoseconds(lengths.max() ?? 0) }

    mutating func add(_ length: Nanoseconds) { lengths.append(length.count) }

    /// The length that so many of 100 do not exceed.
    func percentile(_ share: Double) -> Nanoseconds {
        guard !lengths.isEmpty else { return .zero }
        let place = Int((Double(lengths.count) * share / 100).rounded(.up)) - 1
        return Nanoseconds(lengths.sorted()[min(max(place, 0), lengths.count - 1)])
    }
}

extension Nanoseconds {
    /// Milliseconds with a digit.
    var shown: String { Self.decimal(count / 100_000) + " ms" }

    /// Seconds with a digit.
    var shownSeconds: String { Self.decimal(count / 100_000_000) + " s" }

    private static func decimal(_ tenths: Int64) -> String {
        "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
