// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Field
internal import Host
internal import Hub

/// MQTT: what the hub says to us, and what it lets us do.
extension CheckRun {
    /// Publishes of the round trip; odd, so that one of them is in the middle.
    static let trips = 5

    mutating func talk(_ address: Address) {
        var connection = connection
        connection.addresses = [address]
        let topics = CheckTopics(configuration)
        let will = Topic(topics.own).map { Message(topic: $0, payload: []) }
        let filters = Pump.subscriptions(configuration)
        do throws(HubFault) {
            var talk = try CheckTalk.start(
                connection, filters: filters, will: will, patience: patience, stop: stop)
            add(welcome(try talk.greeting(), address))
            guard listen(&talk, filters, address), publish(&talk, topics, address),
                travel(&talk, topics.own, address)
            else { return }
            add(testament(topics.own))
        } catch {
            add(CheckStep(.session, advice(address).trouble(error), error.text))
        }
    }

    // MARK: CONNECT

    private func welcome(_ greeting: Session.Greeting, _ address: Address) -> CheckStep {
        let facts = limits(greeting)
        guard greeting.retains else {
            let cause = Text(
                en: "retain is turned off at the hub: state, meta and status need it",
                vi: "hub tắt retain: state, meta và status cần đến nó")
            let trouble = CheckStep.Trouble(
                code: "hub-no-retain", causes: [cause], next: advice(address).again)
            let found = Text(
                en: "connected, but the hub keeps no last messages (retain)",
                vi: "đã kết nối, nhưng hub không giữ bản tin cuối (retain)")
            return CheckStep(.session, trouble, found, facts)
        }
        guard connection.version == .v5 else {
            let found = Text(
                en: "3.1.1 accepted; it tells no limits",
                vi: "chấp nhận 3.1.1; phiên bản này không cho biết giới hạn")
            return CheckStep(.session, found, facts)
        }
        let packet =
            greeting.maximumPacket.map { Text(en: "of at most \($0) bytes", vi: "\($0) byte") }
            ?? Text(en: "of any size", vi: "không nêu giới hạn")
        let pause = greeting.keepAlive.map { "\($0.milliseconds / 1_000) s" }
        let receives = greeting.receiveMaximum ?? 65_535
        let aliases = greeting.topicAliases ?? 0
        return CheckStep(
            .session,
            Text(
                en: "5 accepted; \(receives.of("message")) at once, packets \(packet.en), "
                    + "keep-alive \(pause ?? "as asked"), \(aliases) topic aliases",
                vi: "chấp nhận 5; cùng lúc \(receives) bản tin, gói tin \(packet.vi), "
                    + "keep-alive \(pause ?? "như yêu cầu"), \(aliases) topic alias"), facts)
    }

    private func limits(_ greeting: Session.Greeting) -> [JSON.Member] {
        var facts: [JSON.Member] = []
        if let count = greeting.receiveMaximum {
            facts.append(JSON.Member("receive-maximum", count))
        }
        if let bytes = greeting.maximumPacket {
            facts.append(JSON.Member("maximum-packet", bytes))
        }
        if let pause = greeting.keepAlive {
            facts.append(JSON.Member("keep-alive", Int(pause.milliseconds / 1_000)))
        }
        if let count = greeting.topicAliases {
            facts.append(JSON.Member("topic-alias-maximum", count))
        }
        return facts + [JSON.Member(key: "retain", value: .bool(greeting.retains))]
    }

    // MARK: Round trip and will

    /// How long a message and its PUBACK take. False when the session is gone.
    private mutating func travel(
        _ talk: inout CheckTalk, _ topic: String, _ address: Address
    ) -> Bool {
        guard let topic = Topic(topic) else { return true }
        var times: [Nanoseconds] = []
        do throws(HubFault) {
            for _ in 0..<Self.trips {
                let began = Clock.now()
                _ = try talk.publish([Message(topic: topic, payload: [])])
                times.append(Clock.now() - began)
            }
        } catch {
            add(CheckStep(.roundTrip, advice(address).trouble(error), error.text))
            return false
        }
        let sorted = times.sorted()
        let (middle, worst) = (sorted[Self.trips / 2], sorted[Self.trips - 1])
        let (one, other) = (CheckFigures.time(middle), CheckFigures.time(worst))
        add(
            CheckStep(
                .roundTrip,
                Text(
                    en: "\(one.en) (median of \(Self.trips)), at worst \(other.en)",
                    vi: "\(one.vi) (trung vị của \(Self.trips) lần), lâu nhất \(other.vi)"),
                [JSON.Member("ms", middle), JSON.Member("worst-ms", worst)]))
        return true
    }

    private func testament(_ topic: String) -> CheckStep {
        CheckStep(
            .will,
            Text(
                en: "accepted with CONNECT; whether rules let it out shows only when a "
                    + "connection breaks",
                vi: "được chấp nhận cùng CONNECT; luật của hub có cho gửi ra hay không chỉ thấy "
                    + "khi mất kết nối"),
            [JSON.Member("topic", topic)])
    }
}
