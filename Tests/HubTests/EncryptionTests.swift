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
}
