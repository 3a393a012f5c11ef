// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Rig
import Testing

/// MQTT 5 and 3.1.1 as they are on the wire, and what each proves.
@Suite struct VersionTests {
    @Test(arguments: Connection.Version.allCases)
    func `A thousand messages are acknowledged once and heard in order`(
        version: Connection.Version
    ) throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["t/#"])
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.version = version
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        let session = try watch.up()
        let tokens = try BrokerTests.send(1_000, publisher, &watch, session: session) {
            try message("t/x", "\($0)")
        }
        #expect(tokens == Array(1...1_000))
        let all = try heard.collect(within: .seconds(10)) { $0.text == "1000" }
        #expect(all.map(\.text) == (1...1_000).map { "\($0)" })
        // mosquitto's log: p5 or p2 (3.1.1), c1 for a clean session.
        #expect(broker.log.contains("as test (p\(version == .v5 ? 5 : 2), c1, "))
        publisher.stop()
    }

    /// The same broker says 0x87 in MQTT 5, and 0 in 3.1.1: that is why `state` carries a proof.
    @Test func `Over 3.1.1 a denied topic is acknowledged like a delivered one`() throws {
        let broker = try Broker(.rules("user gw\ntopic readwrite t/#", users: ["gw": "secret"]))
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.version = .v311
        wanted.login = Connection.Login(username: "gw", password: "secret")
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        let session = try watch.up()
        #expect(publisher.send(try message("other/x", "1"), token: 1, session: session) == true)
        #expect(try watch.next() == .acknowledged(token: 1, code: 0))
        publisher.stop()
        #expect(Proof(.v311, custody: false) == .broker)
        #expect(Proof(.v5, custody: false) == .subscriber)
        #expect(Proof(.v311, custody: true) == .custody)
        #expect(Proof.allCases.map(\.rawValue) == ["broker", "subscriber", "custody"])
        #expect(Proof.broker < .subscriber && Proof.subscriber < .custody)
    }

    @Test(arguments: [
        (Connection.Version.v5, Reason.notAuthorized, "not authorized (0x87)"),
        (.v311, 5, "not authorized (0x05)"),
    ])
    func `A wrong password is refused in the version's own words`(
        version: Connection.Version, code: UInt8, words: String
    ) throws {
        let broker = try Broker(.users(["gw": "right"]))
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.version = version
        wanted.login = Connection.Login(username: "gw", password: "wrong")
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        for _ in 1...2 {
            let fault = try watch.failure()
            #expect(fault == .refused(code: code))
            #expect(fault.text.en == "the hub refuses the connection: \(words)")
            #expect(!"\(fault)\(fault.text)".contains("wrong"))
        }
        publisher.stop()
    }

    /// Level, flags, keep-alive and properties (largest packet, receive maximum) of CONNECT: the
    /// session is clean, and without a session expiry it ends with the connection.
    @Test(arguments: [
        (Connection.Version.v5, [5, 0b10, 0, 20, 8, 0x27, 0, 1, 0, 0, 0x21, 0, 20] as [UInt8]),
        (.v311, [4, 0b10, 0, 20]),
    ])
    func `CONNECT asks for a clean session that nothing outlives`(
        version: Connection.Version, expected: [UInt8]
    ) throws {
        let packets = Lock<[Wire.Packet]>([])
        let peer = try Peer { _, wire in
            if let packet = wire.next() { packets.withLock { $0.append(packet) } }
            wire.send(version == .v5 ? Wire.connack : [0x20, 2, 0, 0])
            wire.sink()
        }
        var watch = try Watch()
        var publisher = try HostileHubTests.publisher(peer, watch) { $0.version = version }
        _ = try watch.up()
        publisher.stop()
        peer.stop()
        let packet = try #require(packets.withLock { $0.first })
        #expect(packet.first == 0x10)
        #expect(packet.body.starts(with: [0, 4] + Array("MQTT".utf8) + expected))
        // Then the client id, and nothing else.
        let rest = Array(packet.body.dropFirst(6 + expected.count))
        #expect(rest == [0, 4] + Array("test".utf8))
    }

    /// A broker of 3.1.1 that is asked for MQTT 5 (3.1.1, section 3.1.2.2).
    @Test func `A hub without MQTT 5 is not asked for less, but the fault says what to write`()
        throws
    {
        let levels = Lock<[UInt8]>([])
        let peer = try Peer { _, wire in
            guard let packet = wire.next() else { return }
            levels.withLock { $0.append(packet.body[6]) }
            wire.send([0x20, 2, 0, 1])
            wire.sink()
        }
        var watch = try Watch()
        var publisher = try HostileHubTests.publisher(peer, watch)
        for _ in 1...3 {
            let fault = try watch.failure()
            #expect(fault == .refused(code: 0x84))
            #expect(fault.text.en.contains("`mqtt: 3.1.1`"))
        }
        publisher.stop()
        peer.stop()
        #expect(levels.withLock { Set($0) } == [5])
    }

    @Test func `A user property goes out with MQTT 5`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["t/#"])
        var watch = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port)), events: watch.mailbox)
        let session = try watch.up()
        #expect(publisher.send(try Self.deflated(), token: 1, session: session) == true)
        #expect(try watch.next() == .acknowledged(token: 1, code: 0))
        let message = try heard.next(within: .seconds(10))
        #expect(message?.properties == "content-encoding:deflate")
        publisher.stop()
    }

    @Test func `Over 3.1.1 a message with one is rejected alone`() throws {
        let broker = try Broker()
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.version = .v311
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        let session = try watch.up()
        #expect(publisher.send(try Self.deflated(), token: 1, session: session) == true)
        #expect(publisher.send(try message("t/x", "1"), token: 2, session: session) == true)
        #expect(
            try watch.next() == .rejected(token: 1, .unusable("content-encoding (MQTT 5)")))
        #expect(try watch.next() == .acknowledged(token: 2, code: 0))
        publisher.stop()
    }

    /// The size of a packet counts its properties: the hub's maximum is met to the byte.
    @Test func `A packet's size is what arrives`() throws {
        let sizes = Lock<[Int]>([])
        let peer = try Peer { _, wire in
            wire.greet()
            while let packet = wire.next() {
                guard packet.first & 0xF0 == 0x30 else { continue }
                let length = packet.body.count < 128 ? 1 : packet.body.count < 16_384 ? 2 : 3
                sizes.withLock { $0.append(1 + length + packet.body.count) }
                wire.send([0x40, 2] + packet.identifier)
            }
        }
        var watch = try Watch()
        var publisher = try HostileHubTests.publisher(peer, watch)
        let session = try watch.up()
        let long = Message.Property("name", String(repeating: "v", count: 200))
        let topic = try #require(Topic("a/b"))
        let messages = [[], [.deflated], [long], [.deflated, long]].flatMap { properties in
            [0, 100, 200, 20_000].map {
                Message(
                    topic: topic, payload: [UInt8](repeating: 0x20, count: $0),
                    properties: properties)
            }
        }
        for (token, message) in messages.enumerated() {
            #expect(publisher.send(message, token: UInt64(token), session: session) == true)
            #expect(try watch.next() == .acknowledged(token: UInt64(token), code: 0))
        }
        publisher.stop()
        peer.stop()
        #expect(sizes.withLock { $0 } == messages.map(\.packetBytes))
    }

    private static func deflated() throws -> Message {
        Message(topic: try #require(Topic("t/x")), payload: [3, 0], properties: [.deflated])
    }
}
