// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A profile as its file and the one that it extends say it together, with the places of both.
struct ProfileDraft {
    private(set) var profile: Profile
    private let root: Node
    /// Of each point, what the file says of it; nil where only the other profile does.
    private var nodes: [Node?] = []
    private let vectors: [Marked<VectorSection>]
    private let identify: [Marked<IdentifySection>]
    private var baseHash: String?

    /// Points that have something wrong are left out: what rules say of the others still holds.
    init(
        _ section: ProfileSection, _ root: Node, on other: Profile?, _ findings: inout Findings
    ) {
        self.root = root
        vectors = section.vectors
        identify = section.identify
        profile = Profile(
            id: section.id, vendor: section.vendor, model: section.model, class: section.class)
        inherit(other, section)
        if let link = section.link { profile.link.update(link.entries, &findings) }
        profile.points = other?.points ?? []
        remove(section.without, from: section.base, &findings)
        nodes = profile.points.map { _ in nil }
        add(section, &findings)
        profile.marks += identify.compactMap { $0.mark(builder(section), &findings) }
        keepNeeds(of: section.without, &findings)
        profile.vectors = section.vectors.map { $0.value.vector(section.numbering, &findings) }
    }

    /// One digest over the file and the one that it extends.
    func hash(over own: String) -> String {
        baseHash.map { Digest.hex(Digest.sha256(Array((own + "\n" + $0).utf8))) } ?? own
    }

    /// Where a flaw stands.
    func mark(of place: Profile.Flaw.Place) -> Mark {
        switch place {
        case .point(let index, let key): return nodes[index]?.mark(of: key) ?? baseMark
        case .profile(let keys):
            let path = keys.split(separator: ".")
            return path.reduce(root) { $0[String($1)] ?? $0 }.mark
        case .mark(let index, let key): return identify[index].node.mark(of: key)
        case .vector(let index, let value):
            let node = vectors[index].node
            return node["values"].flatMap { values in value.flatMap { values[$0] } }?.mark
                ?? node.mark
        }
    }

    /// Where the file says that it takes over what is not written in it.
    private var baseMark: Mark { (root["without"] ?? root["extends"] ?? root).mark }

    private mutating func inherit(_ other: Profile?, _ section: ProfileSection) {
        profile.names = section.names ?? other?.names
        profile.sources = section.sources
        profile.confidence = section.confidence
        profile.link = other?.link ?? LinkDefaults()
        profile.numbering = section.numbering
        profile.order = section.order ?? other?.order ?? .abcd
        profile.isWide = section.registerBytes.map { $0 == 4 } ?? other?.isWide ?? false
        profile.hasReservedUnit = section.hasReservedUnit ?? other?.hasReservedUnit ?? false
        profile.hasEcho = section.hasEcho ?? other?.hasEcho ?? false
        let parts = other?.options ?? []
        profile.options = parts + section.options.parts.filter { !parts.contains($0) }
        baseHash = other?.hash
        // What is said here says how this model differs from that one.
        profile.marks = section.identify.isEmpty ? other?.marks ?? [] : []
    }

    private mutating func remove(
        _ names: [Marked<String>], from base: Marked<String>?, _ findings: inout Findings
    ) {
        if base == nil, let first = names.first {
            findings.add(
                .conflictingKeys, at: first.node.mark,
                Text(
                    en: "without leaves out points of the profile under extends, which is not here",
                    vi: "without bỏ bớt điểm đo của hồ sơ ghi ở extends, nhưng không có extends"))
        }
        for name in names where base != nil {
            guard let index = profile.points.firstIndex(where: { $0.name == name.value }) else {
                findings.add(
                    "unknown-point", at: name.node.mark,
                    profile.noPoint(name.value))
                continue
            }
            profile.points.remove(at: index)
        }
    }

    /// What the file says of points: of known ones otherwise, of new ones all.
    private mutating func add(_ section: ProfileSection, _ findings: inout Findings) {
        let builder = builder(section)
        let known = places
        let left = Set(section.without.map(\.value))
        // Kept for as long as the service runs, without room for more.
        profile.points.reserveCapacity(profile.points.count + section.points.count)
        for node in section.points {
            let before = findings.errors
            let name = node["name"]?.text ?? ""
            if let index = known[name] {
                change(index, by: node, builder, &findings)
            } else if left.contains(name), node["quantity"] == nil {
                findings.leftOut(name, at: node.mark(of: "name"))
            } else if let points = builder.points(node, &findings), findings.errors == before {
                profile.points += points
                nodes += points.map { _ in node }
            }
            guard profile.points.count <= ProfileSection.pointLimit else {
                tooMany(at: node.mark, &findings)
                return
            }
        }
    }

    private func builder(_ section: ProfileSection) -> PointBuilder {
        PointBuilder(
            numbering: section.numbering, order: profile.order, isWide: profile.isWide,
            origin: section.base?.value ?? "")
    }

    private mutating func change(
        _ index: Int, by node: Node, _ builder: PointBuilder, _ findings: inout Findings
    ) {
        if let first = nodes[index] { return findings.changedTwice(node, first: first) }
        let before = findings.errors
        let point = builder.point(profile.points[index], changedBy: node, &findings)
        nodes[index] = node
        if let point, findings.errors == before { profile.points[index] = point }
    }

    /// What others need cannot be left out; those others go as well, as nothing more is to be said
    /// of them.
    private mutating func keepNeeds(of names: [Marked<String>], _ findings: inout Findings) {
        let needed = Set(profile.points.flatMap(\.dependence.names))
        for name in names where needed.contains(name.value) && places[name.value] == nil {
            let needers = profile.needers(of: name.value)
            guard !needers.isEmpty else { continue }
            findings.needed(name.value, by: needers, at: name.node.mark)
            drop(name.value)
        }
    }

    /// Leaves out all that need a point, by whatever way.
    private mutating func drop(_ name: String) {
        var gone: Set = [name]
        while true {
            let more = profile.points.filter {
                !gone.contains($0.name) && !gone.isDisjoint(with: $0.dependence.names)
            }
            if more.isEmpty { break }
            gone.formUnion(more.map(\.name))
        }
        let kept = profile.points.indices.filter { !gone.contains(profile.points[$0].name) }
        nodes = kept.map { nodes[$0] }
        profile.points = kept.map { profile.points[$0] }
    }

    private mutating func tooMany(at mark: Mark, _ findings: inout Findings) {
        let limit = ProfileSection.pointLimit
        profile.points.removeSubrange(limit...)
        nodes.removeSubrange(limit...)
        findings.add(
            .tooMany, at: mark,
            Text(
                en: "more than \(limit) points in one device",
                vi: "quá \(limit) điểm đo trong một thiết bị"))
    }

    private var places: [String: Int] {
        Dictionary(
            profile.points.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first })
    }
}
