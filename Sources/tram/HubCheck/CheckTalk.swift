// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// One session with the hub beside the service's, step by step. It says DISCONNECT when it goes.
struct CheckTalk: ~Copyable {
    /// Reports of the hub's thread that wait; the hub may send us what it keeps for this gateway.
    private static let mailLimit = 256
    private static let mailBytes = 1 << 20

    private let publisher: Publisher
    private let mail: Mailbox<HubEvent>
    private let answer: Lock<Session.Greeting?>
    private let patience: Nanoseconds
    private let stop: CInt
    private var events: [HubEvent] = []
    private var next = 0
    private var session: UInt64 = 0
    private var token: UInt64 = 0

    private init(
        _ publisher: consuming Publisher, _ mail: Mailbox<HubEvent>,
        _ answer: Lock<Session.Greeting?>, _ patience: Nanoseconds, _ stop: CInt
    ) {
        self.publisher = publisher
        (self.mail, self.answer, self.patience, self.stop) = (mail, answer, patience, stop)
    }

    static func start(
        _ connection: Connection, filters: [String], will: Message?, patience: Nanoseconds,
        stop: CInt
    ) throws(HubFault) -> CheckTalk {
        let answer = Lock<Session.Greeting?>(nil)
        var settings = Publisher.Settings(connection: connection)
        settings.subscriptions = filters
        settings.greeted = { greeting in answer.withLock { $0 = greeting } }
        if let will { settings.will = { _ in will } }
        let wakeUp: WakeUp
        do throws(SystemFault) {
            wakeUp = try WakeUp()
        } catch {
            throw .system(error)
        }
        let mail = Mailbox<HubEvent>(
            count: mailLimit, bytes: mailBytes, wakeUp: wakeUp)
        return CheckTalk(
            try Publisher.start(settings, events: mail), mail, answer, patience, stop)
    }

    /// What the hub says to CONNECT, once it has accepted us.
    mutating func greeting() throws(HubFault) -> Session.Greeting {
        // The hub's thread itself ends the connect and the wait for CONNACK after one patience
        // each.
        let deadline = Clock.now() + patience * 2 + .seconds(1)
        while let event = try event(until: deadline) {
            guard case .up(let number, _) = event else { continue }
            session = number
            return answer.withLock { $0 } ?? Session.Greeting()
        }
        throw .timedOut(.greeting)
    }

    /// SUBACK: a code for each filter.
    mutating func granted() throws(HubFault) -> [UInt8] {
        let deadline = Clock.now() + patience
        while let event = try event(until: deadline) {
            if case .subscribed(let codes) = event { return codes }
        }
        throw .timedOut(.acknowledgement)
    }

    /// PUBACK: a code for each message.
    mutating func publish(_ messages: [Message]) throws(HubFault) -> [UInt8] {
        let first = token
        var codes = [UInt8?](repeating: nil, count: messages.count)
        for message in messages {
            guard publisher.send(message, token: token, session: session) else {
                throw .timedOut(.acknowledgement)
            }
            token += 1
        }
        let deadline = Clock.now() + patience
        while codes.contains(nil) {
            guard let event = try event(until: deadline) else { throw .timedOut(.acknowledgement) }
            switch event {
            case .acknowledged(let token, let code) where token >= first:
                codes[Int(token - first)] = code
            case .rejected(_, let fault): throw fault
            default: continue
            }
        }
        return codes.compactMap { $0 }
    }

    /// The next event; nil when none comes in time or a person ends it. That there is no session,
    /// or no longer, is thrown.
    private mutating func event(until deadline: Instant) throws(HubFault) -> HubEvent? {
        var polls = PollSet()
        polls.add(mail.wakeUp.descriptor, .readable)
        let end = polls.add(stop, .readable)
        while next == events.count {
            mail.wakeUp.clear()
            mail.take(into: &events)
            next = 0
            guard events.isEmpty else { break }
            if Clock.now() >= deadline { return nil }
            do throws(SystemFault) {
                try polls.wait(until: deadline)
            } catch {
                throw .system(error)
            }
            if polls.isReady(end) { return nil }
        }
        defer { next += 1 }
        switch events[next] {
        case .attemptFailed(let fault, _, _), .down(_, let fault, _): throw fault
        case let event: return event
        }
    }
}
