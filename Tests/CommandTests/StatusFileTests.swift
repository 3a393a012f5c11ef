// SPDX-License-Identifier: Apache-2.0
import Host
import Rig
import Testing

/// `tram status --output prometheus --file`, for a program that looks at any time.
@Suite struct StatusFileTests {
    private static let away = """
        # HELP tram_up Whether the service answers at its control socket.
        # TYPE tram_up gauge
        tram_up 0

        """

    private func put(
        _ directory: Directory, _ name: String = "tram.prom", form: String = "prometheus"
    ) throws -> (ending: Child.Ending, output: [String]) {
        try Tram.finish([
            "status", "--output", form, "--file", directory.file(name), "--control",
            directory.file("nobody"),
        ])
    }

    @Test func `a service that is away is no fault of the file's`() throws {
        let directory = try Directory()
        let (ending, output) = try put(directory)
        #expect(ending == .exit(0) && output.isEmpty, "\(output)")
        #expect(try directory.read("tram.prom") == Self.away)
        #expect(try File.names(in: directory.path, atMost: 9) == ["tram.prom"], "nothing is left")
    }

    @Test func `who has the file open goes on reading what it was`() throws {
        let directory = try Directory()
        let earlier = "# HELP tram_up Of an earlier turn.\n"
        try directory.write(earlier, to: "tram.prom")
        let (path, same) = (directory.file("tram.prom"), directory.file("same"))
        var link = try Child("/bin/ln", [path, same])
        #expect(link.wait() == .exit(0))
        #expect(try put(directory).ending == .exit(0))
        #expect(try directory.read("tram.prom") == Self.away)
        #expect(try directory.read("same") == earlier)
    }

    @Test(arguments: [("755", true), ("750", false), ("1777", true)])
    func `who may read the folder may read the file`(rights: String, all: Bool) throws {
        let directory = try Directory()
        var change = try Child("/bin/chmod", [rights, directory.path])
        #expect(change.wait() == .exit(0))
        #expect(try put(directory).ending == .exit(0))
        #expect(File.isOpenToOthers(directory.file("tram.prom")) == all)
    }

    @Test func `somebody's file is not written over, and a folder that is none is told`() throws {
        let directory = try Directory()
        try directory.write("mine\n", to: "notes.prom")
        let (ending, output) = try put(directory, "notes.prom")
        #expect(ending == .exit(1) && output.joinedWords.contains("[not-a-file]"), "\(output)")
        #expect(try directory.read("notes.prom") == "mine\n")
        let (refusal, words) = try put(directory, "nowhere/tram.prom")
        #expect(refusal == .exit(1) && words.joinedWords.contains("No such file"), "\(words)")
    }

    @Test(arguments: ["table", "json"])
    func `it is for metrics alone`(form: String) throws {
        let directory = try Directory()
        let (ending, output) = try put(directory, form: form)
        #expect(ending == .exit(2) && output.joinedWords.contains("--output prometheus"))
        #expect(!File.exists(directory.file("tram.prom")))
    }
}
