// SPDX-License-Identifier: Apache-2.0

/// How long answers took, in milliseconds; of many only some are kept.
struct Latencies {
    /// Beyond these every second one is kept, then every fourth.
    static let most = 16_384
    /// Upper ends of the histogram's bars; the last bar has none.
    static let edges: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]

    private(set) var count = 0
    private(set) var slowest: Double?
    /// Answers of each bar.
    private(set) var bars = [Int](repeating: 0, count: edges.count + 1)
    private var kept: [Double] = []
    private var step = 1

    mutating func add(_ milliseconds: Double) {
        let time = max(0, milliseconds)
        slowest = max(slowest ?? 0, time)
        bars[Self.edges.firstIndex { time <= $0 } ?? Self.edges.count] += 1
        if count % step == 0 { kept.append(time) }
        count += 1
        guard kept.count == Self.most else { return }
        kept = kept.indices.filter { $0 % 2 == 0 }.map { kept[$0] }
        step *= 2
    }

    /// The least time within which this share of the answers came; nil where none did.
    func time(of share: Double) -> Double? {
        guard !kept.isEmpty else { return nil }
        let place = Int((share * Double(kept.count)).rounded(.up)) - 1
        return kept.sorted()[min(max(0, place), kept.count - 1)]
    }

    var median: Double? { time(of: 0.5) }
    /// 95 of 100 came within it.
    var usual: Double? { time(of: 0.95) }
}
