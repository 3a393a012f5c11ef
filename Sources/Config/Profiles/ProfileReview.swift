// SPDX-License-Identifier: Apache-2.0
package import Field

/// What a profile that works has, and what it still lacks: warnings for those who look after a
/// library, in which none lacks anything.
package struct ProfileReview {
    /// Points that one sentence names.
    private static let mostNames = 4

    /// Points with a name in Vietnamese, and points that a vector tests.
    package private(set) var named = 0
    package private(set) var tested = 0

    private let profile: Profile
    private let root: Node
    private let points: [Node]
    private var findings: Findings

    /// Of a profile as it was read from this file; nil where that is gone.
    package init?(_ profile: Profile, at path: String) {
        let file = ProfileFile(at: path)
        guard let document = file.document, let section = file.section else { return nil }
        (self.profile, root, points) = (profile, document.root, section.points)
        findings = Findings(file: path)
        addNames()
        addSources()
        addVectors()
        addRequests()
    }

    package var problems: [Problem] { findings.sorted }

    private mutating func add(_ code: Code, at key: String, _ text: Text) {
        add(code, at: root.mark(of: key), text)
    }

    private mutating func add(_ code: Code, at mark: Mark, _ text: Text) {
        findings.add(code, at: mark, severity: .warning, text)
    }

    private mutating func addNames() {
        let own = root["names"].map(Self.isNamed) ?? (profile.names != nil)
        let nameless = points.filter { point in
            point["names"].map { !Self.isNamed($0) } ?? !isNamedElsewhere(point)
        }
        named = profile.points.count - nameless.reduce(0) { $0 + names(of: $1).count }
        guard let first = own ? nameless.first : root["names"] ?? root else { return }
        let list = Self.list((own ? [] : [profile.id]) + nameless.map(Self.name))
        add(
            .noVietnameseName, at: first.mark,
            Text(
                en: "without a Vietnamese name (names: {vi: …}): \(list)",
                vi: "thiếu tên tiếng Việt (names: {vi: …}): \(list)"))
    }

    /// What another profile says of the point, which this one only changes.
    private func isNamedElsewhere(_ node: Node) -> Bool {
        profile.points.first { $0.name == node["name"]?.text }?.names != nil
    }

    private static func isNamed(_ names: Node) -> Bool {
        names["vi"].map { !$0.isNull } ?? false
    }

    private static func name(_ point: Node) -> String {
        (point["array"]?["name"] ?? point["name"])?.text ?? "?"
    }

    private mutating func addSources() {
        guard profile.confidence == .confirmed, profile.sources.count < 2 else { return }
        add(
            .fewSources, at: "sources",
            Text(
                en: "confirmed says that two independent sources agree; there is one",
                vi: "confirmed nghĩa là hai nguồn độc lập khớp nhau; ở đây chỉ có một"))
    }

    private mutating func addVectors() {
        guard !profile.vectors.isEmpty else {
            add(
                .noVectors, at: "vectors",
                Text(
                    en: "no vectors: nothing tests what this profile says",
                    vi: "không có vectors: chưa có gì kiểm chứng hồ sơ này"))
            return
        }
        let open = untested
        let own = profile.points.count { $0.access != .write }
        tested = own - open.count
        guard !open.isEmpty else { return }
        let list = Self.list(open)
        add(
            .untestedPoints, at: "vectors",
            Text(
                en: "\(open.count) of \(own) points are in no vector: \(list)",
                vi: "\(open.count) trong \(own) điểm đo không có trong vectors: \(list)"))
    }

    /// Of an array the first and the last tell where all others lie; what only another profile
    /// says is tested there.
    private var untested: [String] {
        let tested = profile.testedPoints
        let readable = Set(profile.points.filter { $0.access != .write }.map(\.name))
        return points.map(names).flatMap { row in
            let isTested = [row.first, row.last].allSatisfy { $0.map(tested.contains) ?? true }
            return isTested ? [] : row.filter { readable.contains($0) && !tested.contains($0) }
        }
    }

    /// The points that an entry of the file is about.
    private func names(of node: Node) -> [String] {
        let parts = Self.name(node).split(
            separator: ArraySection.placeholder, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return parts.count == 1 ? [String(parts[0])] : [] }
        return profile.points.map(\.name).filter { name in
            guard name.hasPrefix(parts[0]), name.hasSuffix(parts[1]) else { return false }
            let number = name.dropFirst(parts[0].count).dropLast(parts[1].count)
            return !number.isEmpty && number.allSatisfy(\.isNumber)
        }
    }

    private mutating func addRequests() {
        let cost = PollCost(profile)
        guard cost.requests > cost.contiguous else { return }
        add(
            .moreRequests, at: "points",
            Text(
                en: "\(cost.requests) requests where \(cost.contiguous) would read what lies side "
                    + "by side",
                vi: "\(cost.requests) yêu cầu, trong khi đọc liền kề chỉ cần \(cost.contiguous)"))
    }

    private static func list(_ names: [String]) -> String {
        let more = names.count - mostNames
        return names.prefix(mostNames).joined(separator: ", ") + (more > 0 ? ", … +\(more)" : "")
    }
}
