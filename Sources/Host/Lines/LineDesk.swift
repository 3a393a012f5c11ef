// SPDX-License-Identifier: Apache-2.0

/// What a server of lines and the thread that answers them share.
///
/// A line belongs to who answers until its last answer, also when its client has gone meanwhile:
/// only then is the client's place free. So never more lines are under way than there are places.
///
/// A class, because both hold it.
package final class LineDesk: Sendable {
    /// A client, and who that is.
    package struct Client: Hashable, Sendable {
        /// Never given again by the same server.
        package let number: UInt64
        package let peer: Peer
    }

    package enum Event: Sendable {
        /// A line without its end.
        case line([UInt8], Client)
        /// The client of a line under way has gone: nobody reads its answers.
        case gone(Client)
    }

    struct Answer: Sendable {
        let client: UInt64
        /// A line without its end; nil: nothing more to say.
        let line: [UInt8]?
        let isLast: Bool
    }

    /// For who answers; room for all that the clients' places can bring.
    package let events: Mailbox<Event>
    let answers: Mailbox<Answer>
    let limits: LineLimits

    /// `wakeUp`: of the thread that answers, signalled for events.
    package init(_ limits: LineLimits = LineLimits(), wakeUp: WakeUp) throws(SystemFault) {
        self.limits = limits
        events = Mailbox(count: 2 * limits.clients, wakeUp: wakeUp)
        answers = Mailbox(count: .max, wakeUp: try WakeUp())
    }

    /// Answers a client's line with a line (nil: with nothing more); several may come before the
    /// last one.
    package func answer(_ client: Client, _ line: [UInt8]?, isLast: Bool) {
        _ = answers.send(Answer(client: client.number, line: line, isLast: isLast))
    }
}
