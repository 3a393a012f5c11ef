// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

/// One mistake in each key of good files, made from the tables of keys.
@Suite struct `A mistake in any key` {
    static let gateway = Format<GatewayFile>.section.kind
    static let profile = Format<ProfileSection>.section.kind

    private func tree(_ path: String) throws -> Node {
        var findings = Findings(file: path)
        return try #require(Document.load(&findings)?.root)
    }

    /// The first place of each key of a table.
    private func usages(_ kind: Kind, _ root: Node) -> [Usage] {
        var seen: Set<String> = []
        return kind.usages(root).filter { seen.insert($0.name).inserted }
    }

    /// All; under the sanitizer, which looks at memory and is slow, every eighth.
    private func tried(_ all: [Mutation]) -> [Mutation] {
        guard isUnderAddressSanitizer else { return all }
        return stride(from: 0, to: all.count, by: 8).map { all[$0] }
    }

    @Test(arguments: ["tram.yaml", "profiles/whole.yaml"])
    func `the sample has every key of the tables`(_ file: String) throws {
        let kind = file == "tram.yaml" ? Self.gateway : Self.profile
        let used = Set(usages(kind, try tree("\(samples)/\(file)")).map(\.name))
        let all = Set(kind.rows().map(\.name))
        #expect(all.subtracting(used).sorted() == [], "\(file) lacks these")
    }

    @Test func `the samples are good`() throws {
        let outcome = Reader.configuration(at: "\(samples)/tram.yaml")
        #expect(outcome.problems.map(\.code).filter { $0 != "open-secret" } == [])
        #expect(outcome.value?.devices.map(\.id).contains("weather") == true)
        let profile = Reader.profile(at: "\(samples)/profiles/whole.yaml")
        #expect(profile.problems.map(\.code) == [])
    }

    @Test func `in a gateway's file is told at its line and column`() throws {
        let root = try tree("\(samples)/tram.yaml")
        let folder = try Self.copy()
        let all = usages(Self.gateway, root).flatMap { Mutation.all(of: $0, in: root) }
        #expect(all.count >= 250)
        for mutation in tried(all) {
            mutation.check { text in
                let outcome = Reader.configuration(at: folder.write("tram.yaml", text))
                #expect(outcome.value == nil, "\(mutation.description)")
                return outcome.problems
            }
        }
        print("gateway's file: \(all.count) mistakes")
    }

    @Test func `in a profile is told at its line and column`() throws {
        let root = try tree("\(samples)/profiles/whole.yaml")
        let folder = try Self.copy()
        let all = usages(Self.profile, root).flatMap { Mutation.all(of: $0, in: root) }
        #expect(all.count >= 150)
        for mutation in tried(all) {
            mutation.check { text in
                let outcome = Reader.profile(at: folder.write("profiles/whole.yaml", text))
                #expect(outcome.value == nil, "\(mutation.description)")
                return outcome.problems
            }
        }
        print("profile: \(all.count) mistakes")
    }

    /// The samples' folder without its main file and its drop-in.
    private static func copy() throws -> Folder {
        let folder = Folder()
        for directory in ["files", "profiles"] {
            for name in try File.names(in: "\(samples)/\(directory)", atMost: 100) {
                let path = "\(directory)/\(name)"
                guard case .bytes(let bytes) = try File.read("\(samples)/\(path)", atMost: 1 << 20)
                else { continue }
                folder.write(path, bytes)
            }
        }
        return folder
    }
}
