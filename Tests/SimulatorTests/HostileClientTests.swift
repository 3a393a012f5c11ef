// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing

@Suite struct HostileClientTests {
    private let site: Site
    private let port: UInt16
    private let request = "0001 0000 0006 01 03 0000 0001"

    init() throws {
        site = try Site(seed: 1)
        port = try site.addTCP(devices: [plain(1)])
        try site.start()
    }

    @Test func `a client that does not speak Modbus is hung up on, the others are served`() throws {
        let good = try Client(port: port)
        #expect(try good.ask(request, 11).count == 11)
        let bad = try Client(port: port)
        #expect(try bad.ask("47 45 54 20 2F 20 48 54 54 50", 1).isEmpty)
        #expect(try good.ask(request, 11).count == 11)
    }

    @Test func `a request that is never finished ends its connection`() throws {
        let good = try Client(port: port)
        let slow = try Client(port: port)
        let begin = Clock.now()
        #expect(try slow.ask("0001 0000 0006 01", 1).isEmpty)
        #expect(Clock.now() - begin >= .seconds(1))
        #expect(try good.ask(request, 11).count == 11)
    }

    @Test func `a client that never reads its replies is dropped`() throws {
        let greedy = try Client(port: port)
        let good = try Client(port: port)
        let many = (0..<100).flatMap { _ in hex(request) }
        var sent = 0
        while try greedy.send(many) {
            sent += 1
            try #require(sent < 100_000, "replies for 10 million requests are kept somewhere")
        }
        #expect(try good.ask(request, 11).count == 11)
    }

    @Test func `a listener serves eight clients at a time`() throws {
        var connected = 0
        try withClients(8) {
            connected += 1
            let ninth = try Client(port: port)
            #expect(try ninth.receive(1).isEmpty)
        }
        #expect(connected == 1)
        // The places of those who left are free again once the site has seen them go.
        var served = false
        let deadline = Clock.now() + .seconds(20)
        while !served, Clock.now() < deadline {
            served = try Client(port: port).ask(request, 11).count == 11
        }
        #expect(served)
    }

    /// Opens and proves so many connections, and closes them after the body.
    private func withClients(_ count: Int, _ body: () throws -> Void) throws {
        guard count > 0 else { return try body() }
        let client = try Client(port: port)
        try #require(try client.ask(request, 11).count == 11)
        try withClients(count - 1, body)
        try #require(try client.ask(request, 11).count == 11)
    }

    @Test func `200 clients with garbage leave a site that answers`() throws {
        var chance = SplitMix(seed: 11)
        let rtu = try site.addRTUOverTCP(devices: [plain(1)])
        for number in 0..<200 {
            let bytes = (0..<Int.random(in: 1...300, using: &chance)).map { _ in
                UInt8.random(in: 0...255, using: &chance)
            }
            let client = try Client(port: number % 2 == 0 ? port : rtu)
            try client.send(bytes)
        }
        var replies: [Int] = []
        let deadline = Clock.now() + .seconds(20)
        while replies.last != 11, Clock.now() < deadline {
            // Places that are still taken by those before are a reason to try again.
            replies.append(try Client(port: port).ask(request, 11).count)
        }
        #expect(replies.last == 11)
    }
}
