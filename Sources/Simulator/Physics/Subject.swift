// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a point measures, taken from its quantity and the parts of its name.
struct Subject: Sendable {
    /// Which conductor of an alternating supply.
    enum Phase: Hashable, Sendable {
        /// All together.
        case all
        /// 0 to 2.
        case line(Int)
        /// Between two lines.
        case between(Int)
        case neutral
    }

    /// Which part of a direct-current plant.
    enum Role: String, CaseIterable, Sendable {
        case solar, charge, load, battery, cell, plain
    }

    /// Which of the values of a while.
    enum Statistic: Sendable {
        case none, least, most
    }

    /// Or the name, without its statistic, of what is no quantity.
    let quantity: String
    let unit: String
    let phase: Phase
    let role: Role
    let statistic: Statistic
    /// A limit that the device has been set to, which does not move.
    let isLimit: Bool
    /// From 1, nil where the counter runs all day.
    let tariff: Int?
    /// The same for points that are statistics of one another, another for every other point.
    let key: UInt64

    init(_ point: Point) {
        let parts = point.name.split(separator: "_").map(String.init)
        // What has no quantity of its own is known by its name, if at all.
        quantity =
            point.quantity == Quantity.other
            ? parts.filter { !Self.statistics.contains($0) }.joined(separator: "_")
            : point.quantity
        unit = point.unit
        phase = Self.phase(parts)
        role = Self.role(parts)
        statistic =
            if parts.contains("min") { .least } else if parts.contains("max") { .most } else {
                .none
            }
        isLimit = parts.contains("limit") || parts.contains("nominal") || parts.contains("rated")
        tariff = parts.lazy.compactMap { Self.number($0, after: "t") }.first
        key = Self.hash(parts.filter { !Self.statistics.contains($0) })
    }

    private static let statistics: Set = ["min", "max", "avg"]

    private static func phase(_ parts: [String]) -> Phase {
        if parts.contains("n") { return .neutral }
        for part in parts.dropFirst() {
            guard let number = number(part, after: "l") else { continue }
            if (1...3).contains(number) { return .line(number - 1) }
            if number > 9 { return .between(number / 10 % 3) }
        }
        return .all
    }

    private static func role(_ parts: [String]) -> Role {
        if parts.contains(where: { $0.hasPrefix("cell") }) { return .cell }
        if parts.contains(where: { $0.hasPrefix("pv") }) || parts.contains("solar") {
            return .solar
        }
        if parts.contains("load") || parts.contains("output") { return .load }
        if parts.contains("charge"), !parts.contains("limit") { return .charge }
        if parts.contains("battery") { return .battery }
        return .plain
    }

    /// The number behind a letter: 2 of `l2`.
    private static func number(_ part: String, after letter: Character) -> Int? {
        part.first == letter ? Int(part.dropFirst()) : nil
    }

    /// FNV-1a.
    static func hash(_ parts: [String]) -> UInt64 {
        parts.joined(separator: "_").utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
    }
}
