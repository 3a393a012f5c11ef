// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a site says of a device's points: the key `points` of a device.
struct SitePoints {
    private(set) var profile: Profile
    private let node: Node
    /// What the site says of a point, by the point's place.
    private var overrides: [Int: Node.Entry] = [:]

    private static let lists = ["only", "without"]

    init(_ profile: Profile, _ node: Node) {
        self.profile = profile
        self.node = node
        // What is changed is not what they test.
        self.profile.vectors = []
    }

    /// Applies all of it; what is wrong goes to the findings.
    mutating func read(_ findings: inout Findings) {
        let errors = findings.errors
        for entry in node.entries where !Self.lists.contains(entry.key.text ?? "") {
            change(entry, &findings)
        }
        choose(&findings)
        guard findings.errors == errors else { return }
        for flaw in profile.problems() { findings.add(flaw.code, at: mark(of: flaw), flaw.text) }
    }

    private func mark(of flaw: Profile.Flaw) -> Mark {
        guard case .point(let index, let key) = flaw.place else { return node.mark }
        return overrides[index]?.value.mark(of: key)
            ?? (node["without"] ?? node["only"] ?? node).mark
    }

    private func index(of name: Node, _ findings: inout Findings) -> Int? {
        guard let text = Format<String>.pointName.read(name, &findings) else { return nil }
        let index = profile.points.firstIndex { $0.name == text }
        if index == nil { findings.add("unknown-point", at: name.mark, profile.noPoint(text)) }
        return index
    }

    private mutating func change(_ entry: Node.Entry, _ findings: inout Findings) {
        guard let index = index(of: entry.key, &findings) else { return }
        guard case .map(let entries) = entry.value.content else {
            let expected = Format<OverrideSection>.section.kind.expected
            return findings.wrongType(entry.value, expected: expected)
        }
        let errors = findings.errors
        let base = profile.points[index]
        var section = OverrideSection()
        section.point.written = base
        section.isInverted = base.encoding == .bool && base.isInverted
        section.update(entries, &findings)
        let builder = PointBuilder(
            numbering: profile.numbering, order: profile.order, isWide: profile.isWide,
            origin: profile.id)
        guard findings.errors == errors,
            var point = builder.changed(section.point, base, entry.value, &findings)
        else { return }
        SiteValues(section, entry.value).apply(to: &point, &findings)
        if point.name != base.name { rename(base.name, to: point.name) }
        overrides[index] = entry
        profile.points[index] = point
    }

    /// Points that name a renamed one go on naming it.
    private mutating func rename(_ old: String, to new: String) {
        for index in profile.points.indices {
            profile.points[index].dependence.rename { $0 == old ? new : $0 }
        }
    }

    /// Leaves out what the site does not want, and keeps what others need.
    private mutating func choose(_ findings: inout Findings) {
        let found = Self.lists.filter { node[$0] != nil }
        guard found.count < 2 else {
            findings.add(
                .conflictingKeys, at: node.keyMark(of: "without"),
                Text(
                    en: "only says which points are left; leave without out",
                    vi: "only đã chọn các điểm đo giữ lại; hãy bỏ without"))
            return
        }
        guard let key = found.first, let list = node[key] else { return }
        let format = Format<[Marked<String>]>.list(
            of: .marked(.pointName), 1...ProfileSection.pointLimit)
        let errors = findings.errors
        guard let names = format.read(list, &findings) else { return }
        let named = names.compactMap { index(of: $0.node, &findings) }
        guard findings.errors == errors else { return }
        if key == "only" {
            keep(needed(by: Set(named)), list, key, &findings)
        } else {
            keep(Set(profile.points.indices).subtracting(named), list, key, &findings)
            for name in names { keepNeeds(of: name, &findings) }
        }
    }

    /// Leaves out all but these.
    private mutating func keep(
        _ kept: Set<Int>, _ list: Node, _ key: String, _ findings: inout Findings
    ) {
        for index in overrides.keys.sorted() where !kept.contains(index) {
            if let entry = overrides[index] { findings.idle(entry.key, because: key) }
        }
        let places = profile.points.indices.filter(kept.contains)
        overrides = Dictionary(
            uniqueKeysWithValues: places.enumerated().compactMap { place, index in
                overrides[index].map { (place, $0) }
            })
        profile.points = places.map { profile.points[$0] }
        if !profile.points.contains(where: \.isRead) {
            findings.add(.outOfRange, at: list.mark, .nothingLeft)
        }
    }

    /// What others need cannot be left out.
    private func keepNeeds(of name: Marked<String>, _ findings: inout Findings) {
        let needers = profile.needers(of: name.value)
        if !needers.isEmpty { findings.needed(name.value, by: needers, at: name.node.mark) }
    }

    /// With the points that these are worked out from.
    private func needed(by chosen: Set<Int>) -> Set<Int> {
        let places = Dictionary(
            profile.points.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first })
        var all = chosen
        var open = Array(chosen)
        while let index = open.popLast() {
            for need in profile.points[index].dependence.names.compactMap({ places[$0] })
            where all.insert(need).inserted {
                open.append(need)
            }
        }
        return all
    }
}
