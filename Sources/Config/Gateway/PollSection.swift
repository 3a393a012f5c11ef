// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The key `poll` of a device, where it says a period for each group of points.
struct PollSection: Section {
    static let range = Nanoseconds.zero...Nanoseconds.day

    var fast: Marked<Nanoseconds>?
    var normal = Nanoseconds.seconds(10)
    var slow: Marked<Nanoseconds>?

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "fast", \.fast, .marked(.duration(range)),
            en: "How often points of group fast are read. Without it: as normal.",
            vi: "Chu kỳ đọc các điểm thuộc nhóm fast. Nếu bỏ trống: như normal.")
        Key(
            "normal", \.normal, .duration(range),
            en: "How often points are read that no other group has.",
            vi: "Chu kỳ đọc các điểm không thuộc nhóm nào khác.")
        Key(
            "slow", \.slow, .marked(.duration(range)),
            en: "How often points of group slow are read. Without it: 10 × normal, at least 60s.",
            vi: "Chu kỳ đọc các điểm thuộc nhóm slow. Nếu bỏ trống: 10 × normal, ít nhất 60s.")
    }

    var periods: Periods {
        Periods(
            fast: fast?.value ?? normal, normal: normal,
            slow: slow?.value ?? Periods.slow(normal: normal))
    }

    /// A group that is read less often than a slower one is a slip.
    func check(_ findings: inout Findings) {
        if let fast, fast.value > normal {
            Self.conflict(fast, "fast", Text(en: "longer than", vi: "dài hơn"), normal, &findings)
        }
        if let slow, slow.value < normal {
            Self.conflict(slow, "slow", Text(en: "shorter than", vi: "ngắn hơn"), normal, &findings)
        }
    }

    private static func conflict(
        _ period: Marked<Nanoseconds>, _ group: String, _ how: Text, _ normal: Nanoseconds,
        _ findings: inout Findings
    ) {
        findings.add(
            .conflictingKeys, at: period.node.mark,
            Text(
                en: "\(group) \(period.value.text) is \(how.en) normal \(normal.text)",
                vi: "\(group) \(period.value.text) \(how.vi) normal \(normal.text)"))
    }
}

extension Format<Periods> {
    /// `10s`, or `{fast: 1s, normal: 10s, slow: 10m}`.
    static var poll: Self {
        let one = Format<Nanoseconds>.duration(PollSection.range)
        let several = Format<PollSection>.section
        let kind = Kind.either(one.kind, several.kind)
        return Self(kind, show: { $0.normal.text }) { node, findings in
            switch node.content {
            case .scalar: return one.read(node, &findings).map { Periods(poll: $0) }
            case .map:
                let section = several.read(node, &findings)
                section?.check(&findings)
                return section?.periods
            case .list:
                findings.wrongType(node, expected: kind.expected)
                return nil
            }
        }
    }
}
