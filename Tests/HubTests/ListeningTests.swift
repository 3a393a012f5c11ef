// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Rig
import Testing

/// A publisher that also hears what is said to it.
@Suite struct ListeningTests {
    private static let filters = ["r/gw/-/cmd/+", "r/gw/-/custody/+"]

    private static func settings(
        _ port: UInt16, _ change: (inout Connection) -> Void = { _ in }
    ) throws -> Publisher.Settings {
        var wanted = try connection(port)
        change(&wanted)
        var settings = Publisher.Settings(connection: wanted)
        settings.subscriptions = filters
        return settings
    }

    private static func received(_ topic: String, _ text: String, retain: Bool) -> HubEvent {
        .received(Received(topic: topic, payload: Array(text.utf8), retain: retain, qos: 1))
    }

    /// What is retained says so, what is live does not: a retained command is refused by that.
    @Test(arguments: Connection.Version.allCases)
    func `Commands and custody are heard in every session, and records go on`(
        version: Connection.Version
    ) throws {
        let broker = try Broker(extra: ["persistence true"])
        try broker.publish("{}", to: "r/gw/-/custody/aq-1", retain: true)
        var watch = try Watch()
        let wanted = try Self.settings(broker.port) { $0.version = version }
        var publisher = try Publisher.start(wanted, events: watch.mailbox)
        for round in 1...2 {
            let session = try watch.up()
            #expect(try watch.next() == .subscribed([1, 1]))
            #expect(
                try watch.next() == Self.received("r/gw/-/custody/aq-1", "{}", retain: true))
            try broker.publish("not for us", to: "r/gw/-/ack/1")
            try broker.publish("replay", to: "r/gw/-/cmd/\(round)")
            #expect(
                try watch.next() == Self.received("r/gw/-/cmd/\(round)", "replay", retain: false))
            #expect(publisher.send(try message("r/x", "1"), token: 7, session: session) == true)
            guard case .acknowledged(token: 7, let code) = try watch.next() else {
                Issue.record("no acknowledgement")
                return
            }
            #expect(Verdict(code) == (version == .v5 ? .unheard : .delivered))
            if round == 1 {
                try broker.stop()
                _ = try watch.down()
                // Nothing waits for us at a hub that we have left: the session was clean.
                try broker.start()
            }
        }
        #expect(publisher.missed == 0)
        publisher.stop()
    }

    @Test(arguments: Connection.Version.allCases)
    func `A subscription that is refused is told, one that is not answered counts as refused`(
        version: Connection.Version
    ) throws {
        let isFive = version == .v5
        let peer = try Peer { number, wire in
            wire.greet(isFive ? Wire.connack : [0x20, 2, 0, 0])
            guard let subscribe = wire.next(), subscribe.first == 0x82 else { return }
            let codes: [UInt8] = number == 0 ? [1, isFive ? 0x87 : 0x80] : [1]
            let properties: [UInt8] = isFive ? [0] : []
            let body = subscribe.body.prefix(2) + properties + codes
            wire.send([0x90, UInt8(body.count)] + body)
            if number == 0 { _ = wire.next() } else { wire.sink() }
        }
        var watch = try Watch()
        let wanted = try Self.settings(peer.port) { $0.version = version }
        var publisher = try Publisher.start(wanted, events: watch.mailbox)
        let session = try watch.up()
        #expect(try watch.next() == .subscribed([1, isFive ? 0x87 : 0x80]))
        #expect(publisher.send(try message("r/x", "1"), token: 1, session: session) == true)
        _ = try watch.up()
        #expect(try watch.next() == .subscribed([1, 0x80]))
        publisher.stop()
        peer.stop()
    }

    @Test func `A hub that does not answer a subscription is left at the deadline`() throws {
        let peer = try Peer { _, wire in
            wire.greet()
            wire.sink()
        }
        var watch = try Watch()
        let wanted = try Self.settings(peer.port) { $0.limits.acknowledgement = .milliseconds(100) }
        var publisher = try Publisher.start(wanted, events: watch.mailbox)
        #expect(try watch.down() == .timedOut(.acknowledgement))
        #expect(try watch.down() == .timedOut(.acknowledgement))
        publisher.stop()
        peer.stop()
    }

    /// Over MQTT 5 the hub is told; over 3.1.1, and from a hub that does not care, we see to it.
    @Test(arguments: Connection.Version.allCases)
    func `What is larger than 64 KiB is counted and the session goes on`(
        version: Connection.Version
    ) throws {
        let isFive = version == .v5
        let limit = Publisher.largestIncoming
        let peer = try Peer { _, wire in
            wire.greet(isFive ? Wire.connack : [0x20, 2, 0, 0])
            guard let subscribe = wire.next() else { return }
            let codes: [UInt8] = isFive ? [0, 1, 1] : [1, 1]
            wire.send([0x90, isFive ? 5 : 4] + subscribe.body.prefix(2) + codes)
            for size in [limit + 1, limit] {
                let head: [UInt8] = isFive ? [0, 1, 0x61, 0, 1, 0] : [0, 1, 0x61, 0, 1]
                let length = head.count + size
                let coded = [length & 0x7F | 0x80, length >> 7 & 0x7F | 0x80, length >> 14]
                let payload = [UInt8](repeating: 0x20, count: size)
                wire.send([0x32] + coded.map { UInt8($0) } + head + payload)
            }
            wire.sink()
        }
        var watch = try Watch()
        let wanted = try Self.settings(peer.port) { $0.version = version }
        var publisher = try Publisher.start(wanted, events: watch.mailbox)
        _ = try watch.up()
        #expect(try watch.next() == .subscribed([1, 1]))
        guard case .received(let message) = try watch.next() else {
            Issue.record("nothing came")
            return
        }
        #expect(message.payload.count == limit && publisher.missed == 1)
        publisher.stop()
        peer.stop()
    }

    /// A hub that floods us with commands costs no acknowledgement and no memory.
    @Test func `What finds no room in the mailbox is counted, acknowledgements are not lost`()
        throws
    {
        let peer = try Peer { _, wire in
            wire.greet()
            guard let subscribe = wire.next() else { return }
            wire.send([0x90, 5] + subscribe.body.prefix(2) + [0, 1, 1])
            while let packet = wire.next() {
                guard packet.first & 0xF0 == 0x30 else { continue }
                let commands = (1...10 as ClosedRange<UInt8>).flatMap {
                    [0x32, 7, 0, 1, 0x61, 0, $0, 0, 0x78] as [UInt8]
                }
                wire.send(commands + [0x40, 2] + packet.identifier)
            }
        }
        var watch = try Watch(room: 4)
        var publisher = try Publisher.start(
            try Self.settings(peer.port), events: watch.mailbox)
        let session = try watch.up()
        #expect(try watch.next() == .subscribed([1, 1]))
        for token in 1...40 as ClosedRange<UInt64> {
            #expect(publisher.leave(try message("a", "x"), token: token, session: session) == true)
        }
        publisher.flush()
        var (heard, acknowledged) = (0, [] as [UInt64])
        while acknowledged.count < 40, let event = try watch.next() {
            switch event {
            case .received: heard += 1
            case .acknowledged(let token, code: 0): acknowledged.append(token)
            default: Issue.record("\(event)")
            }
        }
        #expect(acknowledged == Array(1...40))
        #expect(heard + publisher.missed == 400 && publisher.missed > 0, "\(heard)")
        publisher.stop()
        peer.stop()
    }

    @Test func `A filter that MQTT does not know is refused at once`() throws {
        let watch = try Watch()
        var settings = try Self.settings(1)
        settings.subscriptions.append("a+")
        #expect(throws: HubFault.unusable("a+")) {
            var publisher = try Publisher.start(settings, events: watch.mailbox)
            publisher.stop()
        }
    }
}
