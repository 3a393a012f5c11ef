// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Rig
import Testing

/// TLS against mosquitto, with certificates made for the test.
@Suite struct EncryptionTests {
    /// A connection to the broker's encrypted listener under `host`.
    static func secured(
        _ host: String, _ port: UInt16, _ files: Connection.Files
    ) throws -> Connection {
        var wanted = try connection(port)
        wanted.addresses = [try Address("mqtts://\(host):\(port)")]
        wanted.files = files
        return wanted
    }

    @Test func `A hub with a certificate that we trust is used, without it never`() throws {
        let (ours, others) = try (Certificates(for: "DNS:localhost"), Certificates(for: "DNS:x"))
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        let heard = try Subscriber(broker, ["t/#"])

        var watch = try Watch()
        let trusting = try Self.secured(
            "localhost", port, Connection.Files(authority: ours.path("ca.pem")))
        var publisher = try Publisher.start(
            Publisher.Settings(connection: trusting), events: watch.mailbox)
        let session = try watch.up()
        let tokens = try BrokerTests.send(300, publisher, &watch, session: session) {
            try message("t/x", "\($0)" + String(repeating: " ", count: 2_000))
        }
        #expect(tokens == Array(1...300))
        #expect(try heard.next(within: .seconds(10))?.topic == "t/x")
        publisher.stop()

        for (host, authority) in [
            ("localhost", others.path("ca.pem")), ("127.0.0.1", ours.path("ca.pem")),
            ("localhost", nil),
        ] as [(String, String?)] {
            var watch = try Watch()
            let wary = try Self.secured(host, port, Connection.Files(authority: authority))
            var publisher = try Publisher.start(
                Publisher.Settings(connection: wary), events: watch.mailbox)
            let fault = try watch.failure()
            guard case .untrusted = fault else {
                Issue.record("\(host) \(authority ?? "system"): \(fault)")
                continue
            }
            publisher.stop()
        }
    }

    @Test func `A hub that asks for our certificate gets it, and tells us when it is missing`()
        throws
    {
        let ours = try Certificates(for: "IP:127.0.0.1")
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port, clientCertificate: true))
        var files = Connection.Files(
            authority: ours.path("ca.pem"), certificate: ours.path("client.pem"),
            key: ours.path("client.key"))
        var watch = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try Self.secured("127.0.0.1", port, files)),
            events: watch.mailbox)
        #expect(try watch.up() == 1)
        publisher.stop()

        (files.certificate, files.key) = (nil, nil)
        var other = try Watch()
        publisher = try Publisher.start(
            Publisher.Settings(connection: try Self.secured("127.0.0.1", port, files)),
            events: other.mailbox)
        let fault = try other.failure()
        switch fault {
        case .tls, .closed, .broken: break
        default: Issue.record("\(fault)")
        }
        publisher.stop()
        try broker.stop()
    }

    @Test func `TLS against a hub without it fails and is tried again`() throws {
        let broker = try Broker()
        let ours = try Certificates(for: "DNS:localhost")
        var watch = try Watch()
        let files = Connection.Files(authority: ours.path("ca.pem"))
        var wanted = try Self.secured("localhost", broker.port, files)
        wanted.limits.greeting = .seconds(2)
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        for _ in 1...2 {
            switch try watch.failure() {
            case .tls, .closed, .broken: break
            case let fault: Issue.record("\(fault)")
            }
        }
        publisher.stop()
    }

    @Test func `Files that are missing or do not fit are named`() throws {
        let ours = try Certificates(for: "DNS:localhost")
        for (files, culprit) in [
            (Connection.Files(authority: ours.path("none.pem")), "none.pem"),
            (
                Connection.Files(certificate: ours.path("client.pem"), key: ours.path("no.key")),
                "no.key"
            ),
            (Connection.Files(certificate: ours.path("client.pem")), "client.pem"),
        ] {
            var watch = try Watch()
            var publisher = try Publisher.start(
                Publisher.Settings(connection: try Self.secured("localhost", 1, files)),
                events: watch.mailbox)
            #expect(try watch.failure() == .credentials(ours.path(culprit)))
            publisher.stop()
        }
    }

    /// The system's clock is now; the floor stands for what a box without a clock knows, the first
    /// of January of its year. Whatever its clock shows, the later of both counts.
    @Test(
        arguments: [
            ("in two years", 2, 3, 2, true), ("in two years", 2, 3, nil, false),
            ("in two years", 2, 3, 1, false), ("in two years", 2, 3, 4, false),
            ("over", -3, -2, nil, false), ("over", -3, -2, -3, false),
            ("now", -1, 2, nil, true), ("now", -1, 2, -9, true), ("now", -1, 2, 3, false),
        ] as [(String, Int, Int, Int?, Bool)])
    func `A certificate is judged at the later of the clock and the time floor`(
        when: String, from: Int, until: Int, floor: Int?, accepted: Bool
    ) throws {
        let year = 1970 + Int(Clock.wall().milliseconds / 31_556_952_000)
        let ours = try Certificates(for: "DNS:localhost")
        // A floor in the first days of a year lies within what begins with it.
        try ours.renew(
            from: "\((year + from) % 100)0101000000Z", until: "\((year + until) % 100)0101000000Z")
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        var wanted = try Self.secured(
            "localhost", port, Connection.Files(authority: ours.path("ca.pem")))
        wanted.timeFloor = floor.map {
            WallTime(nanoseconds: Int64(year + $0 - 1970) * 31_556_952 * 1_000_000_000)
                .later(by: .seconds(3 * 86_400))
        }
        var watch = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        switch (try watch.next(), accepted) {
        case (.up, true): break
        case (.attemptFailed(.untrusted(let words), _, _), false):
            #expect(["certificate has expired", "certificate is not yet valid"].contains(words))
        case (let event, _):
            Issue.record("\(when), floor \(floor ?? 0): \(String(describing: event))")
        }
        publisher.stop()
        try broker.stop()
    }

    /// TLS reads ahead: what it holds no poll tells of.
    @Test(arguments: Connection.Version.allCases)
    func `Commands in a burst are all heard over TLS`(version: Connection.Version) throws {
        let ours = try Certificates(for: "DNS:localhost")
        let port = try freePort()
        let broker = try Broker(extra: ours.listener(port))
        var wanted = try Self.secured(
            "localhost", port, Connection.Files(authority: ours.path("ca.pem")))
        wanted.version = version
        var settings = Publisher.Settings(connection: wanted)
        settings.subscriptions = ["t/#"]
        var watch = try Watch()
        var publisher = try Publisher.start(settings, events: watch.mailbox)
        _ = try watch.up()
        #expect(try watch.next() == .subscribed([1]))
        var other = try Watch()
        var sender = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port, id: "sender")),
            events: other.mailbox)
        let session = try other.up()
        let tokens = try BrokerTests.send(500, sender, &other, session: session) {
            try message("t/x", "\($0)")
        }
        #expect(tokens.count == 500)
        for number in 1...500 {
            guard case .received(let message) = try watch.next() else {
                Issue.record("\(number) did not come")
                break
            }
            #expect(message.payload == Array("\(number)".utf8))
        }
        sender.stop()
        publisher.stop()
    }

    @Test func `A hub that knows no TLS newer than 1.1 is not used`() throws {
        let ours = try Certificates(for: "DNS:localhost")
        let port = try freePort()
        var old = try Child(
            "/usr/bin/openssl",
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-cert", ours.path("hub.pem"), "-key",
                ours.path("hub.key"), "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", "-quiet",
            ], error: -1)
        var watch = try Watch()
        let wanted = try Self.secured(
            "localhost", port, Connection.Files(authority: ours.path("ca.pem")))
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        var fault = try watch.failure()
        while case .unreachable = fault { fault = try watch.failure() }  // until it listens
        switch fault {
        case .tls, .closed, .broken: break
        default: Issue.record("\(fault)")
        }
        publisher.stop()
        old.stop(force: true)
        _ = old.wait()
    }
}

extension WallTime {
    fileprivate func later(by wait: Nanoseconds) -> Self {
        Self(nanoseconds: nanoseconds + wait.count)
    }
}
