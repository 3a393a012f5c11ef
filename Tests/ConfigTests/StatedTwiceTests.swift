// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// A deviation that is none stands twice: in the profile and in the table.
@Suite struct `The library beside the table of quantities` {
    @Test(arguments: `The library of devices`.catalogue.ids)
    func `says only what differs`(_ id: String) throws {
        var catalogue = `The library of devices`.catalogue
        let profile = try #require(catalogue.profile(id)?.value)
        var findings = Findings(file: try #require(catalogue.path(of: id)))
        let root = try #require(Document.load(&findings)?.root)
        let base = root["extends"]?.text.flatMap { catalogue.profile($0)?.value }
        guard case .list(let nodes)? = root["points"]?.content else { return }
        for node in nodes {
            let name = try #require(Self.name(of: node))
            let point = try #require(profile.points.first { $0.name == name })
            let bare = Self.bare(point, base?.points.first { $0.name == name })
            if node["range"] != nil { #expect(bare.range != point.range, "\(name)") }
            if node["deadband"] != nil {
                #expect(!bare.deadband.isEqual(to: point.deadband), "\(name)")
            }
        }
    }

    /// A point's name, or that of an array's first.
    private static func name(of node: Node) -> String? {
        guard let array = node["array"] else { return node["name"]?.text }
        return array["name"]?.text?.replacing("{n}", with: array["first"]?.text ?? "1")
    }

    /// What the point had if its profile said neither.
    private static func bare(_ point: Point, _ base: Point?) -> Point {
        var bare = point
        let base = base ?? PointSection().written
        (bare.range, bare.deadband) = (base.range, base.deadband)
        bare.takeUsual(after: base) { _ in false }
        return bare
    }
}
