// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A device's profile on its way from a file.
enum ProfileFile {
    /// How a profile's file is called.
    static let suffix = ".yaml"

    /// The profile, with what is wrong in the findings; nil where the check ended early.
    static func load(_ findings: inout Findings) -> Profile? {
        guard let document = Document.load(&findings),
            let section = ProfileSection.read(document.root, &findings)
        else { return nil }
        let isClean = findings.errors == 0
        var profile = section.profile(isClean: isClean)
        profile.hash = document.hash
        checkName(of: profile, document.root, &findings)
        let places = Places(root: document.root, points: section.cleanPoints, section.vectors)
        for flaw in profile.problems() where isClean || flaw.place.isPoint {
            findings.add(flaw.code, at: places.mark(of: flaw.place), flaw.text)
        }
        return profile
    }

    /// A profile is found by its file's name, so both must be one.
    private static func checkName(
        of profile: Profile, _ root: Node, _ findings: inout Findings
    ) {
        let file = findings.file.split(separator: "/").last ?? ""
        guard !profile.id.isEmpty, file != profile.id + suffix else { return }
        findings.add(
            .badValue, at: root.mark(of: "profile"),
            Text(
                en: "a profile is named like its file: expected \(profile.id)\(suffix) around it, "
                    + "found \(String(file).quoted)",
                vi: "tên hồ sơ phải trùng tên tệp: cần tệp \(profile.id)\(suffix), "
                    + "đang là \(String(file).quoted)"))
    }
}

extension ProfileSection {
    /// Points without anything wrong: only those are judged by the rules, the others have
    /// placeholders where their errors are.
    var cleanPoints: [Marked<PointSection>] { points.filter(\.clean) }

    /// Vectors only where all is clean, or they would miss points that are there.
    func profile(isClean: Bool) -> Profile {
        var profile = Profile(id: id, vendor: vendor, model: model, class: `class`)
        profile.names = names
        profile.sources = sources
        profile.confidence = confidence
        profile.link = link
        profile.points = cleanPoints.map(\.value.point)
        profile.vectors = isClean ? vectors.map(\.value.vector) : []
        return profile
    }
}

extension Profile.Flaw.Place {
    fileprivate var isPoint: Bool { if case .point = self { true } else { false } }
}

/// Finds the node that a flaw speaks of.
private struct Places {
    let root: Node
    let points: [Marked<PointSection>]
    let vectors: [Marked<VectorSection>]

    init(root: Node, points: [Marked<PointSection>], _ vectors: [Marked<VectorSection>]) {
        self.root = root
        self.points = points
        self.vectors = vectors
    }

    func mark(of place: Profile.Flaw.Place) -> Mark {
        switch place {
        case .point(let index, let key): return points[index].node.mark(of: key)
        case .profile(let keys):
            let path = keys.split(separator: ".")
            return path.reduce(root) { $0[String($1)] ?? $0 }.mark
        case .vector(let index, let value):
            let node = vectors[index].node
            return node["values"].flatMap { values in value.flatMap { values[$0] } }?.mark
                ?? node.mark
        }
    }
}
