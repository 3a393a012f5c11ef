// SPDX-License-Identifier: Apache-2.0

/// A bounded queue of messages to one thread, with the wake-up that tells it. For messages with
/// payloads; readings travel through a `Ring`.
///
/// A class, because every sender and the receiver hold it.
package final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var bytes = 0
    }

    /// Signalled by every `send` (and free for other uses by the receiver's friends).
    package let wakeUp: WakeUp
    private let state = Lock(State())
    /// Messages for which room is always kept.
    private static var smallRoom: Int { 16 }
    private let countLimit: Int
    private let byteLimit: Int

    /// At most `count` messages and `bytes` bytes wait at a time. A wake-up may be shared by
    /// several mailboxes of one thread.
    package init(count: Int, bytes: Int = .max, wakeUp: WakeUp) {
        self.wakeUp = wakeUp
        countLimit = count
        byteLimit = bytes
    }

    /// Leaves a message and wakes the receiver; false, and nothing left, when it does not fit.
    /// A message larger than the byte limit fits when the box is empty.
    package func send(_ message: Message, bytes: Int = 0) -> Bool {
        guard leave(message, bytes: bytes) else { return false }
        wakeUp.signal()
        return true
    }

    /// As `send`, without the wake-up: for several messages, then one `wakeUp.signal()`.
    package func leave(_ message: Message, bytes: Int = 0) -> Bool {
        state.withLock { state in
            guard
                state.messages.isEmpty
                    || state.messages.count < countLimit && state.bytes + bytes <= byteLimit
            else { return false }
            state.messages.append(message)
            state.bytes += bytes
            return true
        }
    }

    /// Everything that waits, oldest first, swapped with `emptied` so that both arrays keep
    /// their room and nothing is allocated once they have grown; room that a burst has left is
    /// given back.
    package func take(into emptied: inout [Message]) {
        let isFitting = emptied.count >= emptied.capacity / 4 || emptied.capacity <= Self.smallRoom
        emptied.removeAll(keepingCapacity: isFitting)
        state.withLock { state in
            swap(&state.messages, &emptied)
            state.bytes = 0
        }
    }

    /// How many messages wait.
    package var count: Int { state.withLock { $0.messages.count } }
}

extension Mailbox {
    /// Leaves as many of these as fit, the first ones first, and takes them away; whether that was
    /// all.
    package func send(from messages: inout [Message]) -> Bool {
        guard !messages.isEmpty else { return true }
        let sent = messages.prefix { send($0) }.count
        messages.removeFirst(sent)
        return messages.isEmpty
    }
}
