// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// The service as a user without rights. CI is root, and root may read everything.
@Suite struct OtherUserTests {
    static let isRoot =
        (try? Program("/usr/bin/id", ["-u"]).finish(within: .seconds(5)).output) == ["0"]
    static let nobody = [
        "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
    ]

    /// Lets everybody look into the directory.
    static func share(_ directory: Directory, _ names: [String]) throws {
        for (mode, path) in [("755", directory.path)] + names.map({ ("644", directory.file($0)) }) {
            let tool = try Program("/bin/chmod", [mode, path])
            #expect(try tool.finish(within: .seconds(5)).ending == .exit(0))
        }
    }

    @Test(.enabled(if: isRoot))
    func `an unreadable password file is named`() throws {
        let station = try Station(
            port: 1_883, buses: "  []\n", profile: HeavyTests.RecordTests.profile,
            hub: ["username: gw-1", "password-file: secret"])
        let secret = try station.directory.write("hush\n", to: "secret")
        try Self.share(station.directory, ["tram.yaml", "bench.yaml"])
        let (ending, output) = try Tram.finish(
            ["run", "--config", station.path], through: Self.nobody, within: .seconds(20))
        #expect(ending == .exit(1))
        let words = output.joined(separator: "\n")
        #expect(words.contains(secret) && words.contains("[cannot-read]"), "\(words)")
        #expect(!words.contains("hush"))
    }

    @Test(.enabled(if: isRoot))
    func `an unreadable gateway file is named`() throws {
        let station = try Station(
            port: 1_883, buses: "  []\n", profile: HeavyTests.RecordTests.profile)
        try Self.share(station.directory, [])
        let (ending, output) = try Tram.finish(
            ["check", station.path], through: Self.nobody, within: .seconds(20))
        #expect(ending == .exit(1))
        #expect(output.first?.hasPrefix("\(station.path): error: ") == true, "\(output)")
    }
}
