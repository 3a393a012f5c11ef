// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// One thing that a profile can say, with a made-up device and vectors worked out by hand.
struct Feature: CustomTestStringConvertible, Sendable {
    typealias Check = @Sendable (Profile) throws -> Void

    var name: String
    var requirement: Requirement
    /// Each a point, or a vector, without its braces.
    var points: String
    var vectors: String
    /// Further keys of the profile.
    var head: String
    /// What a site says of its device otherwise.
    var site: String?
    /// What vectors do not show.
    var check: Check?
    var testDescription: String { "\(requirement.rawValue): \(name)" }

    init(
        _ name: String, _ requirement: Requirement, _ points: String, _ vectors: String,
        head: String = "", site: String? = nil, check: Check? = nil
    ) {
        self.name = name
        self.requirement = requirement
        (self.points, self.vectors) = (points, vectors)
        (self.head, self.site, self.check) = (head, site, check)
    }

    /// Lines as elements of a list.
    private static func list(_ text: String) -> String {
        text.split(separator: "\n").map { "  - {\($0)}\n" }.joined()
    }

    var profile: String {
        "profile: acme-device\nvendor: Acme\nmodel: A-1\nclass: other\nsources: [a manual]\n"
            + head.split(separator: "\n").map { "\($0)\n" }.joined() + "points:\n"
            + Self.list(points)
    }

    /// The profile with its vectors, which are computed as it is read.
    var whole: String { profile + "vectors:\n" + Self.list(vectors) }

    /// A gateway with one such device.
    var gateway: String {
        let device = "id: acme, profile: acme-device, unit-id: 1, domain: env"
        let own = site.map {
            $0.contains("unit-id") ? "id: acme, profile: acme-device, domain: env" : device
        }
        return """
            gateway: {id: gw-1, area: a, site: s}
            hubs: [{id: c, urls: [mqtt://127.0.0.1:1], root: r}]
            buses:
              - {id: b, serial: {port: /dev/ttyS99}, devices: [{\(own ?? device), \(site ?? "")}]}

            """
    }

    /// As its device has it: where a site has its say, the vectors are computed after that.
    func loaded() throws -> Profile {
        let folder = Folder()
        let outcome = Reader.profile(at: folder.write("acme-device.yaml", whole))
        guard site != nil else {
            #expect(Self.told(outcome.problems) == [])
            return try #require(outcome.value)
        }
        folder.write("profiles/acme-device.yaml", profile)
        folder.write("machine-id", Sample.machineID)
        let configuration = Reader.configuration(
            at: folder.write("tram.yaml", gateway), profiles: [folder.path + "/profiles"],
            machineID: folder.path + "/machine-id")
        #expect(Self.told(configuration.problems) == [])
        var installed = try #require(configuration.value?.devices.first?.profile)
        installed.vectors = try Self.vectors(vectors)
        #expect(installed.problems().map(\.text.en) == [])
        return installed
    }

    private static func vectors(_ text: String) throws -> [Vector] {
        var findings = Findings(file: "")
        let root = try #require(Tree.read(Array(list(text).utf8), &findings))
        let format = Format<[Marked<VectorSection>]>.list(of: .marked(.section), 1...64)
        let sections = try #require(format.read(root, &findings))
        let vectors = sections.map { $0.value.vector(.zeroBased, &findings) }
        #expect(findings.errors == 0)
        return vectors
    }

    static func told(_ problems: [Problem]) -> [String] {
        problems.filter { $0.code != "unstable-port" }
            .map { "\($0.line):\($0.column) \($0.text.en)" }
    }
}

extension Profile {
    func point(_ name: String) throws -> Point {
        try #require(points.first { $0.name == name })
    }

    /// What a point comes to where the line gave these.
    func quality(_ name: String, _ samples: [String: Derivation.Sample]) throws -> Quality {
        let derivation = Derivation(points: points)
        let outcomes = derivation.outcomes(
            of: points.map { samples[$0.name] ?? .init(bits: 0, quality: .good) })
        return outcomes[try #require(points.firstIndex { $0.name == name })].quality
    }
}
