// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What came of looking for the profile that another extends.
enum BaseProfile {
    /// It extends none.
    case none
    case found(Profile)
    /// There is none; a name near it.
    case unknown(near: String?)
    /// It cannot be read, which its own file or one behind it tells.
    case broken
    /// The profiles that extend each other, the one that asks first.
    case circle([String])
    /// Too many, each extending the next, the one that asks first.
    case tooDeep([String])

    /// The profile to begin with, if there is one; nil where there should be and is not.
    var profiles: [Profile]? {
        switch self {
        case .none: []
        case .found(let profile): [profile]
        default: nil
        }
    }

    /// Says why the profile under `extends` cannot be extended.
    func tell(of named: Marked<String>, _ findings: inout Findings) {
        let mark = named.node.mark
        switch self {
        case .unknown(let near):
            findings.add(.unknownProfile, at: mark, Self.noProfile(named.value, near))
        case .circle(let ids): findings.add(.circle, at: mark, Self.circle(ids))
        case .tooDeep(let ids): findings.add(.tooDeep, at: mark, Self.tooDeep(ids))
        case .none, .found, .broken: return
        }
    }

    private static func noProfile(_ id: String, _ near: String?) -> Text {
        Text(
            en: "no profile is called \(id.quoted)" + (near.map { "; did you mean \($0)?" } ?? ""),
            vi: "không có hồ sơ thiết bị \(id.quoted)"
                + (near.map { "; có phải ý bạn là \($0)?" } ?? ""))
    }

    private static func circle(_ ids: [String]) -> Text {
        guard ids.count > 1 else {
            return Text(
                en: "a profile cannot extend itself; name another, or leave extends out",
                vi: "hồ sơ không thể extends chính nó; hãy ghi hồ sơ khác, hoặc bỏ extends")
        }
        let steps = zip(ids, ids.dropFirst() + ids.prefix(1)).map { "\($0) extends \($1)" }
            .joined(separator: ", ")
        return Text(
            en: "these profiles extend each other in a circle: \(steps); one of them must do "
                + "without extends",
            vi: "các hồ sơ này extends lẫn nhau thành vòng: \(steps); một hồ sơ trong số đó phải "
                + "bỏ extends")
    }

    private static func tooDeep(_ ids: [String]) -> Text {
        let chain = ids.joined(separator: ", ")
        return Text(
            en: "at most \(Catalogue.depth) profiles may extend one another; these are more: "
                + chain,
            vi: "nhiều nhất \(Catalogue.depth) hồ sơ được extends nối tiếp nhau; ở đây nhiều hơn: "
                + chain)
    }
}
