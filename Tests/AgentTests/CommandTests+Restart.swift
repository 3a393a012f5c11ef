// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Spool
import Testing

/// What an earlier process leaves of commands.
extension CommandTests {
    @Test func `an id of an earlier process is known until its day is over`() {
        let until = Self.wall + 20_000
        var bench = Bench(commands: [SeenCommand(id: "c-1", until: until)])
        #expect(bench.send(Self.replay()) == "seen")
        #expect(bench.send(Self.replay("c-2"), id: "c-2", at: 21_000) == nil)
        bench.give()
        #expect(bench.batch.forgottenCommands == ["c-1"])
    }

    @Test(arguments: [
        (499_999, 0, nil), (500_000, 0, "budget"), (0, 64 << 20, "budget"), (.max, .max, "budget"),
    ])
    func `what earlier processes sent counts in the day's budget`(
        rows: Int, bytes: Int, code: String?
    ) {
        let spent = SeenCommand(
            id: "c-9", until: Self.wall + 20_000, isAnswered: true, rows: rows, bytes: bytes)
        var other = spent
        other.id = "c-8"
        (other.rows, other.bytes) = rows == .max ? (rows, bytes) : (0, 0)
        var bench = Bench(commands: [other, spent])
        #expect(bench.send(Self.replay()) == code)
    }

    @Test func `what an earlier process began and did not answer is answered by the next`() {
        let until = Self.wall + 20_000
        let bench = Bench(commands: [
            SeenCommand(id: "c-1", until: until),
            SeenCommand(id: "c-2", until: until, isAnswered: true),
        ])
        let answers = bench.birth.filter { $0.topic.contains("/ack/") }
        #expect(answers.map(\.topic) == ["\(Self.root)/ack/c-1"])
        #expect(json(answers[0].text, "code")?.string == "interrupted")
        #expect(
            bench.batch.commands == [SeenCommand(id: "c-1", until: until, isAnswered: true)])
    }
}
