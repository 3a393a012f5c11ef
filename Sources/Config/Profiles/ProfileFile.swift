// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A device's profile on its way from a file.
enum ProfileFile {
    /// How a profile's file is called.
    static let suffix = ".yaml"

    /// The profile, with what is wrong in the findings; nil where the check ended early. `base`
    /// finds the profile that it extends.
    static func load(
        _ findings: inout Findings, base: (String) -> BaseProfile
    ) -> Profile? {
        guard let document = Document.load(&findings),
            let section = ProfileSection.read(document.root, &findings)
        else { return nil }
        let draft = ProfileDraft(section, document.root, &findings, base)
        var profile = draft.profile
        profile.hash = draft.hash(over: document.hash)
        checkName(of: profile, document.root, &findings)
        let isClean = findings.errors == 0
        if !isClean { profile.vectors = [] }
        for flaw in profile.problems() where isClean || flaw.place.isPoint {
            findings.add(flaw.code, at: draft.mark(of: flaw.place), flaw.text)
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

extension Profile.Flaw.Place {
    fileprivate var isPoint: Bool { if case .point = self { true } else { false } }
}

/// What came of looking for the profile that another extends.
enum BaseProfile {
    case found(Profile)
    /// There is none; a name near it.
    case unknown(near: String?)
    /// It has errors of its own, in this file.
    case broken(String)
    /// It extends the one that asks, or too many others.
    case tooDeep
}
