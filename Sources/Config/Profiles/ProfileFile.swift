// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A device's profile on its way from a file: opened first, and read when what it extends is known.
struct ProfileFile {
    /// How a profile's file is called.
    static let suffix = ".yaml"

    private var findings: Findings
    let document: Document?
    let section: ProfileSection?

    init(at path: String) {
        var findings = Findings(file: path)
        document = Document.load(&findings)
        section = document.flatMap { ProfileSection.read($0.root, &findings) }
        self.findings = findings
    }

    /// The profile that it extends.
    var base: String? { section?.base?.value }

    /// The profile, with what is wrong in this file.
    mutating func outcome(on base: BaseProfile) -> Outcome<Profile> {
        let profile = profile(on: base)
        var outcome = Outcome<Profile>()
        outcome.add(findings)
        if outcome.errors == 0 { outcome.value = profile }
        return outcome
    }

    /// Nil where the check ended early: without what it extends nobody knows what its points say.
    private mutating func profile(on base: BaseProfile) -> Profile? {
        guard let document, let section else { return nil }
        Self.checkName(of: section.id, document.root, &findings)
        if let named = section.base { base.tell(of: named, &findings) }
        guard let other = base.profiles else { return nil }
        let draft = ProfileDraft(section, document.root, on: other.first, &findings)
        var profile = draft.profile
        profile.hash = draft.hash(over: document.hash)
        let isClean = findings.errors == 0
        if !isClean { profile.vectors = [] }
        for flaw in profile.problems() where isClean || flaw.place.isPoint {
            findings.add(flaw.code, at: draft.mark(of: flaw.place), flaw.text)
        }
        return profile
    }

    /// A profile is found by its file's name, so both must be one.
    private static func checkName(
        of id: String, _ root: Node, _ findings: inout Findings
    ) {
        let file = findings.file.split(separator: "/").last ?? ""
        guard !id.isEmpty, file != id + suffix else { return }
        findings.add(
            .badValue, at: root.mark(of: "profile"),
            Text(
                en: "a profile is named like its file: expected \(id)\(suffix) around it, "
                    + "found \(String(file).quoted)",
                vi: "tên hồ sơ phải trùng tên tệp: cần tệp \(id)\(suffix), "
                    + "đang là \(String(file).quoted)"))
    }
}

extension Profile.Flaw.Place {
    fileprivate var isPoint: Bool { if case .point = self { true } else { false } }
}
