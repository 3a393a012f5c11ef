// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Rig
import Testing

/// What a hub shows when TLS shakes hands with it, whether it is trusted or not.
@Suite struct MeetingTests {
    private static func meet(
        _ connection: Connection, _ port: UInt16, within time: Nanoseconds = .seconds(10)
    ) throws -> Encryption {
        let socket = try Socket.connect(address: "127.0.0.1", port: port)
        var polls = PollSet()
        polls.add(socket.number, .writable)
        try polls.wait(until: Clock.now() + .seconds(10))
        try Socket.outcome(socket)
        return try Encryption.meet(
            socket.number, connection, connection.addresses[0], until: Clock.now() + time, stop: -1
        )
    }

    @Test(
        arguments: [
            ("localhost", "ca.pem", []), ("127.0.0.1", "ca.pem", [.name]),
            ("localhost", "", [.authority]), ("127.0.0.1", "", [.authority, .name]),
        ] as [(String, String, [Encryption.Doubt])])
    func `doubts are told, and the certificate is shown all the same`(
        host: String, authority: String, doubts: [Encryption.Doubt]
    ) throws {
        let ours = try Certificates(for: "DNS:localhost", subject: "/CN=hub/O=Đà Nẵng")
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        let file = authority.isEmpty ? nil : ours.path(authority)
        let wanted = try EncryptionTests.secured(host, port, Connection.Files(authority: file))
        let met = try Self.meet(wanted, port)
        #expect(Set(met.doubts) == Set(doubts))
        #expect(met.words.isEmpty == doubts.isEmpty)
        #expect(met.version.hasPrefix("TLSv1."))
        let certificate = try #require(met.certificate)
        #expect(certificate.subject == "CN=hub, O=Đà Nẵng")
        #expect(certificate.issuer == "CN=ca" && certificate.names == "DNS:localhost")
        #expect(2...3 ~= certificate.daysLeft(at: Clock.wall()))
        #expect(met.authority == (doubts.isEmpty ? "CN=ca" : nil))
        try broker.stop()
    }

    @Test(arguments: [(-3, -2, Encryption.Doubt.expired), (2, 3, .early)])
    func `a certificate's days are told`(
        from: Int, until: Int, doubt: Encryption.Doubt
    ) throws {
        let year = 1970 + Int(Clock.wall().milliseconds / 31_556_952_000)
        let ours = try Certificates(for: "DNS:localhost")
        try ours.renew(
            from: "\((year + from) % 100)0101000000Z", until: "\((year + until) % 100)0101000000Z")
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        let wanted = try EncryptionTests.secured(
            "localhost", port, Connection.Files(authority: ours.path("ca.pem")))
        let met = try Self.meet(wanted, port)
        #expect(met.doubts == [doubt])
        let certificate = try #require(met.certificate)
        #expect(!certificate.isValid(at: Clock.wall()))
        #expect((certificate.daysLeft(at: Clock.wall()) < 0) == (doubt == .expired))
        #expect(LocalTime(certificate.from).year - year - from <= 0)
        try broker.stop()
    }

    @Test func `what a stranger writes into a certificate commands no terminal`() throws {
        let ours = try Certificates(
            for: "DNS:localhost", subject: "/CN=\u{1B}[2Jhub\u{9B}x/O=a\u{7}b")
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        let wanted = try EncryptionTests.secured("localhost", port, Connection.Files())
        let certificate = try #require(try Self.meet(wanted, port).certificate)
        #expect(certificate.subject.contains("[2Jhub"))
        #expect(certificate.subject.utf8.allSatisfy { $0 >= 0x20 }, "\(certificate.subject)")
        try broker.stop()
    }

    @Test func `a peer that stays silent is left at the deadline`() throws {
        let peer = try Peer { _, wire in wire.ignore() }
        let wanted = try EncryptionTests.secured("localhost", peer.port, Connection.Files())
        #expect(throws: HubFault.timedOut(.greeting)) {
            try Self.meet(wanted, peer.port, within: .milliseconds(50))
        }
        peer.stop()
    }

    @Test func `a peer that hangs up or talks nonsense is told apart from one that is silent`()
        throws
    {
        let answers: [[UInt8]] = [[], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)]
        for answer in answers {
            let peer = try Peer { _, wire in wire.send(answer) }
            let wanted = try EncryptionTests.secured("localhost", peer.port, Connection.Files())
            do {
                let met = try Self.meet(wanted, peer.port)
                Issue.record("\(met)")
            } catch let fault as HubFault {
                switch fault {
                case .tls, .closed, .broken: break
                default: Issue.record("\(fault)")
                }
            }
            peer.stop()
        }
    }

    @Test func `our own certificate is shown, and what does not fit is named`() throws {
        let ours = try Certificates(for: "DNS:localhost")
        var files = Connection.Files(
            authority: ours.path("ca.pem"), certificate: ours.path("client.pem"),
            key: ours.path("client.key"))
        var wanted = try EncryptionTests.secured("localhost", 1, files)
        let address = wanted.addresses[0]
        #expect(try Encryption.own(wanted, address)?.subject == "CN=client")
        files.key = ours.path("hub.key")
        wanted.files = files
        #expect(throws: HubFault.credentials(ours.path("hub.key"))) {
            try Encryption.own(wanted, address)
        }
        wanted.files = Connection.Files()
        #expect(try Encryption.own(wanted, address) == nil)
    }

    @Test func `what the hub says to CONNECT is told before it is acted upon`() throws {
        let answer: [UInt8] = [0x20, 14, 0, 0, 11, 0x21, 0, 7, 0x22, 0, 4, 0x13, 0, 9, 0x25]
        let peer = try Peer { _, wire in
            wire.greet(answer + [0])
            wire.sink()
        }
        let told = Lock<Session.Greeting?>(nil)
        var settings = Publisher.Settings(connection: try connection(peer.port))
        settings.greeted = { greeting in told.withLock { $0 = greeting } }
        var watch = try Watch()
        var publisher = try Publisher.start(settings, events: watch.mailbox)
        _ = try watch.up()
        let greeting = try #require(told.withLock { $0 })
        #expect(greeting.receiveMaximum == 7 && greeting.topicAliases == 4)
        #expect(greeting.keepAlive == .seconds(9) && !greeting.retains)
        publisher.stop()
        peer.stop()
    }
}
