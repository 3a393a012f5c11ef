// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@Suite struct LookupTests {
    private static func ask(_ host: String) throws -> Lookup.Outcome? {
        let lookup = try Lookup.start(host)
        var polls = PollSet()
        polls.add(lookup.descriptor, .readable)
        try polls.wait(until: Clock.now() + .seconds(30))
        return lookup.outcome
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `an address in numbers is itself`(address: String) throws {
        #expect(try Self.ask(address) == .found([address]))
    }

    @Test func `this machine has a name`() throws {
        guard case .found(let addresses) = try Self.ask("localhost") else {
            Issue.record("no localhost")
            return
        }
        #expect(!addresses.isEmpty && addresses.allSatisfy { $0 == "127.0.0.1" || $0 == "::1" })
    }

    @Test func `what is no name is not found`() throws {
        switch try Self.ask("no such name") {
        case .notFound, .failed, .silent: break
        case let other: Issue.record("\(String(describing: other))")
        }
    }
}
