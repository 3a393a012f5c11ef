// SPDX-License-Identifier: Apache-2.0
package import Field
package import Hub
internal import Spool

extension Pump {
    /// Topics that every session listens to.
    package static func subscriptions(_ configuration: Configuration) -> [String] {
        Topics(configuration).subscriptions
    }

    /// What the hub sent us: a command, or custody of a device's records.
    package mutating func take(_ message: Received, at moment: Moment) {
        spend(SIMTraffic.exchange(message.bytes), at: moment.now)
        switch topics.incoming(message.topic) {
        case .command(let id): take(command: message, id, at: moment)
        case .custody(let device): take(custody: message.payload, of: device, at: moment)
        case nil: break
        }
    }

    /// A command is answered at once when it is refused, and at its end when it is not.
    private mutating func take(command message: Received, _ id: String, at moment: Moment) {
        var command: Command?
        do throws(CommandRefusal) {
            guard !message.retain else { throw .retained }
            let read = try Command(parsing: message.payload, id: id)
            command = read
            try judgeTime(of: read, at: moment)
            guard !desk.hasSeen(id) else { throw .seen }
            switch try read.order {
            case .replay(let request): try begin(request, read, at: moment)
            }
        } catch {
            refuse(id, command?.name, error, at: moment.now)
        }
    }

    /// The one place that asks whether the clock can be believed.
    func judgeTime(of command: Command, at moment: Moment) throws(CommandRefusal) {
        guard moment.isTrusted else { throw .clockUnsynced }
        guard command.expires >= moment.wall.milliseconds else { throw .expired }
        let latest = moment.wall.milliseconds + CommandDesk.memory.milliseconds
        guard command.expires <= latest else { throw .expiresTooLate }
    }

    /// Remembers an id in the spool; in which batch.
    mutating func remember(_ id: String, at moment: Moment) throws(CommandRefusal) -> UInt64 {
        let now = moment.wall.milliseconds
        store.forget(commands: desk.forgetOld(at: now))
        let seen = SeenCommand(id: id, until: now + CommandDesk.memory.milliseconds)
        guard !desk.isFull, store.add(seen) else { throw .tooMany }
        desk.note(seen)
        return store.ordinal
    }

    /// What an earlier process began and this one does not do.
    mutating func tellInterrupted(at now: Instant) {
        for id in desk.takeInterrupted() { refuse(id, nil, .interrupted, at: now) }
    }

    /// The hub has an answer, or there is nobody to hear it: the next process need not give one.
    mutating func noteAnswered(_ topic: Topic) {
        guard let id = topic.name.split(separator: "/").last,
            let command = desk.answered(String(id)), store.add(command)
        else { return }
        desk.note(command)
    }

    private mutating func refuse(
        _ id: String, _ name: String?, _ refusal: CommandRefusal, at now: Instant
    ) {
        answer(id, name, refusal.rawValue, isOK: false, at: now) { _ in }
    }

    /// The command's result, for the hub and for the log.
    mutating func answer(
        _ id: String, _ name: String?, _ code: String, isOK: Bool, at now: Instant,
        result: (inout JSONWriter) -> Void
    ) {
        desk.journal.note(
            CommandJournal.Entry(
                id: Command.isID(id) ? id : nil, name: name, code: code, isOK: isOK), at: now)
        guard let topic = topics.answer(id) else { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("v")
        writer.integer(1)
        writer.key("id")
        writer.string(id)
        writer.key("ok")
        writer.bool(isOK)
        writer.key("code")
        writer.string(code)
        result(&writer)
        writer.endObject()
        delivery.add(answer: Message(topic: topic, payload: writer.bytes))
    }

    /// What became of commands since the last time, for the log.
    package mutating func takeCommandEntries() -> (entries: [CommandJournal.Entry], unsaid: Int) {
        desk.journal.take()
    }
}
