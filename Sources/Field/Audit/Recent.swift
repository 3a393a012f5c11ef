// SPDX-License-Identifier: Apache-2.0

/// What is remembered of the keys that came last, so many and no more.
struct Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let capacity: Int
    private var values: [Key: Value] = [:]
    /// In the order in which they came; the oldest is at `oldest` once it is full.
    private var keys: [Key] = []
    private var oldest = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    subscript(key: Key) -> Value? { values[key] }

    /// Remembers, in place of what the key had, or of the oldest key.
    mutating func set(_ key: Key, _ value: Value) {
        guard values.updateValue(value, forKey: key) == nil else { return }
        if keys.count < capacity { return keys.append(key) }
        values[keys[oldest]] = nil
        keys[oldest] = key
        oldest = (oldest + 1) % capacity
    }
}

/// How late the last values of something came, in milliseconds.
struct Latency: Hashable, Sendable {
    /// Values that the median is of.
    static let most = 101

    private(set) var worst: Int64?
    private var last: [Int64] = []
    private var oldest = 0

    /// Of the last ones.
    var median: Int64? { last.isEmpty ? nil : last.sorted()[last.count / 2] }

    mutating func add(_ late: Int64) {
        worst = max(worst ?? late, late)
        if last.count < Self.most { return last.append(late) }
        last[oldest] = late
        oldest = (oldest + 1) % Self.most
    }
}
