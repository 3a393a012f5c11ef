// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Rig
import Testing

/// The real thing: mosquitto.
@Suite struct BrokerTests {
    /// Sends what `make` gives for 1...count and waits for all acknowledgements, in order.
    static func send(
        _ count: Int, _ publisher: borrowing Publisher, _ watch: inout Watch, session: UInt64,
        _ make: (Int) throws -> Message
    ) throws -> [UInt64] {
        var acknowledged: [UInt64] = []
        var next = 1
        while acknowledged.count < count {
            while next <= count,
                publisher.leave(try make(next), token: UInt64(next), session: session)
            {
                next += 1
            }
            publisher.flush()
            guard let event = try watch.next() else { break }
            if case .acknowledged(let token, code: 0) = event { acknowledged.append(token) }
        }
        return acknowledged
    }

    @Test func `A thousand messages are acknowledged once and heard in order`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["t/#"])
        var watch = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port)), events: watch.mailbox)
        let session = try watch.up()
        let tokens = try Self.send(1_000, publisher, &watch, session: session) {
            try message("t/x", "\($0)")
        }
        #expect(tokens == Array(1...1_000))
        let all = try heard.collect(within: .seconds(10)) { $0.text == "1000" }
        #expect(all.map(\.text) == (1...1_000).map { "\($0)" })
        #expect(all.allSatisfy { $0.qos == 1 && $0.topic == "t/x" })
        publisher.stop()
    }

    @Test func `A message to nobody is acknowledged with 0x10`() throws {
        let broker = try Broker()
        var watch = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port)), events: watch.mailbox)
        let session = try watch.up()
        #expect(publisher.send(try message("t/x", "1"), token: 5, session: session) == true)
        #expect(try watch.next() == .acknowledged(token: 5, code: Reason.noSubscribers))
        publisher.stop()
    }

    @Test func `A broker that was killed is found again in a new session`() throws {
        let broker = try Broker()
        var watch = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port), firstSession: 41),
            events: watch.mailbox)
        #expect(try watch.up() == 41)
        for session in 42...44 as ClosedRange<UInt64> {
            try broker.kill()
            _ = try watch.down()
            _ = try watch.failure()
            try broker.start()
            #expect(try watch.up() == session)
            #expect(
                publisher.send(try message("t/x", "1"), token: session, session: session) == true)
            #expect(
                try watch.next() == .acknowledged(token: session, code: Reason.noSubscribers))
        }
        publisher.stop()
    }

    @Test func `A wrong password is refused with its code, again and again`() throws {
        let broker = try Broker(.users(["gw": "right"]))
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.login = Connection.Login(username: "gw", password: "wrong")
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        var pauses: Set<Int64> = []
        for attempt in 1...4 {
            guard case .attemptFailed(.refused(let code), attempt, let pause) = try watch.next()
            else {
                Issue.record("attempt \(attempt)")
                return
            }
            #expect(code == Reason.notAuthorized)
            pauses.insert(pause.count)
        }
        #expect(pauses.count > 1, "jitter")
        publisher.stop()
    }

    @Test func `A topic that the rules deny is told by its code`() throws {
        let broker = try Broker(
            .rules("user gw\ntopic readwrite t/#", users: ["gw": "secret"]))
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.login = Connection.Login(username: "gw", password: "secret")
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        let session = try watch.up()
        #expect(publisher.send(try message("other/x", "1"), token: 1, session: session) == true)
        #expect(try watch.next() == .acknowledged(token: 1, code: Reason.notAuthorized))
        publisher.stop()
    }

    @Test func `The last word is heard when we stop, and the will is not`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["s/#"])
        var watch = try Watch()
        var settings = Publisher.Settings(connection: try connection(broker.port), firstSession: 3)
        let topic = try #require(Topic("s/state"))
        settings.will = { Message(topic: topic, payload: Array("gone \($0)".utf8), retain: true) }
        var publisher = try Publisher.start(settings, events: watch.mailbox)
        let session = try watch.up()
        for token in 1...40 as ClosedRange<UInt64> {
            #expect(
                publisher.leave(try message("s/x", "\(token)"), token: token, session: session)
                    == true)
        }
        publisher.stop(final: try message("s/state", "stopped", retain: true))
        try broker.publish("end", to: "s/end")
        let all = try heard.collect(within: .seconds(10)) { $0.topic == "s/end" }
        #expect(all.map(\.text) == (1...40).map { "\($0)" } + ["stopped", "end"])
    }

    @Test func `The will of the session is heard when another takes our client id`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["s/#"])
        var watch = try Watch()
        var settings = Publisher.Settings(connection: try connection(broker.port), firstSession: 8)
        let topic = try #require(Topic("s/state"))
        settings.will = { Message(topic: topic, payload: Array("gone \($0)".utf8), retain: true) }
        settings.connection.backoff.base = .seconds(50)
        settings.connection.backoff.cap = .seconds(50)
        var publisher = try Publisher.start(settings, events: watch.mailbox)
        #expect(try watch.up() == 8)
        var other = try Watch()
        var thief = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port)), events: other.mailbox)
        let fault = try watch.down()
        // MQTT 5 asks for DISCONNECT with 0x8E; mosquitto 2.0.11 hangs up without a word.
        #expect([.closed, .dismissed(code: Reason.takenOver)].contains(fault))
        let will = try heard.next(within: .seconds(10))
        #expect(will?.text == "gone 8")
        _ = try other.up()
        thief.stop()
        publisher.stop()
    }

    @Test func `A consumer hears what is published and subscribes again after a loss`() throws {
        let broker = try Broker()
        var watch = try Watch()
        var consumer = try Consumer.start(
            try connection(broker.port, id: "ear"), filters: ["t/+/live", "u/#"],
            events: watch.mailbox)
        for round in 1...2 {
            _ = try watch.up()
            #expect(try watch.next() == .subscribed([1, 1]))
            try broker.publish("hello \(round)", to: "t/x/live", retain: round == 1)
            try broker.publish("not for us", to: "t/x/window")
            try broker.publish("end", to: "u")
            let live = Received(
                topic: "t/x/live", payload: Array("hello \(round)".utf8), retain: false, qos: 1)
            #expect(try watch.next() == .received(live))
            guard case .received(let end) = try watch.next() else {
                Issue.record("no end")
                return
            }
            #expect(end.topic == "u")
            if round == 1 {
                try broker.kill()
                _ = try watch.down()
                try broker.start()
            }
        }
        let missed = consumer.missed
        #expect(missed == 0)
        consumer.stop()
    }

    @Test func `A consumer inflates what says so, and shows as it came what is no such thing`()
        throws
    {
        let broker = try Broker()
        var watch = try Watch()
        var consumer = try Consumer.start(
            try connection(broker.port, id: "ear"), filters: ["t"], events: watch.mailbox)
        _ = try watch.up()
        #expect(try watch.next() == .subscribed([1]))
        var sending = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port, id: "mouth")),
            events: sending.mailbox)
        let session = try sending.up()
        let topic = try #require(Topic("t"))
        let plain = [UInt8](repeating: 0x20, count: Received.largestInflated)
        let good = try #require(Deflater().deflated(plain))
        let large = try #require(Deflater().deflated(plain + [0x20]))
        let other = Message.Property("content-encoding", "gzip")
        let sent: [([UInt8], [Message.Property], [UInt8])] = [
            (good, [.deflated], plain), (good, [], good), (good, [other], good),
            (good, [other, .deflated], plain), (large, [.deflated], large),
            (Array("{}".utf8), [.deflated], Array("{}".utf8)), ([], [.deflated], []),
        ]
        for (token, message) in sent.enumerated() {
            let isTaken = publisher.send(
                Message(topic: topic, payload: message.0, properties: message.1),
                token: UInt64(token), session: session)
            #expect(isTaken)
            let heard = Received(topic: "t", payload: message.2, retain: false, qos: 1)
            #expect(try watch.next() == .received(heard), "\(token)")
        }
        publisher.stop()
        consumer.stop()
    }

    @Test func `What does not fit into the consumer's mailbox is counted`() throws {
        let broker = try Broker()
        var watch = try Watch(room: 8)
        var consumer = try Consumer.start(
            try connection(broker.port, id: "ear"), filters: ["t/#"], events: watch.mailbox)
        _ = try watch.up()
        #expect(try watch.next() == .subscribed([1]))
        var sent = try Watch()
        var publisher = try Publisher.start(
            Publisher.Settings(connection: try connection(broker.port)), events: sent.mailbox)
        let session = try sent.up()
        let tokens = try Self.send(100, publisher, &sent, session: session) {
            try message("t/x", "\($0)")
        }
        #expect(tokens.count == 100)
        publisher.stop()
        try broker.stop()
        // Until the broker has gone, everything has been delivered to the consumer's socket.
        var heard = 0
        while let event = try watch.next() {
            if case .received = event { heard += 1 }
            if case .down = event { break }
        }
        #expect(heard >= 8 && heard + consumer.missed == 100, "\(heard) \(consumer.missed)")
        consumer.stop()
    }

    @Test(arguments: ["", "a/#/b", "a+", "a/b#", "\0"])
    func `A filter that MQTT does not know is refused at once`(filter: String) throws {
        let watch = try Watch()
        #expect(throws: HubFault.unusable(filter)) {
            var consumer = try Consumer.start(
                try connection(1), filters: [filter], events: watch.mailbox)
            consumer.stop()
        }
    }
}
